import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { readBootId } from '../launch/index.ts';
import { createStatusDirectory, readExit } from '../launch/status-directory.ts';
import { spoolPath } from './output-spool.ts';
import {
  collect,
  createStoreFixture,
  endOf,
  isAlive,
  NEVER,
  outputOf,
  readUntil,
  shell,
  type StoreFixture,
} from './task-store-fixture.ts';
import { DEFAULT_TASK_STORE_OPTIONS } from './task-store.ts';

const { EndReason, TaskState, TaskVerb } = vmslot.agent.v1;

/**
 * Runs a store in a process of its own, and kills that in the middle of a task.
 *
 * @param before code for that moment, when the second step has printed something
 */
async function crash(
  fixture: StoreFixture,
  script: string,
  before = '',
  more: vmslot.agent.v1.Step.$Properties = {},
): Promise<void> {
  const options = {
    stateDirectory: join(fixture.directory, 'state'),
    cgroupRoot: fixture.cgroupRoot,
    defaultUser: 'nobody',
  };
  const program = `
    import { TaskStore } from ${JSON.stringify(join(import.meta.dirname, 'task-store.ts'))};
    const store = new TaskStore(${JSON.stringify(options)});
    const steps = [{ argv: ['true'] }, ${JSON.stringify(shell(script, more))}];
    for await (const event of store.run({ taskId: 'crash', steps }, new AbortController().signal)) {
      if (event.kind !== 'output') continue;
      ${before};
      process.stdout.write('seen ' + event.sequence);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a task whose agent died goes on under the next one', async () => {
  await using fixture = await createStoreFixture();
  const script = 'echo one; while ! [ -e go ]; do sleep 0.02; done; echo two; echo no >&2; exit 3';
  await crash(fixture, script);
  const { store } = fixture;
  const reader = store.attach('crash', 0, NEVER);
  const events = await readUntil(reader, 'one\n');
  const started = events.findLast((event) => event.kind === 'started')?.started;
  expect(isAlive(started?.pid ?? 0)).toBe(true);
  expect(await store.list()).toMatchObject([{ state: TaskState.TASK_STATE_RUNNING }]);
  await writeFile(join(store.workDirectory('crash'), 'go'), '');
  events.push(...(await collect(reader)));
  expect(outputOf(events)).toBe('one\ntwo\n');
  expect(outputOf(events, 2)).toBe('no\n');
  expect(endOf(events)).toMatchObject({
    succeeded: false,
    step: 1,
    outcome: { reason: EndReason.END_REASON_EXITED, exitCode: 3, stdoutBytes: 8, stderrBytes: 3 },
    status: { fractionDone: 0.5 },
  });
  const sequences = events.map((event) => event.sequence ?? 0);
  expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
  const again = await fixture.reopen();
  const withoutStatus = events.filter((event) => event.kind !== 'status');
  expect(await collect(again.attach('crash', 0, NEVER))).toEqual(withoutStatus);
});

test.each([
  { name: 'with control groups', options: {} },
  { name: 'with sessions alone', options: { cgroupRoot: null } },
])('what was asked for holds over the death of the agent, $name', async ({ options }) => {
  await using fixture = await createStoreFixture(options);
  const script = `trap 'echo end; exit 5' TERM; echo one; while :; do sleep 0.02; done`;
  const suspend = `await store.control({ taskId: 'crash', verb: ${TaskVerb.TASK_VERB_SUSPEND} })`;
  await crash(fixture, script, suspend);
  const { store } = fixture;
  expect(await store.list()).toMatchObject([{ state: TaskState.TASK_STATE_SUSPENDED }]);
  const reader = store.attach('crash', 0, NEVER);
  const events = await readUntil(reader, 'one\n');
  await store.control({ taskId: 'crash', verb: TaskVerb.TASK_VERB_TERMINATE });
  events.push(...(await collect(reader)));
  expect(outputOf(events)).toBe('one\nend\n');
  expect(endOf(events).outcome).toMatchObject({
    reason: EndReason.END_REASON_CONTROLLED,
    exitCode: 5,
  });
});

test('an end that was asked for comes though the agent died before it', async () => {
  await using fixture = await createStoreFixture();
  const script = `trap '' TERM; echo one; while :; do sleep 0.02; done`;
  const end = `await store.control({ taskId: 'crash', verb: ${TaskVerb.TASK_VERB_TERMINATE}, graceMs: 600 })`;
  await crash(fixture, script, end);
  const events = await collect(fixture.store.attach('crash', 0, NEVER));
  expect(endOf(events).outcome).toMatchObject({
    reason: EndReason.END_REASON_CONTROLLED,
    signalNumber: 9,
  });
});

test('a program that ends while no agent is there has ended as it did, in its own time', async () => {
  await using fixture = await createStoreFixture();
  const script = 'echo one; while ! [ -e go ]; do sleep 0.02; done; echo two; kill -11 $$';
  await crash(fixture, script, undefined, { timeLimitMs: 600_000 });
  const state = join(fixture.directory, 'state/tasks/crash/state');
  await writeFile(join(fixture.directory, 'state/tasks/crash/work/go'), '');
  const status = join(state, 'launch.1');
  await expect.poll(() => readExit(status)).toBeDefined();
  // An hour later, by the clock of the store; by that of the machine it has ended then.
  const hourMs = 3_600_000;
  await utimes(join(status, 'exit'), new Date(), new Date(Date.now() - hourMs));
  const nowMs = () => DEFAULT_TASK_STORE_OPTIONS.nowMs() + hourMs;
  const store = await fixture.reopen({ nowMs });
  const events = await collect(store.attach('crash', 0, NEVER));
  expect(outputOf(events)).toBe('one\ntwo\n');
  const { outcome } = endOf(events);
  expect(outcome).toMatchObject({ reason: EndReason.END_REASON_SIGNALED, signalNumber: 11 });
  expect(outcome?.wallTimeMs).toBeLessThan(hourMs / 2);
});

test.each([
  { name: 'counts the time without an agent', before: '', reason: EndReason.END_REASON_TIME_LIMIT },
  {
    name: 'does not count that of a suspended program',
    before: `await store.control({ taskId: 'crash', verb: ${TaskVerb.TASK_VERB_SUSPEND} })`,
    reason: EndReason.END_REASON_EXITED,
  },
])('a time limit $name', async ({ before, reason }) => {
  await using fixture = await createStoreFixture();
  const script = 'echo one; while ! [ -e go ]; do sleep 0.02; done; exit 4';
  await crash(fixture, script, before, { timeLimitMs: 600_000 });
  const nowMs = () => DEFAULT_TASK_STORE_OPTIONS.nowMs() + 3_600_000;
  const store = await fixture.reopen({ nowMs });
  const reader = store.attach('crash', 0, NEVER);
  await readUntil(reader, 'one\n');
  if (before !== '') {
    await store.control({ taskId: 'crash', verb: TaskVerb.TASK_VERB_RESUME });
    await writeFile(join(store.workDirectory('crash'), 'go'), '');
  }
  expect(endOf(await collect(reader)).outcome).toMatchObject({ reason });
});

test('a step that was not begun is begun by the next agent, one that may have been is not', async () => {
  await using fixture = await createStoreFixture();
  const steps = [shell('echo one >> ran'), shell('echo two >> ran; cat ran')];
  const run = { taskId: 'next', steps };
  await collect(fixture.store.run(run, NEVER));
  await fixture.store[Symbol.asyncDispose]();
  const state = join(fixture.directory, 'state/tasks/next/state');
  const journal = join(state, 'journal');
  const lines = (await readFile(journal, 'utf8')).split(/(?<=\n)/);
  const ends = lines.flatMap((line, index) => (line.includes('"stepEnded"') ? [index] : []));
  // As if the agent had died in the middle of its preparations for the second step.
  await truncate(journal, Buffer.byteLength(lines.slice(0, (ends[0] ?? 0) + 1).join('')));
  createStatusDirectory(join(state, 'launch.1'), { bootId: readBootId() });
  const events = await collect((await fixture.reopen()).attach('next', 0, NEVER));
  expect(outputOf(events)).toBe('one\ntwo\ntwo\n');
  expect(endOf(events)).toMatchObject({ succeeded: true, status: { fractionDone: 1 } });
  await fixture.store[Symbol.asyncDispose]();

  const begun = (await readFile(journal, 'utf8')).split(/(?<=\n)/);
  const last = begun.findLastIndex((line) => line.includes('"started"'));
  await truncate(journal, Buffer.byteLength(begun.slice(0, last + 1).join('')));
  const lost = await collect((await fixture.reopen()).attach('next', 0, NEVER));
  expect(endOf(lost)).toMatchObject({ outcome: { reason: EndReason.END_REASON_LOST } });
});

test('what ran when the machine was reset is lost, with what it printed', async () => {
  await using fixture = await createStoreFixture();
  await crash(fixture, 'echo one; exec sleep 1000');
  const request = join(fixture.directory, 'state/tasks/crash/state/request.json');
  const stored = JSON.parse(await readFile(request, 'utf8')) as Record<string, unknown>;
  await writeFile(request, JSON.stringify({ ...stored, kernelBootId: 'another' }));
  const events = await collect(fixture.store.attach('crash', 0, NEVER));
  expect(outputOf(events)).toBe('one\n');
  expect(endOf(events)).toMatchObject({
    step: 1,
    outcome: { reason: EndReason.END_REASON_LOST },
    status: { fractionDone: 0.5 },
  });
});

test('an ended task is the same after a restart, and after a torn last record', async () => {
  await using fixture = await createStoreFixture();
  const request = { taskId: 'kept', steps: [shell('seq 1 50000; echo no >&2; exit 3')] };
  const events = await collect(fixture.store.run(request, NEVER));
  const journal = join(fixture.directory, 'state/tasks/kept/state/journal');
  const text = await readFile(journal, 'utf8');
  const withoutStatus = events.filter((event) => event.kind !== 'status');
  const reopened = await fixture.reopen();
  expect(await collect(reopened.run(request, NEVER))).toEqual(withoutStatus);

  await appendFile(journal, '{"kind":"ended","sequence":99');
  const untorn = await fixture.reopen();
  expect(await collect(untorn.attach('kept', 0, NEVER))).toEqual(withoutStatus);
  expect(await readFile(journal, 'utf8')).toBe(text);

  // Torn in the end itself: the step's end stands, so only the task's is written anew.
  await truncate(journal, Buffer.byteLength(text) - 5);
  const repaired = await fixture.reopen();
  const last = endOf(await collect(repaired.attach('kept', 0, NEVER)));
  expect(last).toMatchObject({
    succeeded: false,
    outcome: { reason: EndReason.END_REASON_EXITED, exitCode: 3 },
  });
});

test('a directory that was prepared and never run stays prepared', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  {
    await using lease = await store.prepareWorkDirectory('later');
    await lease.commit();
  }
  await using unfinished = await store.prepareWorkDirectory('half');
  const again = await fixture.reopen();
  expect(await again.list()).toEqual([]);
  const request = { taskId: 'later', steps: [shell('pwd')] };
  expect(endOf(await collect(again.run(request, NEVER)))).toMatchObject({ succeeded: true });
  await expect(readFile(unfinished.stagingPath)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a fault of the agent itself ends the task, and leaves no program behind', async () => {
  await using fixture = await createStoreFixture();
  const { store, directory } = fixture;
  const script = 'echo up; read x < go; exit 0';
  const steps = [shell('mkfifo go'), shell(script), shell('echo never')];
  const events = store.run({ taskId: 'fault', steps }, NEVER);
  await readUntil(events, 'up\n');
  // The next step cannot make its spool where a file is in the way.
  await writeFile(spoolPath(join(directory, 'state/tasks/fault/state'), 2, 'stdout'), '');
  await writeFile(join(store.workDirectory('fault'), 'go'), '\n');
  expect(endOf(await collect(events))).toMatchObject({
    succeeded: false,
    step: 2,
    outcome: { reason: EndReason.END_REASON_LOST, message: expect.stringContaining('EEXIST') },
  });
  await store.acknowledge('fault');
});
