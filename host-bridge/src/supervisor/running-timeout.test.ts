import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RUNNING_TIMEOUT_STEP_MS, RunningTimeout } from './running-timeout.ts';

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }),
);
afterEach(() => void vi.useRealTimers());

test('aborts after the time in which the machine ran', () => {
  const control = { isPaused: false };
  using timeout = new RunningTimeout(10_000, control);
  vi.advanceTimersByTime(4_000);
  control.isPaused = true;
  vi.advanceTimersByTime(3_600_000);
  control.isPaused = false;
  vi.advanceTimersByTime(6_000 - RUNNING_TIMEOUT_STEP_MS);
  expect(timeout.signal.aborted).toBe(false);
  vi.advanceTimersByTime(RUNNING_TIMEOUT_STEP_MS);
  expect(timeout.signal.aborted).toBe(true);
  expect(timeout.signal.reason).toMatchObject({ name: 'TimeoutError' });
  expect(vi.getTimerCount()).toBe(0);
});

test('a sleep of the host does not count', () => {
  using timeout = new RunningTimeout(10_000, { isPaused: false });
  vi.advanceTimersByTime(5_000);
  const now = performance.now();
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => now + 8 * 3_600_000);
  vi.advanceTimersByTime(RUNNING_TIMEOUT_STEP_MS);
  expect(timeout.signal.aborted).toBe(false);
  spy.mockRestore();
});

test('one that is disposed leaves no timer and never aborts', () => {
  const timeout = new RunningTimeout(1_000, { isPaused: false });
  timeout[Symbol.dispose]();
  vi.advanceTimersByTime(10_000);
  expect(timeout.signal.aborted).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});
