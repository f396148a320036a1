/** What VirtualBox's log of a machine tells that no command does. */
export type MachineLogEvent = 'reset' | 'power-off' | 'stuck' | 'disk-full';

/**
 * What a line of `Logs/VBox.log` says, or undefined. The manual names the file (chapter 12, "Troubleshooting",
 * "Collecting debugging information") and not its lines; BOINC's vboxwrapper has gone by the same ones
 * for years.
 */
export function readMachineLogLine(line: string): MachineLogEvent | undefined {
  const [, from, to] = /Changing the VM state from '([A-Z_]+)' to '([A-Z_]+)'/.exec(line) ?? [];
  if (to === 'RESETTING') return 'reset';
  if (to === 'GURU_MEDITATION') return 'stuck';
  if (to === 'POWERING_OFF' || (to === 'OFF' && from !== 'DESTROYING')) return 'power-off';
  return /errorID=DrvVD_DISKFULL/.test(line) ? 'disk-full' : undefined;
}
