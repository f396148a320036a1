import { FakeClock } from '@vmslot/proto/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  CLOCK_LOOK_INTERVAL_MS,
  describeClockEvent,
  hostClocks,
  HostClockWatch,
  MIN_STOP_MS,
  type HostClockEvent,
} from './host-clock-watch.ts';

const HOUR_MS = 3_600_000;

let clock: FakeClock;
let sleptMs: number;
let wallAheadMs: number;
let stoppedMs: number;
/** What reading the clocks takes, for so many readings. */
let slowReads: number;
let events: HostClockEvent[];
let watch: HostClockWatch;

beforeEach(() => {
  clock = new FakeClock();
  [sleptMs, wallAheadMs, stoppedMs, slowReads] = [0, 1_700_000_000_000, 0, 0];
  events = [];
  const now = (): number => clock.now() + stoppedMs;
  const clocks = {
    now,
    setTimer: (callback: () => void, delayMs: number) => clock.setTimer(callback, delayMs),
    uptimeMs: () => 60_000 + now() + sleptMs,
    wallMs: () => {
      const wallMs = now() + sleptMs + wallAheadMs;
      if (slowReads > 0) {
        slowReads -= 1;
        stoppedMs += 3_000;
        return wallMs + 3_000;
      }
      return wallMs;
    },
  };
  watch = new HostClockWatch(clocks, (found) => events.push(...found));
});

/** Lets the next look come. */
function look(): HostClockEvent[] {
  clock.advance(CLOCK_LOOK_INTERVAL_MS);
  return events.splice(0);
}

describe('the clocks of a host', () => {
  test('that go on together are nothing to tell of', () => {
    clock.advance(10 * HOUR_MS);
    expect(events).toEqual([]);
  });

  test.each([2 * HOUR_MS, -2 * HOUR_MS])(
    'a step of the wall clock by %d ms is told once',
    (byMs) => {
      wallAheadMs += byMs;
      expect(look()).toEqual([{ kind: 'stepped', byMs }]);
      expect(look()).toEqual([]);
    },
  );

  test('a sleep of the host is one, and no step: the wall clock is right', () => {
    sleptMs += 8 * HOUR_MS;
    expect(look()).toEqual([{ kind: 'slept', durationMs: 8 * HOUR_MS }]);
    expect(look()).toEqual([]);
  });

  test('a sleep after which the clock is set is both, told at once', () => {
    sleptMs += HOUR_MS;
    wallAheadMs -= 2 * HOUR_MS;
    expect(look()).toEqual([
      { kind: 'slept', durationMs: HOUR_MS },
      { kind: 'stepped', byMs: -2 * HOUR_MS },
    ]);
  });

  test('small differences count when they have added up', () => {
    const found = [];
    for (let count = 0; count < 5; count += 1) {
      wallAheadMs += 500;
      found.push(...look());
    }
    expect(found).toEqual([{ kind: 'stepped', byMs: 2_000 }]);
  });

  test('time in which this program did not run is told as that', () => {
    stoppedMs += MIN_STOP_MS - 1;
    expect(look()).toEqual([]);
    stoppedMs += 60_000;
    expect(look()).toEqual([{ kind: 'stopped', durationMs: 60_000 }]);
    expect(look()).toEqual([]);
  });

  test('a reading that was held up between two clocks is made again', () => {
    slowReads = 1;
    expect(look()).toEqual([]);
  });

  test('nothing is looked at any more after the end', () => {
    watch[Symbol.dispose]();
    watch[Symbol.dispose]();
    expect(clock.timerCount).toBe(0);
    sleptMs += HOUR_MS;
    expect(look()).toEqual([]);
  });
});

test('this host has all three', () => {
  const clocks = hostClocks(new FakeClock());
  expect(clocks.now()).toBe(0);
  expect(clocks.uptimeMs()).toBeGreaterThan(0);
  expect(clocks.wallMs()).toBeGreaterThan(1_700_000_000_000);
});

test('each is one line', () => {
  const lines = (
    [
      { kind: 'slept', durationMs: 7_200_400 },
      { kind: 'stepped', byMs: 7_200_000 },
      { kind: 'stepped', byMs: -7_200_000 },
      { kind: 'stopped', durationMs: 9_000 },
    ] as const
  ).map(describeClockEvent);
  expect(lines).toEqual([
    'the computer slept for 7200 s',
    "the computer's clock was set forward by 7200 s",
    "the computer's clock was set back by 7200 s",
    'vmslot stood still for 9 s',
  ]);
});
