import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { isOfAnotherUser } from './is-of-another-user.ts';

const USER_ID = process.getuid?.() ?? -1;

test('tells a name of this user, of another one and of nobody apart', async () => {
  const name = `\0vmslot-test-${randomUUID()}`;
  expect(await isOfAnotherUser(name, USER_ID)).toBe(false);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen({ path: name }, resolve));
  expect(await isOfAnotherUser(name, USER_ID)).toBe(false);
  expect(await isOfAnotherUser(name, USER_ID + 1)).toBe(true);
  // A name that begins the same is another name.
  expect(await isOfAnotherUser(name.slice(0, -1), USER_ID + 1)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await isOfAnotherUser(name, USER_ID + 1)).toBe(false);
});
