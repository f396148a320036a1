import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import * as limits from './task-limits.ts';
import {
  collect,
  createStoreFixture,
  endOf,
  NEVER,
  readUntil,
  shell,
} from './task-store-fixture.ts';

const { TaskVerb } = vmslot.agent.v1;

test('a delivered file is there whole, is the app’s, and replaces what was there', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const script =
    'ln -s /etc/passwd down; mkdir dir; echo up; read go < fifo; stat -c "%U %a" down; cat down';
  const steps = [shell('mkfifo fifo'), shell(script)];
  const events = store.run({ taskId: 'down', steps }, NEVER);
  await readUntil(events, 'up\n');
  const deliver = async (name: string, content: string, taskId = 'down') =>
    await store.deliver({ taskId, name, content: Buffer.from(content) });
  await deliver('down', 'first');
  await store.control({ taskId: 'down', verb: TaskVerb.TASK_VERB_SUSPEND });
  await deliver('down', 'second\n');
  await store.control({ taskId: 'down', verb: TaskVerb.TASK_VERB_RESUME });
  await expect(deliver('dir', '')).rejects.toMatchObject({ code: 'failed_precondition' });
  await expect(deliver('x', '', 'other')).rejects.toMatchObject({ code: 'not_found' });
  for (const name of ['', '.', '..', 'a/b', 'ä', 'x'.repeat(129)]) {
    await expect(deliver(name, '')).rejects.toMatchObject({ code: 'invalid_argument' });
  }
  await expect(deliver('x', 'x'.repeat(limits.MAX_DELIVERED_BYTES + 1))).rejects.toMatchObject({
    code: 'invalid_argument',
  });
  await deliver('large', 'x'.repeat(limits.MAX_DELIVERED_BYTES));
  await writeFile(join(store.workDirectory('down'), 'fifo'), '\n');
  const owner = process.geteuid?.() === 0 ? 'nobody' : '\\w+';
  await expect(readUntil(events, 'second\n')).resolves.toBeDefined();
  expect(endOf(await collect(events)).succeeded).toBe(true);
  const all = await collect(store.attach('down', 0, NEVER));
  const printed = all.map(({ output }) => Buffer.from(output?.data ?? []).toString()).join('');
  expect(printed).toMatch(new RegExp(`^up\n${owner} 644\nsecond\n$`));
  await expect(deliver('down', '')).rejects.toMatchObject({ code: 'failed_precondition' });
  const state = join(fixture.directory, 'state/tasks/down/state');
  expect((await readdir(state)).filter((name) => name.startsWith('delivered'))).toEqual([]);
});
