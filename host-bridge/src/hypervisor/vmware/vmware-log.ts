/** What ends a machine. */
export type VmwareEndEvent = 'reset' | 'power-off' | 'disk-full';

/** What VMware's log of a machine tells that no command does. */
export type VmwareLogEvent =
  { readonly kind: 'process'; readonly pid: number } | { readonly kind: VmwareEndEvent };

/**
 * What a line of `vmware.log` says, or undefined. Its lines are in no manual; these have been the same from
 * Workstation 6 to 17.
 */
export function readVmwareLogLine(line: string): VmwareLogEvent | undefined {
  const pid = /\bLog for VMware [\w ]{1,40} pid=(\d{1,10})\b/.exec(line)?.[1];
  if (pid !== undefined) return { kind: 'process', pid: Number(pid) };
  if (/The guest has requested that the virtual machine be (?:hard|soft) reset/.test(line)) {
    return { kind: 'reset' };
  }
  if (/PM Soft Off\.\s+Good-bye/.test(line)) return { kind: 'power-off' };
  if (/\bmsg\.hbacommon\.outofspace\b|There is no more space for virtual disk/.test(line)) {
    return { kind: 'disk-full' };
  }
  return undefined;
}
