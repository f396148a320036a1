import { setTimeout as delay } from 'node:timers/promises';

const FIRST_DELAY_MS = 1;
const LONGEST_DELAY_MS = 50;

/**
 * Asks again and again, with growing pauses of 1 to 50 ms, until the answer is yes. For states of the
 * kernel that nobody announces. False where timeoutMs passed without a yes.
 */
export async function waitFor(
  isReached: () => Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  let waitedMs = 0;
  let pauseMs = FIRST_DELAY_MS;
  for (;;) {
    if (await isReached()) return true;
    if (waitedMs >= timeoutMs) return false;
    await delay(pauseMs);
    waitedMs += pauseMs;
    pauseMs = Math.min(pauseMs * 2, LONGEST_DELAY_MS);
  }
}
