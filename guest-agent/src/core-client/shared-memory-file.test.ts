import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHANNEL_OFFSETS, MAX_MESSAGE_BYTES, SHARED_MEMORY_BYTES } from '@vmslot/proto/boinc';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SharedMemoryFile } from './shared-memory-file.ts';

let directory: string;
let path: string;
let memory: SharedMemoryFile;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-memory-'));
  path = join(directory, 'memory');
  memory = await SharedMemoryFile.create(path, { uid: 65_534, gid: 65_534 });
});

afterEach(async () => {
  await memory[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

/** As an app that has the file mapped. */
async function poke(offset: number, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'r+');
  await file.write(bytes, 0, bytes.length, offset);
}

async function look(offset: number, sizeBytes: number): Promise<Buffer> {
  await using file = await open(path, 'r');
  const bytes = Buffer.alloc(sizeBytes);
  await file.read(bytes, 0, sizeBytes, offset);
  return bytes;
}

test('a message stands in its channel, behind a flag, until the app has taken it', async () => {
  const offset = CHANNEL_OFFSETS.heartbeat;
  expect(await memory.send('heartbeat', '<heartbeat/>')).toBe(true);
  expect((await look(offset, 14)).toString('latin1')).toBe('\u0001<heartbeat/>\0');
  expect(await memory.send('heartbeat', 'newer')).toBe(false);
  expect((await look(offset, 14)).toString('latin1')).toBe('\u0001<heartbeat/>\0');
  await poke(offset, Uint8Array.of(0));
  expect(await memory.isFree('heartbeat')).toBe(true);
  expect(await memory.send('heartbeat', 'newer')).toBe(true);
});

test('what the app has said stays until it is released', async () => {
  await poke(CHANNEL_OFFSETS.app_status, Buffer.from('\u0001<fraction_done>1\0'));
  expect(await memory.peek('app_status')).toBe('<fraction_done>1');
  expect(await memory.peek('app_status')).toBe('<fraction_done>1');
  await memory.release('app_status');
  expect(await memory.peek('app_status')).toBeUndefined();
  expect(await memory.peek('trickle_up')).toBeUndefined();
});

test('another life of the agent finds what stands there', async () => {
  await poke(CHANNEL_OFFSETS.trickle_up, Buffer.from('\u0001a\0'));
  await using next = await SharedMemoryFile.reopen(path);
  expect(await next.peek('trickle_up')).toBe('a');
});

describe('memory of an app that lies', () => {
  test('any flag that is not 0 is one, and a text without end is cut', async () => {
    await poke(0, Buffer.alloc(SHARED_MEMORY_BYTES, 0xff));
    const text = await memory.peek('app_status');
    expect(text).toBe('\u00ff'.repeat(MAX_MESSAGE_BYTES));
    expect(await memory.send('heartbeat', 'a')).toBe(false);
    await memory.release('app_status');
    // The neighbours have lost nothing.
    expect([...(await look(CHANNEL_OFFSETS.app_status - 1, 3))]).toEqual([0xff, 0, 0xff]);
  });

  test('a text that is too long to be sent is cut within its channel', async () => {
    expect(await memory.send('trickle_down', 'x'.repeat(5000))).toBe(true);
    expect([...(await look(SHARED_MEMORY_BYTES - 2, 2))]).toEqual([0x78, 0]);
    expect((await look(0, 9000)).subarray(SHARED_MEMORY_BYTES).every((byte) => byte === 0)).toBe(
      true,
    );
  });

  test.each([0, 1, CHANNEL_OFFSETS.trickle_up, SHARED_MEMORY_BYTES - 1])(
    'a file of %i bytes says nothing and is not written to',
    async (sizeBytes) => {
      await truncate(path, sizeBytes);
      expect(await memory.peek('app_status')).toBeUndefined();
      expect(await memory.isFree('heartbeat')).toBe(false);
      expect(await memory.send('heartbeat', 'a')).toBe(false);
      await using file = await open(path, 'r');
      expect((await file.stat()).size).toBe(sizeBytes);
    },
  );

  test('a file that is larger is read as one of the right size', async () => {
    await truncate(path, 1e12);
    await poke(CHANNEL_OFFSETS.graphics_reply, Buffer.from('\u0001a\0'));
    expect(await memory.peek('graphics_reply')).toBe('a');
  });

  test('another file under its name is not the app’s memory', async () => {
    await rm(path);
    await writeFile(path, Buffer.alloc(SHARED_MEMORY_BYTES, 1));
    expect(await memory.peek('app_status')).toBeUndefined();
  });
});
