import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CpuGovernor, MAX_GOVERNOR_DEBT_MS, MAX_GOVERNOR_SLICE_MS } from './cpu-governor.ts';

interface Run {
  readonly limitCount: number;
  readonly cpuCount: number;
  /** CPUs that the guest wants at a moment. */
  readonly demand: (nowMs: number) => number;
  readonly durationMs: number;
  /** How much later than asked for the next look comes. */
  readonly lateMs?: (nowMs: number) => number;
}

/** A machine with a clock of its own, whose CPU time is shown in steps of 10 ms as Linux does. */
function simulate({ limitCount, cpuCount, demand, durationMs, lateMs = () => 0 }: Run) {
  const governor = new CpuGovernor({ limitCount, cpuCount });
  let [nowMs, cpuTimeMs, longestStopMs, stopMs, lookCount] = [0, 0, 0, 0, 0];
  while (nowMs < durationMs) {
    const { run, waitMs } = governor.decide(nowMs, Math.floor(cpuTimeMs / 10) * 10);
    lookCount += 1;
    const sliceMs = waitMs + lateMs(nowMs);
    if (run) cpuTimeMs += Math.min(demand(nowMs), cpuCount) * sliceMs;
    stopMs = run ? 0 : stopMs + sliceMs;
    longestStopMs = Math.max(longestStopMs, stopMs);
    nowMs += sliceMs;
  }
  return { share: cpuTimeMs / nowMs, longestStopMs, looksPerSecond: (lookCount / nowMs) * 1000 };
}

describe('CpuGovernor', () => {
  test.each([
    [0.01, 1],
    [0.05, 1],
    [0.25, 1],
    [0.5, 1],
    [0.9, 1],
    [2, 4],
    [3.9, 4],
  ])('lets a busy guest have %d of %d CPUs, no more and no less', (limitCount, cpuCount) => {
    const run = { limitCount, cpuCount, demand: () => cpuCount, durationMs: 60_000 };
    expect(simulate(run).share / limitCount).toBeCloseTo(1, 1);
    expect(simulate({ ...run, lateMs: (now) => now % 7 }).share / limitCount).toBeCloseTo(1, 1);
  });

  test('works in short slices, and seldom looks', () => {
    const run = { limitCount: 0.5, cpuCount: 1, demand: () => 1, durationMs: 60_000 };
    const { longestStopMs, looksPerSecond } = simulate(run);
    expect(longestStopMs).toBeLessThanOrEqual(MAX_GOVERNOR_SLICE_MS);
    expect(looksPerSecond).toBeLessThan(50);
  });

  test('never stops a guest that wants less than it may have', () => {
    const run = { limitCount: 0.5, cpuCount: 2, demand: () => 0.4, durationMs: 60_000 };
    expect(simulate(run).longestStopMs).toBe(0);
  });

  test('saves up no more than a small burst while the guest is idle', () => {
    const governor = new CpuGovernor({ limitCount: 0.5, cpuCount: 1 });
    governor.decide(0, 0);
    governor.decide(3_600_000, 0);
    expect(governor.decide(3_600_300, 300)).toMatchObject({ run: false });
  });

  test('lets a guest run again soon after nobody has looked for long', () => {
    const governor = new CpuGovernor({ limitCount: 0.5, cpuCount: 1 });
    governor.decide(0, 0);
    const afterMs = 3_600_000;
    expect(governor.decide(afterMs, afterMs)).toMatchObject({ run: false });
    expect(governor.decide(afterMs + MAX_GOVERNOR_DEBT_MS + 50, afterMs)).toMatchObject({
      run: true,
    });
  });

  test('keeps the limit for whatever the guest wants, and never waits for ever', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 4, noNaN: true }),
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.double({ min: 0, max: 8, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (limitCount, cpuCount, demands) => {
          const demand = (now: number) => demands[Math.floor(now / 500) % demands.length] ?? 0;
          const { share } = simulate({ limitCount, cpuCount, demand, durationMs: 30_000 });
          // Two slices at full speed may be owed at the end.
          const slackCount = (2 * cpuCount * MAX_GOVERNOR_SLICE_MS) / 30_000;
          expect(share).toBeLessThanOrEqual(limitCount * 1.05 + slackCount);
        },
      ),
    );
  });

  test('bears clocks and figures that go back', () => {
    const governor = new CpuGovernor({ limitCount: 0.5, cpuCount: 1 });
    for (const [now, cpu] of [
      [100, 100],
      [50, 90],
      [60, 80],
      [200, 1000],
    ] as const) {
      const { waitMs } = governor.decide(now, cpu);
      expect(waitMs).toBeGreaterThan(0);
      expect(waitMs).toBeLessThanOrEqual(MAX_GOVERNOR_SLICE_MS);
    }
  });
});
