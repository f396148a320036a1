import { FakeClock } from '@vmslot/proto/testing';
import { expect, test } from 'vitest';
import { DEFAULT_HAND_OVER_OPTIONS, HAND_OVER_LOOK_MS, waitForHandOver } from './hand-over.ts';

const { fetchWaitMs, quietMs, taskWaitMs } = DEFAULT_HAND_OVER_OPTIONS;

/** A wait on a clock that is moved by hand, over counts that are set by hand. */
class World {
  readonly clock = new FakeClock();
  readonly counts = { running: 0, ended: 0, unfetched: 0, requests: 7 };
  readonly haste = new AbortController();
  result: string | undefined;

  begin(counts: Partial<World['counts']>): this {
    Object.assign(this.counts, counts);
    const view = {
      runningCount: () => this.counts.running,
      endedCount: () => this.counts.ended,
      unfetchedCount: () => this.counts.unfetched,
      requestCount: () => this.counts.requests,
    };
    const { clock } = this;
    const context = { clock, signal: this.haste.signal };
    void waitForHandOver(view, DEFAULT_HAND_OVER_OPTIONS, context).then((result) => {
      this.result = result;
    });
    return this;
  }

  /** Lets time pass; gives the result, if there is one. */
  async after(durationMs: number): Promise<string | undefined> {
    this.clock.advance(durationMs);
    await new Promise((resolve) => setImmediate(resolve));
    return this.result;
  }
}

test('without tasks there is nothing to wait for', async () => {
  const world = new World().begin({});
  expect(await world.after(0)).toBe('nothing to hand over');
  expect(world.clock.timerCount).toBe(0);
});

test('a running task has its time, and is not waited for longer', async () => {
  const world = new World().begin({ running: 1 });
  expect(await world.after(taskWaitMs - 1)).toBeUndefined();
  expect(await world.after(HAND_OVER_LOOK_MS)).toBe('nothing to hand over');
});

test('a task that ends in time is fetched before the end', async () => {
  const world = new World().begin({ running: 1 });
  await world.after(taskWaitMs - 500);
  Object.assign(world.counts, { running: 0, ended: 1, unfetched: 1 });
  expect(await world.after(fetchWaitMs - 2000)).toBeUndefined();
  world.counts.unfetched = 0;
  expect(await world.after(quietMs - HAND_OVER_LOOK_MS)).toBeUndefined();
  expect(await world.after(2 * HAND_OVER_LOOK_MS)).toBe('handed over');
  expect(world.clock.timerCount).toBe(0);
});

test('what is asked for after the fetch puts the end off, but not beyond its time', async () => {
  const world = new World().begin({ ended: 1 });
  for (let passedMs = 0; passedMs < fetchWaitMs - quietMs; passedMs += quietMs / 2) {
    world.counts.requests += 1;
    expect(await world.after(quietMs / 2)).toBeUndefined();
  }
  for (let count = 0; count < 4; count += 1) {
    world.counts.requests += 1;
    await world.after(quietMs / 2);
  }
  expect(world.result).toBe('time is over');
});

test('a host that fetches nothing is not waited for longer', async () => {
  const world = new World().begin({ running: 1, ended: 1, unfetched: 1 });
  expect(await world.after(taskWaitMs + fetchWaitMs - HAND_OVER_LOOK_MS)).toBeUndefined();
  expect(await world.after(HAND_OVER_LOOK_MS)).toBe('time is over');
});

test('haste ends the wait', async () => {
  const world = new World().begin({ ended: 1, unfetched: 1 });
  expect(await world.after(500)).toBeUndefined();
  world.haste.abort();
  expect(await world.after(0)).toBe('cut short');
  expect(world.clock.timerCount).toBe(0);
});
