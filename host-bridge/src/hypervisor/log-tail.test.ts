import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogTail, MAX_LOG_LINE_BYTES } from './log-tail.ts';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-log-'));
  file = join(directory, 'log');
});

afterEach(() => rm(directory, { recursive: true }));

test('a log that is not there yet has no lines', async () => {
  expect(await new LogTail(file).read()).toEqual([]);
});

test('lines come once, and whole', async () => {
  const tail = new LogTail(file);
  await appendFile(file, 'one\ntwo\nthr');
  expect(await tail.read()).toEqual(['one', 'two']);
  expect(await tail.read()).toEqual([]);
  await appendFile(file, 'ee\n');
  expect(await tail.read()).toEqual(['three']);
});

test('a line without an end is not kept whole', async () => {
  const tail = new LogTail(file);
  await appendFile(file, 'x'.repeat(3 * MAX_LOG_LINE_BYTES));
  expect(await tail.read()).toEqual([]);
  await appendFile(file, 'end\n');
  const [line] = await tail.read();
  expect(line).toHaveLength(MAX_LOG_LINE_BYTES + 3);
});
