import { printable } from '../report/printable.ts';
import type {
  CapabilityReport,
  DriverReport,
  PluginReport,
  ProbeReport,
  ResourceReport,
} from './probe-report.ts';

/** The report for people, ends with a newline. */
export function formatProbeText(report: ProbeReport): string {
  const { drivers, capabilities, plugins, resources, skipped, problems } = report;
  const sections: [title: string, lines: string[]][] = [
    ['Drivers', table(drivers.flatMap(describeDriver))],
    ['Capabilities', table(capabilities.map(describeCapability))],
    ['Plug-ins', plugins.flatMap(describePlugin)],
    ['Resources', resources === undefined ? [] : table(describeResources(resources))],
    ['Left out', table(skipped.map(({ name, by }) => [name, `by ${by}`]))],
    ['Problems', [...problems]],
  ];
  const text = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [title, ...lines.map((line) => `  ${plain(line)}`), ''].join('\n'))
    .join('\n');
  return text === '' ? 'Nothing was asked for.\n' : text;
}

/** A path may hold anything; a line stays one. */
const plain = (line: string): string => printable(line).replaceAll(/[\n\t]/g, '\u{b7}');

function describeDriver(driver: DriverReport): [string, string][] {
  const { name, status, program, version, accelerator, rejected, capabilities, reason } = driver;
  const where = program === undefined ? '' : `, ${program}`;
  const can = Object.entries(capabilities ?? {})
    .filter(([, isThere]) => isThere === true)
    .map(([word]) => word.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  const rows: [string, string][] =
    status === 'usable'
      ? [[name, `${version ?? ''}${where}; a trial guest ran under ${accelerator ?? ''}`]]
      : [[name, `${WORDS[status]}${where}${reason === undefined ? '' : `: ${reason}`}`]];
  for (const no of rejected) rows.push(['', `not under ${no.accelerator}: ${no.reason}`]);
  if (can.length > 0) rows.push(['', `can ${can.join(', ')}`]);
  const channels = capabilities?.agentChannels ?? [];
  if (channels.length > 0) rows.push(['', `reaches the agent by ${channels.join(' or ')}`]);
  return rows;
}

const WORDS = {
  usable: 'usable',
  found: 'found',
  missing: 'not there',
  unusable: 'unusable',
  not_run: 'there, not run',
} as const;

function describeCapability(capability: CapabilityReport): [string, string] {
  const { name, source, status, program, version, value, reason } = capability;
  const state =
    status === 'found' ? (version ?? (value === undefined ? 'yes' : '')) : WORDS[status];
  const facts = [
    state,
    status === 'found' ? '' : (version ?? ''),
    value === undefined ? '' : String(value),
    program ?? '',
    source === 'built-in' ? '' : `says ${source}`,
  ].filter((fact) => fact !== '');
  return [name, `${facts.join(', ')}${reason === undefined ? '' : `: ${reason}`}`];
}

function describePlugin({ path, status, reason, problems }: PluginReport): string[] {
  const end = { ran: 'ran', refused: 'refused', failed: 'failed', not_run: 'not run' }[status];
  return [
    `${path}: ${end}${reason === undefined ? '' : `: it ${reason}`}`,
    ...problems.map((problem) => `  ${problem}`),
  ];
}

function describeResources(resources: ResourceReport): [string, string][] {
  const { operatingSystem, operatingSystemVersion, architecture, libcVersion } = resources;
  const { cpuModel, logicalCpuCount, availableCpuCount, cpuFeatures, disk } = resources;
  const libc = libcVersion === undefined ? '' : `, libc ${libcVersion}`;
  const share = availableCpuCount === logicalCpuCount ? '' : `, ${availableCpuCount} for this user`;
  const flags = (cpuFeatures ?? []).length === 0 ? '' : `, flags ${cpuFeatures?.join(' ')}`;
  return [
    ['system', `${operatingSystem} ${operatingSystemVersion}, ${architecture}${libc}`],
    ['CPU', `${logicalCpuCount} of ${cpuModel}${share}${flags}`],
    ['memory', free(resources.memoryAvailableBytes, resources.memoryTotalBytes)],
    ...(disk === undefined
      ? []
      : [
          ['disk', `${free(disk.freeBytes, disk.totalBytes)}, ${disk.directory}`] as [
            string,
            string,
          ],
        ]),
    ...resources.accelerators.map(({ name, status, reason }): [string, string] => [
      name,
      status === 'available' ? 'available' : `${status}: ${reason ?? ''}`,
    ]),
  ];
}

const MEBIBYTE = 1024 * 1024;

function free(freeBytes: number, totalBytes: number): string {
  const [left, all] = [freeBytes, totalBytes].map((bytes) =>
    Math.floor(bytes / MEBIBYTE).toLocaleString('en'),
  );
  return `${left} MiB free of ${all} MiB`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`.trimEnd());
}
