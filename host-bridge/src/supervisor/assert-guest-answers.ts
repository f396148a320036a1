import { RpcError } from '@vmslot/proto/rpc';
import type { JobContext } from './job-context.ts';

/** Silence after which a guest is not saved: it may hang, and would hang again. */
export const MAX_SAVED_SILENCE_MS = 10_000;

/** Time for a guest to answer before it is saved, in milliseconds. */
export const ANSWER_TIMEOUT_MS = 5_000;

/**
 * Makes sure that a guest that is to be saved does not hang: who goes on from such a checkpoint gets no
 * further. One that stands still, or has not been reached yet, cannot be asked.
 *
 * @throws RpcError deadline_exceeded or unavailable, or LinkError: it gives no sign of life
 */
export async function assertGuestAnswers(
  {
    client,
    control,
    session,
    vm,
    watch,
  }: Pick<JobContext, 'client' | 'control' | 'session' | 'vm' | 'watch'>,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  if (client === undefined || vm?.state !== 'running' || control.isPaused) return;
  const silentMs = watch?.silentMs ?? 0;
  if (silentMs >= MAX_SAVED_SILENCE_MS) {
    const seconds = Math.round(silentMs / 1000);
    throw new RpcError('unavailable', `the guest has been silent for ${seconds} s`);
  }
  const before = session?.lifeSignCount;
  try {
    // The link may just be on its way up again.
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    await session?.ready({ signal: inTime });
    await client.system.getInfo({}, { signal, timeoutMs: ANSWER_TIMEOUT_MS });
  } catch (error) {
    // Slow, or in the middle of something, but there.
    if (!signal.aborted && session?.lifeSignCount !== before) return;
    throw error;
  }
}
