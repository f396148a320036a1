import { readFile } from 'node:fs/promises';

/**
 * Finds where the cgroup v2 hierarchy is mounted, in the text of `/proc/self/mounts` (fields of
 * fstab(5), with space, tab, newline and backslash written as octal escapes). A machine with the
 * hybrid layout has it beside the v1 hierarchies, mostly at `/sys/fs/cgroup/unified`, without
 * controllers. Undefined where there is none.
 */
export function parseCgroup2Mount(mounts: string): string | undefined {
  for (const line of mounts.split('\n')) {
    const [, target, type] = line.split(' ');
    if (type === 'cgroup2' && target !== undefined) {
      return target.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
        String.fromCharCode(Number.parseInt(octal, 8)),
      );
    }
  }
  return undefined;
}

/** Where this machine has the cgroup v2 hierarchy; undefined where it has none. */
export async function findCgroup2Mount(): Promise<string | undefined> {
  return parseCgroup2Mount(await readFile('/proc/self/mounts', 'utf8'));
}
