import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RESERVE_BYTES, RoomReserve } from './room-reserve.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-reserve-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

test('takes real room once, and gives it back', async () => {
  const file = join(directory, 'reserve');
  const reserve = new RoomReserve(file);
  await reserve.take();
  const before = await stat(file);
  expect(before.size).toBe(RESERVE_BYTES);
  expect(before.blocks * 512).toBeGreaterThanOrEqual(RESERVE_BYTES);
  await reserve.take();
  expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);
  await reserve.release();
  await reserve.release();
  expect(await readdir(directory)).toEqual([]);
});

test('one that was cut off is taken again', async () => {
  const file = join(directory, 'reserve');
  await writeFile(file, 'cut');
  await new RoomReserve(file).take();
  expect((await stat(file)).size).toBe(RESERVE_BYTES);
});

test('where it cannot be had nothing is left, and nothing thrown', async () => {
  await new RoomReserve(join(directory, 'none', 'reserve')).take();
  expect(await readdir(directory)).toEqual([]);
});
