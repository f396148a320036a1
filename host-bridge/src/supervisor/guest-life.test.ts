import { encodeStatus, type GuestStatus } from '@vmslot/proto/status';
import { expect, test } from 'vitest';
import { describeLife, lastStatus } from './guest-life.ts';

const STATUS: GuestStatus = {
  sequence: 1,
  uptimeMs: 61_000,
  link: 'down',
  epoch: 0,
  taskCount: 1,
  delayMs: 4,
  busyPermille: 10,
};

test('the newest line is the last whole one; garbage, and a driver without lines, is none', async () => {
  const { signal } = new AbortController();
  const machine = (text: string) => ({ readStatus: async () => Buffer.from(text) });
  const line = (sequence: number) => encodeStatus({ ...STATUS, sequence });
  const newest = `${line(1)}${line(2)}${line(3).slice(0, -1)}`;
  expect(await lastStatus(machine(newest), signal)).toEqual({ ...STATUS, sequence: 2 });
  for (const text of ['', 'garbage\n', line(2).slice(0, -1), 'x'.repeat(4096)]) {
    expect(await lastStatus(machine(text), signal)).toBeUndefined();
  }
  expect(await lastStatus({}, signal)).toBeUndefined();
});

test('what is known is said, and nothing else', () => {
  const words = 'up for 61 s, the link down, 1 task(s) running, 4 ms late';
  expect(describeLife({ kind: 'alive', status: STATUS })).toBe(
    `; the link is silent, but the guest lives: its agent says that it is ${words}`,
  );
  expect(describeLife({ kind: 'silent', status: STATUS })).toBe(
    `; the guest is dead or hangs: its agent writes no status lines either, and said last that it was ${words}`,
  );
  expect(describeLife({ kind: 'unknown' })).toBe('');
});
