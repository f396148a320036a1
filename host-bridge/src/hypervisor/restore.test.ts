import { describe, expect, test } from 'vitest';
import { QmpError } from './qmp-error.ts';
import { abortable, isSnapshotsFault, type RestoreStage } from './restore.ts';

const UNSUPPORTED =
  'qemu-system-x86_64: unsupported machine type\nUse -machine help to list supported machines';

describe('isSnapshotsFault', () => {
  test.each<[boolean, RestoreStage, Error, string]>([
    [true, 'load', new QmpError('command_failed', 'Error -22 while loading VM state'), ''],
    [true, 'load', new QmpError('closed', 'QEMU closed the connection'), 'assertion failed'],
    [false, 'load', new QmpError('timeout', 'no end'), ''],
    [false, 'load', new QmpError('canceled', 'given up'), ''],
    [false, 'load', new TypeError('a fault of ours'), ''],
    [true, 'launch', new QmpError('closed', 'QEMU closed the connection'), UNSUPPORTED],
    [false, 'launch', new QmpError('closed', 'QEMU closed the connection'), 'no seed.img'],
    [false, 'go', new QmpError('command_failed', 'cont: no'), UNSUPPORTED],
  ])('%s at %s for %s and %j', (expected, stage, error, stderr) => {
    expect(isSnapshotsFault(error, stage, Buffer.from(stderr))).toBe(expected);
  });
});

test.each<[boolean, NodeJS.Signals]>([
  [false, 'SIGKILL'],
  [false, 'SIGTERM'],
  [true, 'SIGABRT'],
  [true, 'SIGSEGV'],
])('%s: a snapshot is to blame for a QEMU that %s ended while it restored', (expected, signal) => {
  const error = new QmpError('closed', 'QEMU closed the connection');
  expect(isSnapshotsFault(error, 'load', Buffer.from(''), signal)).toBe(expected);
});

describe('abortable', () => {
  test('is the work, or given up', async () => {
    const { signal } = new AbortController();
    expect(await abortable(Promise.resolve(1), undefined)).toBe(1);
    expect(await abortable(Promise.resolve(1), signal)).toBe(1);
    const never = new Promise<never>(() => undefined);
    await expect(abortable(never, AbortSignal.abort('why'))).rejects.toMatchObject({
      code: 'canceled',
      cause: 'why',
    });
  });
});
