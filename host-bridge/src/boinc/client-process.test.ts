import { expect, test, vi } from 'vitest';
import {
  CLIENT_CHECK_INTERVAL_MS,
  ClientWatch,
  HEARTBEAT_TIMEOUT_MS,
  processExists,
} from './client-process.ts';

/** Looks every 100 ms. @returns when the client counted as gone, or undefined */
function goneAt(watch: ClientWatch, fromMs: number, untilMs: number): number | undefined {
  for (let now = fromMs; now <= untilMs; now += 100) if (watch.isGone(now)) return now;
  return undefined;
}

test('a process of this user, of another, and none', () => {
  expect(processExists(process.pid)).toBe(true);
  const kill = vi.spyOn(process, 'kill');
  try {
    kill.mockImplementation(() => {
      throw Object.assign(new Error('not yours'), { code: 'EPERM' });
    });
    expect(processExists(4711)).toBe(true);
    kill.mockImplementation(() => {
      throw Object.assign(new Error('none'), { code: 'ESRCH' });
    });
    expect(processExists(4711)).toBe(false);
  } finally {
    kill.mockRestore();
  }
});

test('a client with a process id is gone with its process, whatever its heartbeats', () => {
  let isThere = true;
  const asked: number[] = [];
  const watch = new ClientWatch({
    clientPid: 4711,
    nowMs: 0,
    exists: (pid) => {
      asked.push(pid);
      return isThere;
    },
  });
  expect(goneAt(watch, 100, 10 * HEARTBEAT_TIMEOUT_MS)).toBeUndefined();
  expect(new Set(asked)).toEqual(new Set([4711]));
  expect(asked).toHaveLength((10 * HEARTBEAT_TIMEOUT_MS) / CLIENT_CHECK_INTERVAL_MS);
  isThere = false;
  watch.heartbeat();
  const from = 10 * HEARTBEAT_TIMEOUT_MS + 100;
  expect(goneAt(watch, from, from + CLIENT_CHECK_INTERVAL_MS)).toBe(from + 9_900);
});

test.each([0, -1, -4711])('a client that gives its process id as %i needs heartbeats', (pid) => {
  const exists = vi.fn(() => true);
  const watch = new ClientWatch({ clientPid: pid, nowMs: 0, exists });
  for (let second = 1; second <= 120; second += 1) {
    watch.heartbeat();
    expect(watch.isGone(1_000 * second)).toBe(false);
  }
  expect(goneAt(watch, 120_100, 200_000)).toBe(120_000 - 1_000 + HEARTBEAT_TIMEOUT_MS);
  expect(exists).not.toHaveBeenCalled();
});

test('a sleep of the host is no silence of the client', () => {
  const watch = new ClientWatch({ clientPid: 0, nowMs: 0 });
  watch.heartbeat();
  expect(goneAt(watch, 100, 20_000)).toBeUndefined();
  expect(watch.isGone(8 * 3_600_000)).toBe(false);
  expect(goneAt(watch, 8 * 3_600_000 + 100, 8 * 3_600_000 + 20_000)).toBe(8 * 3_600_000 + 9_000);
});
