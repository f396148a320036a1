import type { TrickleOutbox } from '../boinc/index.ts';

/** How long the client may take for one trickle at the end of a task; it looks once a second. */
export const TRICKLE_FLUSH_TIMEOUT_MS = 10_000;

/** What {@link flushTrickles} works with. */
export interface FlushTricklesOptions {
  readonly outbox: Pick<TrickleOutbox, 'queuedCount'>;
  /** Hands over the next where the last was taken, and waits a bounded time until the client took that. */
  readonly tell: () => Promise<void>;
  /** Milliseconds of a clock that never goes back. Default: performance.now. */
  readonly now?: () => number;
}

/**
 * Hands all trickles that wait to the client: a slot has room for one, so each needs the client to take
 * the one before. It ends where none waits any more (the last may still lie in the slot, where the client
 * looks once more), or where the client has taken none for {@link TRICKLE_FLUSH_TIMEOUT_MS}; so it takes
 * at most that for each.
 *
 * @returns how many are left
 */
export async function flushTrickles(options: FlushTricklesOptions): Promise<number> {
  const { outbox, tell, now = () => performance.now() } = options;
  let [fewest, deadline] = [Infinity, 0];
  while (outbox.queuedCount > 0) {
    if (outbox.queuedCount < fewest) {
      fewest = outbox.queuedCount;
      deadline = now() + TRICKLE_FLUSH_TIMEOUT_MS;
    } else if (now() >= deadline) {
      return outbox.queuedCount;
    }
    await tell();
  }
  return 0;
}
