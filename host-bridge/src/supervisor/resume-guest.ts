import { randomBytes } from 'node:crypto';
import { RpcError } from '@vmslot/proto/rpc';
import type { AgentClient } from '../agent-client/index.ts';

/** Time for one call to a guest that goes on, in milliseconds; its image's hooks run in it. */
export const RESUME_TIMEOUT_MS = 60_000;

/** How often it is tried where the link breaks meanwhile. */
export const MAX_RESUME_ATTEMPT_COUNT = 5;

/** How often a call is measured. The shortest counts: a guest that was just restored is slow at first. */
export const ROUND_TRIP_SAMPLE_COUNT = 3;

/** Fresh random bytes for the guest. */
const ENTROPY_BYTES = 64;

/** How a guest is reached that goes on. */
export interface ResumeGuestOptions {
  readonly signal: AbortSignal;
  /** Resolves when the link is up. */
  readonly ready: (options: { readonly signal: AbortSignal }) => Promise<void>;
  /** The host's clock, in milliseconds since 1970. */
  readonly wallMs: () => number;
}

/**
 * Gives a guest that was restored, or stood still, fresh random numbers and the time: another machine
 * may go on from the same snapshot, and its clock knows nothing of what has passed. An agent that knows
 * no such call is left as it is.
 *
 * @returns hooks of the image that failed, a claim of the guest's
 * @throws RpcError what the agent says, or unavailable where the link breaks again and again
 */
export async function resumeGuest(
  client: Pick<AgentClient, 'system'>,
  { ready, signal, wallMs }: ResumeGuestOptions,
): Promise<number> {
  // One for all attempts: what an attempt did whose reply was lost is not done again.
  const resumeId = `resume-${randomBytes(12).toString('hex')}`;
  const entropy = randomBytes(ENTROPY_BYTES);
  const options = { signal, timeoutMs: RESUME_TIMEOUT_MS };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ready({ signal });
      const roundTripUs = await measureRoundTripUs(client, options);
      const wallTimeUs = Math.round(wallMs() * 1000);
      const request = { resumeId, entropy, wallTimeUs, roundTripUs };
      const { failedHooks } = await client.system.resume(request, options);
      return failedHooks.length;
    } catch (error) {
      if (error instanceof RpcError && error.code === 'unimplemented') return 0;
      const isLost = error instanceof RpcError && error.code === 'unavailable';
      if (!isLost || attempt === MAX_RESUME_ATTEMPT_COUNT || signal.aborted) throw error;
    }
  }
}

/** What a call takes there and back, in microseconds. */
async function measureRoundTripUs(
  client: Pick<AgentClient, 'system'>,
  options: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<number> {
  let shortestMs = Infinity;
  for (let sample = 0; sample < ROUND_TRIP_SAMPLE_COUNT; sample += 1) {
    const startedAtMs = performance.now();
    await client.system.getInfo({}, options);
    shortestMs = Math.min(shortestMs, performance.now() - startedAtMs);
  }
  return Math.round(shortestMs * 1000);
}
