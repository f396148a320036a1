import { readdirSync, readFileSync } from 'node:fs';
import { readChildren } from './process-family.ts';

/** Most threads of one process that are looked at. */
export const MAX_DELAY_THREADS = 1_024;

/**
 * Time that a thread has waited for a CPU while it could have run, in milliseconds: the second number of
 * /proc/PID/task/TID/schedstat, in nanoseconds (sched-stats.rst of Linux). Undefined where it is no such text.
 */
export function parseRunDelayMs(schedstat: string): number | undefined {
  const nanoseconds = /^\d+ (\d+) \d+\s*$/.exec(schedstat)?.[1];
  return nanoseconds === undefined ? undefined : Number(nanoseconds) / 1e6;
}

/** Threads of a process and its children, each with the time that it has waited for a CPU. */
export type RunDelays = ReadonlyMap<string, number>;

/**
 * Those of a process and its children, whose threads are named `PID/TID`. Empty where the host does not
 * tell. Synchronous: the kernel answers from memory.
 */
export function readRunDelays(pid: number): RunDelays {
  const delays = new Map<string, number>();
  for (const member of [pid, ...readChildren(pid)]) {
    for (const thread of threadsOf(member)) {
      const delayMs = readDelay(member, thread);
      if (delayMs !== undefined) delays.set(`${member}/${thread}`, delayMs);
    }
  }
  return delays;
}

/**
 * How long a machine was held up between two looks: in each process the thread that waited longest counts,
 * and processes take turns, as those of User-Mode Linux do. May be more than the time between the looks.
 */
export function heldUpMs(before: RunDelays, after: RunDelays): number {
  const longest = new Map<string, number>();
  for (const [thread, delayMs] of after) {
    const [process = ''] = thread.split('/');
    const waitedMs = delayMs - (before.get(thread) ?? delayMs);
    longest.set(process, Math.max(longest.get(process) ?? 0, waitedMs));
  }
  return [...longest.values()].reduce((sum, waitedMs) => sum + waitedMs, 0);
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).slice(0, MAX_DELAY_THREADS);
  } catch {
    // Gone, or no Linux.
    return [];
  }
}

function readDelay(pid: number, thread: string): number | undefined {
  try {
    return parseRunDelayMs(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1'));
  } catch {
    return undefined;
  }
}
