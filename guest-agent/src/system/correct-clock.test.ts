import { vmslot } from '@vmslot/proto/agent';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkHostTime, correctClock } from './correct-clock.ts';
import { FakeClock } from './fake-clock.ts';
import { MAX_SLEW_US, MAX_WALL_TIME_US, MIN_CLOCK_ERROR_US } from './system-limits.ts';
import { slewArguments, stepArguments } from './wall-clock.ts';

const { CLOCK_ACTION_NONE, CLOCK_ACTION_SLEWED, CLOCK_ACTION_STEPPED } =
  vmslot.agent.v1.ClockAction;
const { signal } = new AbortController();

// What passes while a test is held up is none of the clock's error.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** A correction of a clock that is behind the host by so much. */
async function correct(errorUs: number, clock = new FakeClock(), roundTripUs = 0) {
  const host = {
    wallTimeUs: clock.us + errorUs - roundTripUs / 2,
    roundTripUs,
    receivedAtMs: performance.now(),
  };
  const change = await correctClock(clock, host, signal);
  return { clock, change };
}

/** What passes between the making of a request and its correction counts, and is little. */
const SLACK_US = 50_000;

describe('a wrong clock', () => {
  test.each([
    [0, CLOCK_ACTION_NONE, []],
    [40_000, CLOCK_ACTION_NONE, []],
    [-99_000, CLOCK_ACTION_NONE, []],
    [200_000, CLOCK_ACTION_SLEWED, ['slew']],
    [-200_000, CLOCK_ACTION_SLEWED, ['slew']],
    [900_000, CLOCK_ACTION_SLEWED, ['slew']],
    [1_100_000, CLOCK_ACTION_STEPPED, ['step']],
    [-3_600_000_000, CLOCK_ACTION_STEPPED, ['step']],
    [86_400_000_000, CLOCK_ACTION_STEPPED, ['step']],
  ])('by %i us', async (errorUs, action, calls) => {
    const { change, clock } = await correct(errorUs);
    expect(change.action).toBe(action);
    expect(change.errorUs).toBeGreaterThanOrEqual(errorUs);
    expect(change.errorUs).toBeLessThan(errorUs + SLACK_US);
    expect(clock.calls.map(({ kind }) => kind)).toEqual(calls);
    for (const { changeUs } of clock.calls) expect(changeUs).toBe(change.errorUs);
  });

  test('half of the round trip has passed already', async () => {
    const { change } = await correct(5_000_000, new FakeClock(), 800_000);
    expect(change.errorUs).toBeGreaterThanOrEqual(5_000_000);
    expect(change.errorUs).toBeLessThan(5_000_000 + SLACK_US);
  });

  test('without a way to slew, a clock that is ahead is not put back, one behind is put forward', async () => {
    const ahead = await correct(-500_000, new FakeClock({ canSlew: false }));
    expect(ahead.change.action).toBe(CLOCK_ACTION_NONE);
    expect(ahead.clock.calls).toEqual([]);
    const behind = await correct(500_000, new FakeClock({ canSlew: false }));
    expect(behind.change.action).toBe(CLOCK_ACTION_STEPPED);
    expect(behind.clock.calls).toHaveLength(1);
  });

  test('nothing small goes back, whatever the error', async () => {
    const error = fc.integer({ min: -MAX_SLEW_US, max: MAX_SLEW_US - SLACK_US });
    await fc.assert(
      fc.asyncProperty(error, fc.boolean(), async (errorUs, canSlew) => {
        const { change, clock } = await correct(errorUs, new FakeClock({ canSlew }));
        const steps = clock.calls.filter(({ kind }) => kind === 'step');
        expect(steps.every(({ changeUs }) => changeUs > 0)).toBe(true);
        const isSmall = Math.abs(change.errorUs ?? 0) < MIN_CLOCK_ERROR_US;
        if (isSmall) expect(clock.calls).toEqual([]);
      }),
    );
  });

  test('a clock that cannot be set is told with its reason', async () => {
    const clock = new FakeClock({ error: new Error('date: cannot set date: not permitted') });
    await expect(correct(5_000_000, clock)).rejects.toMatchObject({
      code: 'internal',
      message: 'the clock could not be set: date: cannot set date: not permitted',
    });
  });

  test.each([0, -1, 1.5, MAX_WALL_TIME_US + 1, Number.NaN, 2 ** 60])('%d is no time', (time) => {
    const host = { wallTimeUs: time, roundTripUs: 0, receivedAtMs: 0 };
    expect(() => checkHostTime(host)).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });
});

describe('arguments of programs', () => {
  test.each([
    [1_500_000, '--set=+1.500000 seconds'],
    [-2_000_001, '--set=-2.000001 seconds'],
    [86_400_000_000, '--set=+86400.000000 seconds'],
    [100_000.4, '--set=+0.100000 seconds'],
  ])('a step by %d us', (changeUs, argument) => {
    expect(stepArguments(changeUs)).toEqual([argument]);
  });

  test('a slew is one word with its option, also backwards', () => {
    expect(slewArguments(-250_000.2)).toEqual(['adjtimex', '-q', '-o-250000']);
  });
});
