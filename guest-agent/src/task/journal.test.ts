import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Journal } from './journal.ts';
import type { JournalRecord } from './journal-record.ts';
import { MAX_RECORD_BYTES } from './task-limits.ts';

let directory = '';
let path = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-journal-'));
  path = join(directory, 'journal');
});

afterEach(() => rm(directory, { recursive: true }));

const output = (sequence: number): JournalRecord => ({
  kind: 'output',
  sequence,
  step: 0,
  stream: 'stdout',
  start: sequence,
  end: sequence + 1,
});

async function recover(): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  const journal = await Journal.recover(path, (record) => records.push(record));
  await journal.close();
  return records;
}

test('gives back what was written, over many buffers', async () => {
  const journal = await Journal.create(path);
  const records = Array.from({ length: 1000 }, (_, index) => output(index + 1));
  for (const record of records) journal.append(record);
  const cursor = journal.createCursor();
  for (const record of records) {
    expect(await cursor.peek(journal.readableBytes)).toEqual(record);
    expect(await cursor.peek(journal.readableBytes)).toEqual(record);
    cursor.take();
  }
  expect(await cursor.peek(journal.readableBytes)).toBeUndefined();
  journal.append(output(1001));
  expect(await cursor.peek(journal.readableBytes)).toEqual(output(1001));
  await journal.close();
  expect(await recover()).toHaveLength(1001);
});

test('a durable record is not seen before it is on the disk', async () => {
  const journal = await Journal.create(path);
  const written = journal.appendDurably(output(1));
  expect(journal.readableBytes).toBe(0);
  await written;
  expect(journal.readableBytes).toBeGreaterThan(0);
  await journal.close();
});

test('cut anywhere, the whole records before the cut stand and new ones follow them', async () => {
  const whole = `${JSON.stringify(output(1))}\n${JSON.stringify(output(2))}\n`;
  const first = whole.indexOf('\n') + 1;
  for (let length = 0; length <= whole.length; length += 1) {
    await writeFile(path, whole.slice(0, length));
    const kept = length === whole.length ? 2 : length >= first ? 1 : 0;
    expect(await recover()).toHaveLength(kept);
    const journal = await Journal.recover(path, () => undefined);
    journal.append(output(9));
    await journal.close();
    expect((await recover()).map((record) => record.sequence)).toEqual(
      [1, 2].slice(0, kept).concat(9),
    );
  }
});

test.each([
  ['zeros', '\0'.repeat(100)],
  ['other JSON', '[1]\n'],
  ['an unknown kind', '{"kind":"x","sequence":1,"step":0}\n'],
  ['a line without end', 'x'.repeat(3 * MAX_RECORD_BYTES)],
])('stops at %s', async (_, text) => {
  await writeFile(path, `${JSON.stringify(output(1))}\n${text}`);
  expect(await recover()).toEqual([output(1)]);
  expect(await readFile(path, 'utf8')).toBe(`${JSON.stringify(output(1))}\n`);
});
