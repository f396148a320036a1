import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import type { TaskEvent } from './event-reader.ts';
import * as limits from './task-limits.ts';
import {
  collect,
  createStoreFixture,
  endOf,
  NEVER,
  readUntil,
  shell,
} from './task-store-fixture.ts';

const { EndReason, RefusalReason, TaskVerb } = vmslot.agent.v1;

/** A clock on which FILE_LOOK_MS is over at each look. */
const FAST = { nowMs: () => performance.now() * 1000 };

/** Program text that leaves a trickle and waits until it is taken. */
const SEND = 'send() { printf %s "$1" > new; mv new up; while [ -e up ]; do sleep 0.01; done; }';

function tricklesOf(events: readonly TaskEvent[]): [string, string][] {
  return events.flatMap(({ trickleUp }): [string, string][] =>
    trickleUp ? [[trickleUp.variety ?? '', Buffer.from(trickleUp.text ?? []).toString()]] : [],
  );
}

const refusalsOf = (events: readonly TaskEvent[]) =>
  events.flatMap(({ fileRefused }) => (fileRefused ? [fileRefused] : []));

test('each file that a program leaves is one event, in order, and is gone', async () => {
  await using fixture = await createStoreFixture(FAST);
  const request = {
    taskId: 'up',
    trickleFiles: ['./out/credit', 'up'],
    steps: [
      shell(`${SEND}; send one; send two; mkdir out; printf c > new; mv new out/credit`),
      shell('printf last > new; mv new up; exit 3'),
    ],
  };
  const events = await collect(fixture.store.run(request, NEVER));
  expect(tricklesOf(events)).toEqual([
    ['up', 'one'],
    ['up', 'two'],
    ['credit', 'c'],
    ['up', 'last'],
  ]);
  const kinds = events.map(({ kind, step }) => `${kind} ${step}`);
  expect(kinds.indexOf('trickleUp 1')).toBeLessThan(kinds.indexOf('stepEnded 1'));
  expect(await readdir(fixture.store.workDirectory('up'))).toEqual(['out']);
  // Whoever attaches later, also to another agent, sees the same.
  const later = await fixture.reopen();
  const again = await collect(later.attach('up', 0, NEVER));
  expect(again).toEqual(events.filter(({ kind }) => kind !== 'status'));
  expect(await later.list()).toMatchObject([{ taskId: 'up' }]);
});

test('what is no small file is refused once, and the task goes on', async () => {
  await using fixture = await createStoreFixture(FAST);
  const files = ['link', 'fifo', 'dir', 'large', 'large2', 'way/x', 'full', 'empty'];
  // Each whole at once and in the order of the list: the agent may look at any moment.
  const script = `
    ln -s /etc/passwd link; mkfifo fifo; mkdir dir; ln -s /etc way
    head -c ${limits.MAX_TRICKLE_BYTES + 1} /dev/zero > new; mv new large
    ln -s /etc/passwd large2
    head -c ${limits.MAX_TRICKLE_BYTES} /dev/zero > new; mv new full
    : > empty`;
  const steps = [shell(script), shell('ln -s /etc/passwd link; ls')];
  const request = { taskId: 'bad', trickleFiles: files, steps };
  const events = await collect(fixture.store.run(request, NEVER));
  const { REFUSAL_REASON_NOT_REGULAR: notRegular, REFUSAL_REASON_TOO_LARGE: tooLarge } =
    RefusalReason;
  expect(refusalsOf(events)).toEqual([
    { path: 'link', reason: notRegular },
    { path: 'fifo', reason: notRegular },
    { path: 'dir', reason: notRegular },
    { path: 'large', reason: tooLarge },
    { path: 'large2', reason: notRegular },
  ]);
  expect(tricklesOf(events).map(([variety, text]) => [variety, text.length])).toEqual([
    ['full', limits.MAX_TRICKLE_BYTES],
    ['empty', 0],
  ]);
  expect(endOf(events).succeeded).toBe(true);
  expect(await readdir(fixture.store.workDirectory('bad'))).toEqual(['dir', 'way']);
});

test('an upload file is announced once, when it is a file', async () => {
  await using fixture = await createStoreFixture(FAST);
  const { store } = fixture;
  const script =
    'mkdir b; ln -s /etc/passwd c; ln -s /etc way; echo 1 > a; echo up; read go < fifo; echo 2 > a';
  const request = {
    taskId: 'early',
    uploadFiles: ['a', 'b', 'c', 'way/passwd', 'd/e', 'a/f'],
    steps: [shell('mkfifo fifo'), shell(script), shell('mkdir d; rm a; echo 3 > a; echo 4 > d/e')],
  };
  const events = store.run(request, NEVER);
  const seen = await readUntil(events, 'up\n');
  while (!seen.some(({ kind }) => kind === 'uploadReady')) {
    const { value } = await events.next();
    if (value !== undefined) seen.push(value);
  }
  await writeFile(join(store.workDirectory('early'), 'fifo'), '\n');
  seen.push(...(await collect(events)));
  const ready = seen.flatMap(({ step, uploadReady }) =>
    uploadReady ? [[step, uploadReady.path]] : [],
  );
  expect(ready).toEqual([
    [1, 'a'],
    [2, 'd/e'],
  ]);
});

test('a restarted agent gives each trickle once, whatever the moment', async () => {
  await using fixture = await createStoreFixture(FAST);
  const trickleFiles = ['up', 'other'];
  const steps = [shell('printf one > new; mv new up'), shell('true')];
  await collect(fixture.store.run({ taskId: 'cut', trickleFiles, steps }, NEVER));
  await fixture.store[Symbol.asyncDispose]();
  const state = join(fixture.directory, 'state/tasks/cut/state');
  const lines = (await readFile(join(state, 'journal'), 'utf8')).split(/(?<=\n)/);
  const end = lines.findIndex((line) => line.includes('"stepEnded"'));
  await truncate(join(state, 'journal'), Buffer.byteLength(lines.slice(0, end).join('')));
  // The first is in the journal and was not deleted; the second was taken, and written half.
  await writeFile(join(state, 'taken.1.0'), 'one');
  await writeFile(join(state, 'taken.2.1'), 'two');
  await writeFile(join(state, 'trickles'), 'onet');
  // The third was not taken yet.
  await writeFile(join(fixture.store.workDirectory('cut'), 'up'), 'three');
  const events = await collect((await fixture.reopen()).attach('cut', 0, NEVER));
  expect(tricklesOf(events)).toEqual([
    ['up', 'one'],
    ['other', 'two'],
    ['up', 'three'],
  ]);
  expect(endOf(events)).toMatchObject({ outcome: { reason: EndReason.END_REASON_LOST } });
  expect((await readdir(state)).filter((name) => name.startsWith('taken'))).toEqual([]);
  const again = await collect((await fixture.reopen()).attach('cut', 0, NEVER));
  expect(again).toEqual(events);
});

test.each([1, 2, 5, 9])('an agent killed at trickle %i loses none and repeats none', async (at) => {
  await using fixture = await createStoreFixture(FAST);
  const options = {
    stateDirectory: join(fixture.directory, 'state'),
    cgroupRoot: fixture.cgroupRoot,
    defaultUser: 'nobody',
  };
  const steps = [shell(`${SEND}; i=0; while :; do i=$((i+1)); send $i; done`)];
  const program = `
    import { TaskStore } from ${JSON.stringify(join(import.meta.dirname, 'task-store.ts'))};
    const nowMs = () => performance.now() * 1000;
    const store = new TaskStore({ ...${JSON.stringify(options)}, nowMs });
    const request = { taskId: 'kill', trickleFiles: ['up'], steps: ${JSON.stringify(steps)} };
    let count = 0;
    for await (const event of store.run(request, new AbortController().signal)) {
      if (event.kind === 'trickleUp' && (count += 1) === ${at}) process.stdout.write('now');
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  // The program goes on without an agent, and under the next one.
  const events: TaskEvent[] = [];
  for await (const event of fixture.store.attach('kill', 0, NEVER)) {
    events.push(event);
    if (event.kind === 'trickleUp' && tricklesOf(events).length === at + 5) {
      await fixture.store.control({ taskId: 'kill', verb: TaskVerb.TASK_VERB_KILL });
    }
  }
  const texts = tricklesOf(events).map(([, text]) => Number(text));
  expect(texts.length).toBeGreaterThanOrEqual(at + 5);
  expect(texts).toEqual(texts.map((_, index) => index + 1));
});

test('more trickles than are kept are refused', async () => {
  await using fixture = await createStoreFixture(FAST);
  const steps = [shell('true')];
  const request = { taskId: 'many', trickleFiles: ['up', 'also'], steps };
  await collect(fixture.store.run(request, NEVER));
  await fixture.store[Symbol.asyncDispose]();
  const journal = join(fixture.directory, 'state/tasks/many/state/journal');
  const records = Array.from({ length: limits.MAX_TRICKLES - 1 }, (_, index) =>
    JSON.stringify({ kind: 'trickle', step: 0, file: 0, start: 0, end: 0, sequence: index + 1 }),
  );
  await writeFile(journal, `${records.join('\n')}\n`);
  await writeFile(join(fixture.directory, 'state/tasks/many/state/trickles'), '');
  const work = fixture.store.workDirectory('many');
  await writeFile(join(work, 'up'), 'fits');
  await writeFile(join(work, 'also'), 'one too many');
  const events = await collect((await fixture.reopen()).attach('many', 0, NEVER));
  expect(tricklesOf(events).at(-1)).toEqual(['up', 'fits']);
  expect(refusalsOf(events)).toEqual([
    { path: 'also', reason: RefusalReason.REFUSAL_REASON_TOO_MANY },
  ]);
});

test.each([
  [{ trickleFiles: ['/abs'] }, /^trickle_files\[0\]/],
  [{ trickleFiles: ['a', ''] }, /^trickle_files/],
  [{ trickleFiles: ['a', './a'] }, /^trickle_files.*different/],
  [{ uploadFiles: ['a/../../b'] }, /^upload_files\[0\]/],
  [{ trickleFiles: Array.from({ length: 17 }, (_, index) => `${index}`) }, /^trickle_files.*16/],
  [{ uploadFiles: Array.from({ length: 1001 }, (_, index) => `${index}`) }, /^upload_files.*1000/],
])('a request with %j is refused', async (files, message) => {
  await using fixture = await createStoreFixture();
  const run = fixture.store.run({ taskId: 'x', steps: [shell('true')], ...files }, NEVER);
  await expect(run.next()).rejects.toMatchObject({
    code: 'invalid_argument',
    message: expect.stringMatching(message) as string,
  });
});
