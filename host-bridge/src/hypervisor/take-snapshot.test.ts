import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SnapshotInfo } from './driver.ts';
import { takeSnapshot, type TakeSnapshotOptions } from './take-snapshot.ts';

let directory: string;
let there: SnapshotInfo[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-take-'));
  there = [];
});

afterEach(() => rm(directory, { recursive: true }));

function take(changes: Partial<TakeSnapshotOptions> = {}) {
  const tag = changes.tag ?? 'a';
  return takeSnapshot({
    product: 'Product',
    tag,
    directory,
    neededBytes: 100,
    readFreeBytes: () => Promise.resolve(100),
    list: () => Promise.resolve(there),
    take: () => Promise.resolve(there.push({ tag, bytes: 5, savedAtMs: 0 })),
    ...changes,
  });
}

test('tells the size of what is there afterwards', async () => {
  expect(await take()).toMatchObject({ bytes: 5, standstillMs: expect.any(Number) });
});

test.each<[string, string, Partial<TakeSnapshotOptions>]>([
  ['hypervisor_failed', 'Product could not use the snapshot: its name', { tag: 'a b' }],
  ['no_room', 'no room in', { readFreeBytes: () => Promise.resolve(99) }],
  ['hypervisor_failed', 'it is not there', { take: () => Promise.resolve() }],
  [
    'no_room',
    'no room in',
    { take: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) },
  ],
])('%s: %s', async (code, message, changes) => {
  await expect(take(changes)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
});

test('a name that is taken is not taken again', async () => {
  await take();
  await expect(take()).rejects.toMatchObject({
    code: 'hypervisor_failed',
    message: 'Product could not save the snapshot: there is a snapshot a',
  });
  expect(there).toHaveLength(1);
});

test('what the hypervisor says of a failure is passed on', async () => {
  const error = new Error('its own words');
  await expect(take({ take: () => Promise.reject(error) })).rejects.toBe(error);
});
