import { expect, test } from 'vitest';
import { flushTrickles, TRICKLE_FLUSH_TIMEOUT_MS } from './flush-trickles.ts';

/** An outbox whose slot is emptied by a client at its n-th look, and a clock that each look takes on. */
function scene({ queuedCount, lookMs, takes }: Scene) {
  let [isReady, nowMs, lookCount, handedCount] = [false, 0, 0, 0];
  const outbox = { queuedCount };
  const tell = async () => {
    if (!isReady && outbox.queuedCount > 0) {
      outbox.queuedCount -= 1;
      handedCount += 1;
      isReady = true;
    }
    nowMs += lookMs;
    lookCount += 1;
    if (takes(lookCount)) isReady = false;
  };
  return { outbox, tell, now: () => nowMs, handed: () => handedCount };
}

interface Scene {
  readonly queuedCount: number;
  readonly lookMs: number;
  readonly takes: (look: number) => boolean;
}

test('a client that is slow gets all, however many they are', async () => {
  const slow = { queuedCount: 1000, lookMs: 1000, takes: (look: number) => look % 5 === 0 };
  const { handed, ...options } = scene(slow);
  expect(await flushTrickles(options)).toBe(0);
  expect(handed()).toBe(1000);
  expect(options.now()).toBeGreaterThan(100 * TRICKLE_FLUSH_TIMEOUT_MS);
});

test('one that takes no more is given up in time', async () => {
  const deaf = { queuedCount: 50, lookMs: 1000, takes: (look: number) => look <= 3 };
  const { handed, ...options } = scene(deaf);
  expect(await flushTrickles(options)).toBe(46);
  expect(handed()).toBe(4);
  expect(options.now()).toBeLessThanOrEqual(4000 + TRICKLE_FLUSH_TIMEOUT_MS);
});

test('where none waits nothing is told', async () => {
  const { handed, ...options } = scene({ queuedCount: 0, lookMs: 1, takes: () => true });
  expect(await flushTrickles(options)).toBe(0);
  expect([handed(), options.now()]).toEqual([0, 0]);
});
