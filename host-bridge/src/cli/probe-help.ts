import { DRIVER_NAMES } from '../hypervisor/registry.ts';
import { DETECTORS, OPT_OUT_VARIABLE, PART_GROUPS, SYSTEM_OPT_OUT_FILE } from '../probe/index.ts';

/**
 * What `vmslot probe --help` says behind its options: all that a probe would run, made from what it does
 * run, and how to forbid it.
 */
export function probeHelp(): string {
  const rows = DETECTORS.map(({ name, programs, versionArguments }) => [
    name,
    programs.map((program) => [program, ...versionArguments].join(' ')).join(', or '),
  ]);
  const parts = [
    ...DRIVER_NAMES.map((name) => [name, "the hypervisor's version, and a trial guest"]),
    ...rows,
    ['plugins', 'the programs named by --plugin, called with "capabilities"'],
    ['resources', 'nothing: CPU, memory, disk, accelerator as the system tells them'],
  ];
  const groups = Object.entries(PART_GROUPS).map(([name, members]) => [name, members.join(', ')]);
  const table = (lines: string[][]) =>
    lines.map(([name = '', text = '']) => `  ${name.padEnd(14)}${text}`).join('\n');
  return `
Parts, and what is run for each; no other program is:
${table(parts)}
Groups of parts, besides "all":
${table(groups)}

Nothing is kept. Whoever does not want a part, or "run" of any program, names it in ${SYSTEM_OPT_OUT_FILE},
~/.config/vmslot/probe-without or ${OPT_OUT_VARIABLE}; that holds whatever the options say.

  vmslot probe                                   all of it, for people
  vmslot probe --only drivers --json             is there a hypervisor, and does it run a guest?
  vmslot probe --no-run --without containers     look, touch nothing
  vmslot probe --plugin /opt/project/detect --xml
  vmslot probe --plan-class vm                   a draft for the project's server

Exit statuses: 0 for a report, whatever is missing; 2 for a wrong command line or an opt-out file that cannot
be read; 130 or 143 where a signal ended it. More in docs/probe.md.
`;
}
