import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_TRICKLE_TEXT_BYTES, parseTrickleUp } from '@vmslot/proto/boinc';
import { MAX_QUEUED_TRICKLES, TrickleOutbox } from './trickle-outbox.ts';

let slot: string;
let queue: string;

beforeEach(async () => {
  slot = await mkdtemp(join(tmpdir(), 'vmslot-trickles-'));
  queue = join(slot, 'vmslot/trickles');
});

afterEach(() => rm(slot, { recursive: true, force: true }));

const open = (): Promise<TrickleOutbox> => TrickleOutbox.open(slot, queue);

/** The client: takes the one that lies ready. */
async function take(): Promise<string | undefined> {
  try {
    const { text } = parseTrickleUp(await readFile(join(slot, 'trickle_up.xml'), 'utf8'));
    await rm(join(slot, 'trickle_up.xml'));
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

test('a client that takes one at a time gets each once, in order', async () => {
  const outbox = await open();
  for (let index = 0; index < 12; index += 1) expect(await outbox.add('v', `${index}`)).toBe(true);
  const taken: (string | undefined)[] = [];
  while (await outbox.pump()) {
    // Until it is taken, the next one waits.
    const left = outbox.queuedCount;
    expect(await outbox.pump()).toBe(true);
    expect(outbox.queuedCount).toBe(left);
    taken.push(await take());
  }
  expect(taken).toEqual(Array.from({ length: 12 }, (_, index) => `${index}`));
  expect(await readdir(slot)).toEqual(['vmslot']);
  expect(await readdir(queue)).toEqual([]);
});

test('those that are added at the same time keep their order', async () => {
  const outbox = await open();
  const texts = Array.from(
    { length: 40 },
    (_, index) => `${index} ${'x'.repeat((40 - index) * 500)}`,
  );
  await Promise.all(texts.map((text) => outbox.add('v', text)));
  const taken: (string | undefined)[] = [];
  while (await outbox.pump()) taken.push(await take());
  expect(taken.map((text) => text?.split(' ')[0])).toEqual(texts.map((text) => text.split(' ')[0]));
});

test('a kill between any two steps loses none, repeats none and keeps the order', async () => {
  const expected: string[] = [];
  const taken: string[] = [];
  // Each life does one step more than the one before, and is gone without a word.
  for (let life = 0; life < 30; life += 1) {
    const outbox = await open();
    const text = `of life ${life}`;
    const steps = [
      async () => {
        await outbox.add('v', text);
        expected.push(text);
      },
      () => outbox.pump(),
      async () => {
        const found = await take();
        if (found !== undefined) taken.push(found);
      },
      () => outbox.pump(),
    ];
    for (const step of steps.slice(0, (life % steps.length) + 1)) await step();
  }
  const last = await open();
  while (await last.pump()) {
    const found = await take();
    if (found !== undefined) taken.push(found);
  }
  expect(taken).toEqual(expected);
});

test('a half-written one of a life that was killed does not count', async () => {
  await (await open()).add('v', 'whole');
  await writeFile(join(queue, 'trickle-000000001.xml.new'), '<variety>v</var');
  await writeFile(join(queue, 'other'), '');
  const outbox = await open();
  expect(outbox.queuedCount).toBe(1);
  await outbox.add('v', 'next');
  const texts = [];
  while (await outbox.pump()) texts.push(await take());
  expect(texts).toEqual(['whole', 'next']);
});

test('more than wait are refused; those that wait stay', async () => {
  const first = await open();
  await first.add('v', 'first');
  // Written by hand, to spare the disk as many syncs.
  const [name] = await readdir(queue);
  for (let index = 1; index < MAX_QUEUED_TRICKLES; index += 1) {
    const copy = `trickle-${String(index).padStart(9, '0')}.xml`;
    await writeFile(join(queue, copy), await readFile(join(queue, name!)));
  }
  const outbox = await open();
  expect(outbox.queuedCount).toBe(MAX_QUEUED_TRICKLES);
  expect(await outbox.add('v', 'one more')).toBe(false);
  expect(await outbox.pump()).toBe(true);
  expect(await outbox.add('v', 'one more')).toBe(true);
});

test('what the client could not pass on is refused and not kept', async () => {
  const outbox = await open();
  await expect(outbox.add('v w', 'text')).rejects.toMatchObject({ code: 'invalid_text' });
  await expect(outbox.add('v', '</msg_from_host>')).rejects.toMatchObject({ code: 'invalid_text' });
  await expect(outbox.add('v', 'x'.repeat(MAX_TRICKLE_TEXT_BYTES + 1))).rejects.toMatchObject({
    code: 'too_large',
  });
  expect(await outbox.pump()).toBe(false);
  expect(await outbox.add('v', 'good')).toBe(true);
  await outbox.pump();
  expect(await take()).toBe('good');
});

test('one that somebody took out of the queue does not hold the others', async () => {
  const outbox = await open();
  await outbox.add('v', 'first');
  await outbox.add('v', 'second');
  await rename(join(queue, 'trickle-000000000.xml'), join(slot, 'elsewhere'));
  expect(await outbox.pump()).toBe(true);
  expect(await take()).toBe('second');
});
