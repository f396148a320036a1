import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_SENT_TRICKLES, SentLedger } from './sent-ledger.ts';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-ledger-'));
  file = join(directory, 'sent.json');
});

afterEach(() => rm(directory, { recursive: true, force: true }));

test('remembers over lives what was sent', async () => {
  const ledger = await SentLedger.open(file);
  expect(ledger.hasTrickle(1, 'v', 'text')).toBe(false);
  await ledger.addTrickle(1, 'v', 'text');
  await ledger.addTrickle(2, 'v', 'text');
  await ledger.addOutput('/out/a');
  await ledger.addOutput('/out/b');
  await ledger.addOutput('/out/a');
  await ledger.credit(60_000);
  for (const known of [ledger, await SentLedger.open(file)]) {
    expect(known.hasTrickle(1, 'v', 'text')).toBe(true);
    expect(known.hasTrickle(2, 'v', 'text')).toBe(true);
    expect(known.hasTrickle(3, 'v', 'text')).toBe(false);
    expect([...known.outputs]).toEqual(['/out/a', '/out/b']);
    expect(known.creditedRuntimeMs).toBe(60_000);
  }
});

test('another variety or text under the same number is another message', async () => {
  const ledger = await SentLedger.open(file);
  await ledger.addTrickle(1, 'v', 'text');
  expect(ledger.hasTrickle(1, 'v', 'text2')).toBe(false);
  expect(ledger.hasTrickle(1, 'vt', 'ext')).toBe(false);
  await ledger.addTrickle(1, 'v', 'text2');
  expect(ledger.hasTrickle(1, 'v', 'text2')).toBe(true);
});

test('is full after so many trickles, whose numbers are the guest’s claims', async () => {
  const trickles = Object.fromEntries(
    Array.from({ length: MAX_SENT_TRICKLES }, (_, index) => [String(index + 1), 'digest']),
  );
  await writeFile(file, JSON.stringify({ trickles, outputs: [], creditedRuntimeMs: 0 }));
  const ledger = await SentLedger.open(file);
  expect(ledger.hasRoom(MAX_SENT_TRICKLES + 1)).toBe(false);
  // What is sent again after a return to a checkpoint takes the place of the same number.
  expect(ledger.hasRoom(1)).toBe(true);
  expect((await SentLedger.open(join(directory, 'other'))).hasRoom(1)).toBe(true);
});

test('what is returned is a copy', async () => {
  const ledger = await SentLedger.open(file);
  ledger.outputs.add('/x');
  expect([...ledger.outputs]).toEqual([]);
});

test('an entry that cannot be written does not count', async () => {
  const ledger = await SentLedger.open(file);
  await rm(directory, { recursive: true });
  await expect(ledger.addTrickle(1, 'v', 'text')).rejects.toThrow(/ENOENT/);
  expect(ledger.hasTrickle(1, 'v', 'text')).toBe(false);
});

test.each([
  '',
  '{"trickles":',
  'null',
  '7',
  '"text"',
  '[]',
  '{"trickles":null}',
  '{"trickles":[1]}',
  '{"trickles":{"1":7}}',
  '{"outputs":"abc"}',
  '{"outputs":[1]}',
  '{"creditedRuntimeMs":"7"}',
  '{"creditedRuntimeMs":-1}',
  '{"creditedRuntimeMs":null}',
  '\0\0\0',
])('a damaged one (%j) is empty and works', async (content) => {
  await writeFile(file, content);
  const ledger = await SentLedger.open(file);
  expect(ledger.hasTrickle(1, 'v', 'text')).toBe(false);
  expect([...ledger.outputs]).toEqual([]);
  expect(ledger.creditedRuntimeMs).toBe(0);
  await ledger.addTrickle(1, 'v', 'text');
  await ledger.addOutput('/out/a');
  await ledger.credit(5);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    outputs: ['/out/a'],
    creditedRuntimeMs: 5,
  });
});
