import { beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { KeepAlive } from './keepalive.ts';

let clock: FakeClock;
let events: string[];
let keepAlive: KeepAlive;

beforeEach(() => {
  clock = new FakeClock();
  events = [];
  keepAlive = new KeepAlive({
    clock,
    intervalMs: 10,
    timeoutMs: 35,
    onQuiet: (attempt) => events.push(`${clock.now()} ask ${attempt}`),
    onSilent: () => events.push(`${clock.now()} silent`),
  });
});

describe('KeepAlive', () => {
  test('asks after each interval, and gives up after the time-out', () => {
    keepAlive.start();
    clock.advance(100);
    expect(events).toEqual(['10 ask 1', '20 ask 2', '30 ask 3', '35 silent']);
    expect(clock.timerCount).toBe(0);
  });

  test('counts from what was heard last, so a loss is asked about within one interval', () => {
    keepAlive.start();
    clock.advance(9);
    keepAlive.heard();
    clock.advance(10);
    expect(events).toEqual(['19 ask 1']);
    keepAlive.heard();
    clock.advance(9);
    keepAlive.heard();
    clock.advance(9);
    expect(events).toEqual(['19 ask 1']);
  });

  test('no time passes while paused, and the count begins again after', () => {
    keepAlive.start();
    clock.advance(25);
    keepAlive.pause();
    expect(clock.timerCount).toBe(0);
    clock.advance(1_000_000);
    keepAlive.resume();
    keepAlive.resume();
    expect(clock.timerCount).toBe(1);
    clock.advance(9);
    expect(events).toEqual(['10 ask 1', '20 ask 2']);
    clock.advance(1);
    expect(events.at(-1)).toBe('1000035 ask 1');
  });

  test('started while paused it waits for the resume', () => {
    keepAlive.pause();
    keepAlive.start();
    clock.advance(100);
    expect(events).toEqual([]);
    keepAlive.resume();
    clock.advance(10);
    expect(events).toEqual(['110 ask 1']);
  });

  test('stopped it sets no timer, neither on resume', () => {
    keepAlive.start();
    keepAlive.stop();
    keepAlive.pause();
    keepAlive.resume();
    keepAlive.heard();
    expect(clock.timerCount).toBe(0);
  });

  test('time in which this process did not run is no silence', () => {
    let nowMs = 0;
    let run: () => void = () => undefined;
    const sleeper = new KeepAlive({
      clock: {
        now: () => nowMs,
        setTimer: (callback) => {
          run = callback;
          return { cancel: () => undefined };
        },
      },
      intervalMs: 10,
      timeoutMs: 35,
      onQuiet: () => expect.unreachable(),
      onSilent: () => expect.unreachable(),
    });
    sleeper.start();
    nowMs = 500_000;
    run();
    nowMs = 500_009;
    run();
    sleeper.stop();
  });
});
