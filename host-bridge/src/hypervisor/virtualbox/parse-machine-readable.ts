/** Most lines of VBoxManage's output that are looked at. */
export const MAX_MACHINE_READABLE_LINES = 5_000;

/**
 * Reads what VBoxManage prints with `--machinereadable`: lines `key="value"` or `key=value`. What is no such
 * line says nothing; of a key that comes twice the first counts.
 */
export function parseMachineReadable(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split(/\r?\n/, MAX_MACHINE_READABLE_LINES)) {
    const match = /^"?([A-Za-z][\w-]*)"?=(?:"(.*)"|([^"]*))$/.exec(line);
    const key = match?.[1];
    if (key !== undefined && !found.has(key)) found.set(key, match?.[2] ?? match?.[3] ?? '');
  }
  return found;
}

/** Values of `VMState`: what IMachine's states are called there (MachineState in VirtualBox's SDK reference). */
export type VBoxState = 'off' | 'running' | 'paused' | 'changing' | 'stuck';

const STATES: Readonly<Record<string, VBoxState>> = {
  poweroff: 'off',
  saved: 'off',
  aborted: 'off',
  'aborted-saved': 'off',
  teleported: 'off',
  running: 'running',
  paused: 'paused',
  gurumeditation: 'stuck',
};

/** What `showvminfo --machinereadable` says of the machine; undefined where it says nothing. */
export function readVBoxState(text: string): VBoxState | undefined {
  const word = parseMachineReadable(text).get('VMState');
  if (word === undefined || !/^[a-z-]{1,40}$/.test(word)) return undefined;
  return STATES[word] ?? 'changing';
}

/** Names of snapshots in `snapshot list --machinereadable`, parents before children. */
export function readSnapshotNames(text: string): string[] {
  return [...parseMachineReadable(text)]
    .filter(([key]) => /^SnapshotName(?:-\d+)*$/.test(key))
    .map(([, name]) => name);
}
