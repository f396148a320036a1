import { closeSync, openSync, readSync } from 'node:fs';
import { isErrorWithCode } from '../cgroup/index.ts';
import { parseProcessStat, readProcessFile } from '../cgroup/process-table.ts';
import { sendSignal } from '../cgroup/send-signal.ts';
import type { ProcessIdentity } from './status-directory.ts';

/**
 * How much is looked at of the arguments of a process: they are its memory, and it may make them as long
 * as it likes. What the launcher is told by stands behind a script and before anything of a caller's.
 */
export const MAX_ARGUMENTS_LOOK_BYTES = 16 * 1024;

/** True while the process runs; false where it has ended, also where its pid is another's by now. */
export function isProcessAlive({ pid, startTicks }: ProcessIdentity): boolean {
  const entry = parseProcessStat(readProcessFile(pid, 'stat') ?? '');
  return entry !== undefined && entry.startTicks === startTicks && entry.alive;
}

/** True where the pid belongs to somebody else by now. */
export function hasOtherProcess({ pid, startTicks }: ProcessIdentity): boolean {
  const entry = parseProcessStat(readProcessFile(pid, 'stat') ?? '');
  return entry !== undefined && entry.startTicks !== startTicks;
}

/**
 * Sends a signal to a process; false where it has ended. Between look and signal the pid could only
 * come again if the kernel went through all other numbers meanwhile.
 */
export function signalProcess(identity: ProcessIdentity, signalNumber: number): boolean {
  return isProcessAlive(identity) && sendSignal(identity.pid, signalNumber);
}

/**
 * True where this is among the first arguments of a process, in as much as is looked at. False where it
 * has ended.
 */
export function hasArgument(pid: number, argument: string): boolean {
  try {
    const descriptor = openSync(`/proc/${pid}/cmdline`, 'r');
    try {
      const bytes = Buffer.alloc(MAX_ARGUMENTS_LOOK_BYTES);
      const count = readSync(descriptor, bytes, 0, bytes.length, 0);
      return bytes.toString('utf8', 0, count).split('\0').includes(argument);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (isErrorWithCode(error)) return false;
    throw error;
  }
}
