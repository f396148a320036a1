import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DeliveredMessages, MAX_DELIVERED_MESSAGES } from './delivered-messages.ts';

let slot: string;
let kept: string;

beforeEach(async () => {
  slot = await mkdtemp(join(tmpdir(), 'vmslot-delivered-'));
  kept = join(slot, 'delivered');
});

afterEach(async () => {
  await rm(slot, { recursive: true, force: true });
});

async function arrive(name: string, content = name): Promise<string> {
  await writeFile(join(slot, name), content);
  return join(slot, name);
}

const namesOf = (messages: readonly { readonly name: string }[]) =>
  messages.map(({ name }) => name);

test('a message is kept until every checkpoint that is kept has it', async () => {
  const messages = await DeliveredMessages.open(kept);
  await messages.keep(await arrive('trickle_down_b'), 'trickle_down_b', 0);
  await messages.keep(await arrive('trickle_down_a'), 'trickle_down_a', 1);
  expect(await readdir(slot)).toEqual(['delivered']);
  expect(namesOf(messages.lackedBy(0))).toEqual(['trickle_down_b', 'trickle_down_a']);
  expect(namesOf(messages.lackedBy(1))).toEqual(['trickle_down_a']);
  expect(messages.lackedBy(2)).toEqual([]);
  await messages.forgetBefore(1);
  expect(namesOf(messages.lackedBy(0))).toEqual(['trickle_down_a']);
  await messages.forgetBefore(2);
  expect(await readdir(kept)).toEqual([]);
});

test('a later life finds them in their order, and delivers again what its checkpoint lacks', async () => {
  const before = await DeliveredMessages.open(kept);
  for (const [name, after] of [
    ['z', 3],
    ['m', 4],
    ['a', 4],
  ] as const) {
    await before.keep(await arrive(name, `text of ${name}`), name, after);
  }
  const messages = await DeliveredMessages.open(kept);
  const lacked = messages.lackedBy(4);
  expect(namesOf(lacked)).toEqual(['m', 'a']);
  expect(Buffer.from(await messages.read(lacked[0]!)).toString()).toBe('text of m');
  await messages.delivered(lacked[0]!, 4);
  expect(namesOf(messages.lackedBy(0))).toEqual(['z', 'a', 'm']);
  expect(namesOf((await DeliveredMessages.open(kept)).lackedBy(0))).toEqual(['z', 'a', 'm']);
});

test('the same name twice is two messages', async () => {
  const messages = await DeliveredMessages.open(kept);
  await messages.keep(await arrive('same', 'one'), 'same', 0);
  await messages.keep(await arrive('same', 'two'), 'same', 0);
  const texts = await Promise.all(messages.lackedBy(0).map((message) => messages.read(message)));
  expect(texts.map((text) => Buffer.from(text).toString())).toEqual(['one', 'two']);
});

test('the oldest go where there are too many', async () => {
  const messages = await DeliveredMessages.open(kept);
  for (let index = 0; index <= MAX_DELIVERED_MESSAGES; index += 1) {
    await messages.keep(await arrive(`m${index}`), `m${index}`, 0);
  }
  expect(messages.lackedBy(0)).toHaveLength(MAX_DELIVERED_MESSAGES);
  expect(messages.lackedBy(0)[0]?.name).toBe('m1');
});

test('what else lies in the directory is left alone', async () => {
  const messages = await DeliveredMessages.open(kept);
  await messages.keep(await arrive('one'), 'one', 0);
  await writeFile(join(kept, 'notes'), '');
  expect(namesOf((await DeliveredMessages.open(kept)).lackedBy(0))).toEqual(['one']);
});
