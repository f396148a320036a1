import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { THROTTLE_CONFIRM_COUNT, THROTTLE_GRACE_MS, ThrottlePattern } from './throttle-pattern.ts';

const POLL_MS = 100;

/** How BOINC's client keeps a limit: a step of one kind, as many seconds as it takes of the other. */
function* clientSteps(percent: number): Generator<{ readonly on: boolean; readonly ms: number }> {
  const duty = percent / 100;
  const onMs = 1000 * (duty > 0.5 ? duty / (1 - duty) : 1);
  const offMs = 1000 * (duty > 0.5 ? 1 : (1 - duty) / duty);
  for (;;) yield* [{ on: false, ms: offMs } as const, { on: true, ms: onMs } as const];
}

/** An off period of the limit, in whole seconds, and the second that it may last longer. */
function longestOffMs(percent: number): number {
  return Math.max(1, Math.ceil(100 / percent - 1 - 1e-9)) * 1000 + THROTTLE_GRACE_MS;
}

/** Lets the client throttle; messages are seen at the next poll. @returns polls of each cycle */
function throttle(pattern: ThrottlePattern, percent: number, cycleCount: number, startMs = 0) {
  const cycles: { paused: number; duties: Set<number>; polls: number }[] = [];
  let now = startMs;
  let dueMs = startMs;
  const steps = clientSteps(percent);
  for (let index = 0; index < 2 * cycleCount; index += 1) {
    const step = steps.next().value as { on: boolean; ms: number };
    if (!step.on) cycles.push({ paused: 0, duties: new Set(), polls: 0 });
    const cycle = cycles[cycles.length - 1]!;
    if (step.on) pattern.resume(now);
    else pattern.suspend(now);
    for (dueMs += step.ms; now < dueMs; now += POLL_MS) {
      const { paused, duty } = pattern.state(now);
      if (paused) cycle.paused += 1;
      cycle.duties.add(duty);
      cycle.polls += 1;
    }
  }
  return { cycles, nowMs: now };
}

describe('a client that keeps a CPU usage limit', () => {
  test.each([10, 25, 33, 50, 66, 75, 90, 99])('of %i %% stops no machine for long', (percent) => {
    const pattern = new ThrottlePattern();
    pattern.setLimit(percent);
    const cycleCount = Math.ceil(300_000 / (1000 / Math.min(percent / 100, 1 - percent / 100)));
    const { cycles } = throttle(pattern, percent, Math.max(5, cycleCount));
    // The first ones may be real suspensions.
    const [first, second, ...rest] = cycles;
    expect([first!.paused > 0, second!.paused > 0]).toEqual([true, true]);
    expect(rest.length).toBeGreaterThanOrEqual(3);
    for (const { paused, duties } of rest) {
      expect(paused).toBe(0);
      expect([...duties]).toEqual([percent / 100]);
    }
  });

  test('is obeyed at once where the limit changes, and again after two cycles', () => {
    const pattern = new ThrottlePattern();
    pattern.setLimit(50);
    const { nowMs } = throttle(pattern, 50, 5);
    pattern.setLimit(25);
    const { cycles } = throttle(pattern, 25, 5, nowMs);
    expect(cycles.slice(0, THROTTLE_CONFIRM_COUNT).every(({ paused }) => paused > 0)).toBe(true);
    for (const { paused, duties } of cycles.slice(THROTTLE_CONFIRM_COUNT)) {
      expect([paused, [...duties]]).toEqual([0, [0.25]]);
    }
  });

  test('the same limit once more, as with each new init data, changes nothing', () => {
    const pattern = new ThrottlePattern();
    pattern.setLimit(50);
    const { nowMs } = throttle(pattern, 50, 5);
    pattern.setLimit(50);
    expect(throttle(pattern, 50, 1, nowMs).cycles[0]!.paused).toBe(0);
  });

  test('that stops to alternate leaves the machine all of its CPUs', () => {
    const pattern = new ThrottlePattern();
    pattern.setLimit(50);
    const { nowMs } = throttle(pattern, 50, 5);
    expect(pattern.state(nowMs + 10_000)).toEqual({ paused: false, duty: 1 });
    pattern.suspend(nowMs + 10_000);
    expect(pattern.state(nowMs + 10_000).paused).toBe(true);
  });
});

describe('a real suspension', () => {
  test.each([0, 100, 150, Number.NaN, -1])('is taken at once where the limit is %s', (percent) => {
    const pattern = new ThrottlePattern();
    pattern.setLimit(percent);
    // Even in the middle of what looks like throttling.
    const { nowMs } = throttle(pattern, 50, 10);
    pattern.suspend(nowMs);
    expect(pattern.state(nowMs)).toEqual({ paused: true, duty: 1 });
    pattern.resume(nowMs + 1);
    expect(pattern.state(nowMs + 1)).toEqual({ paused: false, duty: 1 });
  });

  test.each([10, 25, 50, 75, 90, 99])('is taken after an off period of %i %%', (percent) => {
    const pattern = new ThrottlePattern();
    pattern.setLimit(percent);
    const { nowMs } = throttle(pattern, percent, 5);
    pattern.suspend(nowMs);
    expect(pattern.state(nowMs + longestOffMs(percent)).paused).toBe(false);
    expect(pattern.state(nowMs + longestOffMs(percent) + 1).paused).toBe(true);
    pattern.resume(nowMs + 3_600_000);
    expect(pattern.state(nowMs + 3_600_000)).toEqual({ paused: false, duty: 1 });
  });

  test('asked for twice begins with the first', () => {
    const pattern = new ThrottlePattern();
    pattern.setLimit(50);
    const { nowMs } = throttle(pattern, 50, 5);
    pattern.suspend(nowMs);
    pattern.suspend(nowMs + 1_500);
    expect(pattern.state(nowMs + 2_001).paused).toBe(true);
  });
});

test('whatever is asked for: no standstill after a resume, none that comes late, a duty in range', () => {
  const step = fc.record({
    what: fc.constantFrom('suspend', 'resume', 'limit', 'wait'),
    ms: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 600_000 })),
    percent: fc.oneof(fc.constantFrom(0, 10, 50, 90, 99, 100), fc.double({ min: 1, max: 100 })),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const pattern = new ThrottlePattern();
      let now = 0;
      let limit = 100;
      let suspendedAt: number | undefined;
      for (const { what, ms, percent } of steps) {
        now += ms;
        if (what === 'limit') {
          pattern.setLimit(percent);
          limit = percent === 0 ? 100 : percent;
        } else if (what === 'suspend') {
          pattern.suspend(now);
          suspendedAt ??= now;
        } else if (what === 'resume') {
          pattern.resume(now);
          suspendedAt = undefined;
        }
        const { paused, duty } = pattern.state(now);
        expect(pattern.isSuspended).toBe(suspendedAt !== undefined);
        if (suspendedAt === undefined) expect(paused).toBe(false);
        else if (now - suspendedAt > longestOffMs(limit)) expect(paused).toBe(true);
        expect(duty === 1 || duty === limit / 100).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
