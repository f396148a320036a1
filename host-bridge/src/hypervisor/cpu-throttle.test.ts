import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CpuThrottle } from './cpu-throttle.ts';

let signals: string[];
let cpuTimeMs: number | undefined;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  signals = [];
  cpuTimeMs = 0;
});

afterEach(() => vi.useRealTimers());

function throttle(): CpuThrottle {
  return new CpuThrottle({
    cpuCount: 1,
    signal: (name) => signals.push(name),
    readCpuTimeMs: () => cpuTimeMs,
  });
}

/** Lets time go by with a guest that uses a whole CPU while it is not stopped. */
function spend(durationMs: number): void {
  for (let ms = 0; ms < durationMs; ms += 1) {
    if (cpuTimeMs !== undefined && signals.at(-1) !== 'SIGSTOP') cpuTimeMs += 1;
    vi.advanceTimersByTime(1);
  }
}

describe('CpuThrottle', () => {
  test('stops and continues by turns, and only while there is a limit', () => {
    const cpu = throttle();
    spend(1_000);
    expect(signals).toEqual([]);
    cpu.limit(0.5);
    const before = cpuTimeMs ?? 0;
    spend(10_000);
    expect(((cpuTimeMs ?? 0) - before) / 10_000).toBeCloseTo(0.5, 1);
    cpu.limit(1);
    expect(signals.at(-1)).toBe('SIGCONT');
    const count = signals.length;
    spend(1_000);
    expect(signals).toHaveLength(count);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('lets a held process run, until the last hold is over', () => {
    const cpu = throttle();
    cpu.limit(0.1);
    spend(300);
    const release = cpu.hold();
    const releaseOther = cpu.hold();
    expect(signals.at(-1)).toBe('SIGCONT');
    spend(2_000);
    expect(signals.at(-1)).toBe('SIGCONT');
    release();
    release();
    spend(500);
    expect(signals.at(-1)).toBe('SIGCONT');
    releaseOther();
    spend(100);
    expect(signals.at(-1)).toBe('SIGSTOP');
    cpu.close();
  });

  test('leaves a process running when it is closed', () => {
    const cpu = throttle();
    cpu.limit(0.1);
    spend(300);
    expect(signals).toContain('SIGSTOP');
    cpu.close();
    cpu.close();
    cpu.limit(0.1);
    expect(signals.at(-1)).toBe('SIGCONT');
    const count = signals.length;
    spend(1_000);
    expect(signals).toHaveLength(count);
  });

  test('keeps the limit where the CPU time cannot be read', () => {
    cpuTimeMs = undefined;
    const cpu = throttle();
    cpu.limit(0.5);
    let runningMs = 0;
    for (let ms = 0; ms < 10_000; ms += 1) {
      if (signals.at(-1) !== 'SIGSTOP') runningMs += 1;
      vi.advanceTimersByTime(1);
    }
    expect(runningMs / 10_000).toBeCloseTo(0.5, 1);
    cpu.close();
  });
});
