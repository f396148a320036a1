import { describe, expect, test } from 'vitest';
import { heldUpMs, parseRunDelayMs, readRunDelays } from './run-delay.ts';

describe('the time that threads wait for a CPU', () => {
  test('is the second number, in nanoseconds', () => {
    expect(parseRunDelayMs('6204842 1297817 2\n')).toBeCloseTo(1.297_817);
    expect(parseRunDelayMs('0 0 0\n')).toBe(0);
    for (const text of ['', '1 2', 'a b c', '1 -2 3', '1 2 3 4'])
      expect(parseRunDelayMs(text), text).toBeUndefined();
  });

  test.runIf(process.platform === 'linux')('is told of every thread of a process', () => {
    const delays = readRunDelays(process.pid);
    // Node has threads of its own beside the main one.
    expect(delays.size).toBeGreaterThan(1);
    expect(delays.get(`${process.pid}/${process.pid}`)).toBeGreaterThanOrEqual(0);
  });

  test('is empty for a process that is gone', () => {
    expect(readRunDelays(2 ** 30).size).toBe(0);
  });
});

describe('how long a machine was held up', () => {
  test('is that of its slowest thread, and the sum of processes that take turns', () => {
    const before = new Map([
      ['7/7', 100],
      ['7/8', 50],
      ['9/9', 10],
    ]);
    const after = new Map([
      ['7/7', 110],
      ['7/8', 90],
      ['9/9', 15],
    ]);
    expect(heldUpMs(before, after)).toBe(45);
  });

  test('begins at nothing for a thread that is new, and nothing is known without threads', () => {
    expect(heldUpMs(new Map(), new Map([['7/7', 900]]))).toBe(0);
    expect(heldUpMs(new Map([['7/7', 900]]), new Map())).toBe(0);
  });
});
