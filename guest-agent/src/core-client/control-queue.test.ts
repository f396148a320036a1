import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlQueue } from './control-queue.ts';
import { MAX_WAITING_MESSAGES } from './core-client-limits.ts';
import { SharedMemoryFile } from './shared-memory-file.ts';

const CHANNEL = 'process_control_request';

let directory: string;
let memory: SharedMemoryFile;
let queue: ControlQueue;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-queue-'));
  memory = await SharedMemoryFile.create(join(directory, 'memory'), { uid: 0, gid: 0 });
  queue = new ControlQueue();
});

afterEach(async () => {
  await memory[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

/** What the app gets, message by message, as fast as it takes them. */
async function takeAll(): Promise<string[]> {
  const taken: string[] = [];
  for (;;) {
    await queue.flush(memory);
    const text = await memory.peek(CHANNEL);
    if (text === undefined) return taken;
    taken.push(text);
    await memory.release(CHANNEL);
  }
}

test('messages come in their order, one at a time', async () => {
  queue.add({ rereadAppInfo: true });
  queue.add({ resume: true, quit: true });
  expect(await queue.flush(memory)).toBe(false);
  expect(await queue.flush(memory)).toBe(false);
  expect(await takeAll()).toEqual(['<reread_app_info/>', '<resume/><quit/>']);
  expect(await queue.flush(memory)).toBe(true);
});

test('one that takes back the newest that waits removes it', async () => {
  queue.add({ suspend: true });
  queue.add({ resume: true });
  expect(await takeAll()).toEqual([]);
  queue.add({ resume: true });
  queue.add({ suspend: true });
  expect(await takeAll()).toEqual([]);
});

test('to quit is taken back by nothing', async () => {
  queue.add({ resume: true, quit: true });
  queue.add({ suspend: true });
  expect(await takeAll()).toEqual(['<resume/><quit/>', '<suspend/>']);
});

test('an app that takes nothing does not make it grow', async () => {
  for (let count = 0; count < 2 * MAX_WAITING_MESSAGES; count += 1)
    queue.add({ rereadAppInfo: true });
  queue.add({ abort: true });
  const taken = await takeAll();
  expect(taken).toHaveLength(MAX_WAITING_MESSAGES);
  expect(taken.at(-1)).toBe('<abort/>');
});

test('what was for a program that has ended is forgotten', async () => {
  queue.add({ abort: true });
  queue.clear();
  expect(await takeAll()).toEqual([]);
});
