import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity, type ProcessIdentity } from './process-identity.ts';

/** How long a killed process is waited for; one that hangs inside the kernel outlives SIGKILL. */
export const END_ORPHAN_TIMEOUT_MS = 5_000;

/** How often it is looked whether it is gone; nothing tells of the end of somebody else's child. */
export const END_ORPHAN_POLL_MS = 20;

/**
 * Ends a process that an earlier life of the bridge has left, with its whole process group, and waits
 * until it is gone. Nothing happens unless it is that very process, by pid, start time and boot, and
 * leads its group: a number alone may be somebody else's by now.
 *
 * @returns true where it is gone for certain, also where it was before; false where it does not die in
 *   {@link END_ORPHAN_TIMEOUT_MS}, where `signal` aborts first, or where the host cannot tell one
 *   process from the next of the same number (`startedAt` is empty)
 */
export async function endOrphan(
  identity: ProcessIdentity,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<boolean> {
  const { pid, startedAt } = identity;
  // As a group, 0 is our own and 1 means everybody: kill(2).
  if (!Number.isSafeInteger(pid) || pid <= 1 || pid === process.pid) return false;
  if (startedAt === '') return (await processIdentity(pid)) === undefined;
  const deadline = performance.now() + END_ORPHAN_TIMEOUT_MS;
  while ((await processIdentity(pid))?.startedAt === startedAt) {
    if (options.signal?.aborted === true || performance.now() > deadline) return false;
    kill(pid);
    await delay(END_ORPHAN_POLL_MS);
  }
  return true;
}

/** A process that does not lead a group of its number is killed alone. */
function kill(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
