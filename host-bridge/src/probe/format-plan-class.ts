import { JobError } from '../outcome.ts';
import { oneLine } from '../report/one-line.ts';
import type { ProbeReport } from './probe-report.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** The client looks for these in a class's name, and treats the app differently. */
const CLIENTS_WORDS = ['vbox', 'docker', 'wsl'];

/** @throws JobError `usage` for a name that BOINC would take for something else */
export function assertPlanClassName(name: string): void {
  if (!NAME.test(name)) {
    const is = 'is not of letters, digits, "_", "-", 64 at most';
    throw new JobError('usage', oneLine(`--plan-class "${name}" ${is}`));
  }
  const word = CLIENTS_WORDS.find((candidate) => name.toLowerCase().includes(candidate));
  if (word === undefined) return;
  throw new JobError(
    'usage',
    `--plan-class "${name}" has "${word}" in it: the BOINC client treats such apps differently`,
  );
}

/**
 * A class for `plan_class_spec.xml` whose hosts are like this one where it matters, with comments about
 * what the project's maintainer must decide. Only elements that BOINC's server knows are in it.
 *
 * @throws JobError `usage` for such a name
 */
export function formatPlanClass(name: string, report: ProbeReport): string {
  assertPlanClassName(name);
  const lines = [
    `<name>${name}</name>`,
    ...acceleration(report),
    '<!-- CPUs that a host must have, and most that one task gets; both 1 unless the job uses more. -->',
    '<min_ncpus>1</min_ncpus>',
    '<max_threads>1</max_threads>',
    '<!-- More than one? Then leave ncpus out of the job file, and tell the bridge how many it got:',
    '<nthreads_cmdline/> -->',
    ...memory(report),
    ...system(report),
    '<!-- A volunteer who must agree first? project_prefs_tag and project_prefs_regex. -->',
  ];
  return [
    '<plan_classes>',
    '  <plan_class>',
    ...lines.map((line) => `    ${line}`),
    '  </plan_class>',
    '</plan_classes>',
    '',
  ].join('\n');
}

function acceleration({ drivers, resources }: ProbeReport): string[] {
  const used = drivers.find(({ status }) => status === 'usable')?.accelerator;
  const feature = resources?.cpuFeatures?.find((flag) => flag === 'vmx' || flag === 'svm');
  const other = feature === 'vmx' ? 'svm (AMD)' : 'vmx (Intel)';
  if (used === 'kvm' && feature !== undefined) {
    return [
      '<!-- A guest ran under KVM here. All features of a class are required, so hosts with',
      `${other} need a class of their own. Clients do not report whether KVM is usable. -->`,
      `<cpu_feature>${feature}</cpu_feature>`,
    ];
  }
  const ran =
    used === undefined ? 'No guest was tried here' : `A guest ran under ${comment(used)} here`;
  return [
    `<!-- ${ran}, and the CPU shows ${feature ?? 'neither vmx nor svm'}. Emulation is about ten times`,
    'slower. Is hardware required? Then one class with each of these (all of one are required):',
    '<cpu_feature>vmx</cpu_feature> for Intel, <cpu_feature>svm</cpu_feature> for AMD -->',
  ];
}

function memory({ resources }: ProbeReport): string[] {
  const total =
    resources === undefined
      ? ''
      : ` This host has ${Math.floor(resources.memoryTotalBytes / 1_000_000)} MB.`;
  return [
    `<!-- Memory is bounded by the workunit (rsc_memory_bound): memory_size_mb of the job file, and`,
    `what the hypervisor takes.${total} Where it grows with the CPUs, instead:`,
    '<mem_usage_base_mb>N</mem_usage_base_mb> <mem_usage_per_cpu_mb>N</mem_usage_per_cpu_mb> -->',
  ];
}

function system({ resources }: ProbeReport): string[] {
  if (resources === undefined) return [];
  const { operatingSystem, operatingSystemVersion, architecture, libcVersion } = resources;
  const [major = '', minor = ''] = libcVersion?.split('.') ?? [];
  const number = Number(major) * 100 + Number(minor);
  const is = comment(`${operatingSystem} ${operatingSystemVersion}, ${architecture}`);
  return [
    `<!-- The app version's platform chooses system and architecture; probed on ${is}.`,
    ...(libcVersion === undefined
      ? ['Older systems are kept out by os_regex or min_os_version. -->']
      : [
          `C library ${libcVersion} here; an older one may lack what the programs need. To ask for it:`,
          `<min_libc_version>${number}</min_libc_version> -->`,
        ]),
  ];
}

/** Two hyphens would end a comment. */
function comment(text: string): string {
  return oneLine(text)
    .replaceAll(/-(?=-)/g, '- ')
    .replace(/-$/, '- ');
}
