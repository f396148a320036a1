import { readFile } from 'node:fs/promises';

/** A process as itself: a process id alone may belong to another one by now. */
export interface ProcessIdentity {
  readonly pid: number;
  /**
   * Start time in the kernel's ticks since boot (Linux, proc(5), field 22 of stat) with the first
   * part of the boot's identifier, since both numbers come again after a reboot; elsewhere ''.
   */
  readonly startedAt: string;
}

/** Identity of a running process, or undefined where there is none. A zombie runs no more. */
export async function processIdentity(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    // The second field is the command's name in parentheses and may hold anything, even spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return { pid, startedAt: `${boot.slice(0, 8)}-${fields[19] ?? ''}` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ESRCH') throw error;
  }
  return existsWithoutProc(pid) ? { pid, startedAt: '' } : undefined;
}

/** Hosts without /proc: ask by the null signal. */
function existsWithoutProc(pid: number): boolean {
  if (process.platform === 'linux') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
