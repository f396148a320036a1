import type { JobContext } from './job-context.ts';

/** How long a checkpoint that is due waits for programs in critical sections, in milliseconds. */
export const CRITICAL_SECTION_WAIT_MS = 10_000;

/** The same for the one that is made because the machine is to end: whoever ends it waits for that. */
export const LAST_CRITICAL_SECTION_WAIT_MS = 2_000;

/**
 * Waits until no program of the guest is in a critical section, so that none is copied in the middle of
 * one. Never fails: what the guest has to say is a wish, and a machine that stands still, an agent that
 * knows no such call or that does not answer in time is copied as it is.
 *
 * @param options `timeoutMs` is waited at the most; the signal ends the waiting
 * @returns true where the guest has answered as asked
 */
export async function leaveCriticalSections(
  { client, vm, control }: Pick<JobContext, 'client' | 'vm' | 'control'>,
  options: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<boolean> {
  if (client === undefined || vm?.state !== 'running' || control.isPaused) return false;
  const { signal, timeoutMs } = options;
  try {
    await client.system.prepareCheckpoint({ timeoutMs }, { signal, timeoutMs });
    return true;
  } catch {
    // The machine is copied all the same.
    return false;
  }
}
