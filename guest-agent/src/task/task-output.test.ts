import { createHash } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import type { TaskEvent } from './event-reader.ts';
import { spoolPath } from './output-spool.ts';
import { MAX_OUTPUT_EVENT_BYTES, MAX_READERS } from './task-limits.ts';
import {
  collect,
  createStoreFixture,
  endOf,
  NEVER,
  outputOf,
  pidOf,
  readUntil,
  shell,
} from './task-store-fixture.ts';

const { EndReason } = vmslot.agent.v1;

const withoutStatus = (events: readonly TaskEvent[]) =>
  events.filter((event) => event.kind !== 'status');

test('output of both streams comes whole, in pieces of bounded size', async () => {
  await using fixture = await createStoreFixture();
  const script = 'seq 1 100000; seq 1 5000 >&2';
  const events = await collect(fixture.store.run({ taskId: 'seq', steps: [shell(script)] }, NEVER));
  const expected = Array.from({ length: 100_000 }, (_, index) => `${index + 1}\n`).join('');
  expect(outputOf(events)).toBe(expected);
  expect(outputOf(events, 2).split('\n')).toHaveLength(5001);
  for (const event of events) {
    expect(event.output?.data?.length ?? 0).toBeLessThanOrEqual(MAX_OUTPUT_EVENT_BYTES);
  }
  expect(endOf(events).outcome).toMatchObject({ stdoutBytes: expected.length });
});

test('a reader that has the end already, cut off right behind it, waits for nothing', async () => {
  await using fixture = await createStoreFixture();
  const request = { taskId: 'over', steps: [shell('echo done')] };
  const events = await collect(fixture.store.run(request, NEVER));
  const last = events.at(-1)?.sequence ?? 0;
  expect(await collect(fixture.store.attach('over', last, NEVER))).toEqual([]);
  const store = await fixture.reopen();
  expect(await collect(store.attach('over', last, NEVER))).toEqual([]);
});

test('a reader that attaches again gets exactly what it misses, wherever it was cut', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const request = {
    taskId: 'cut',
    steps: [shell('for i in 1 2 3 4 5 6; do seq $i 20000; done'), shell('echo end')],
  };
  const whole = withoutStatus(await collect(store.run(request, NEVER)));
  for (const [index, event] of whole.slice(0, -1).entries()) {
    const rest = withoutStatus(await collect(store.attach('cut', event.sequence ?? 0, NEVER)));
    expect(rest).toEqual(whole.slice(index + 1));
  }
});

test('readers of a running task see the same numbers for the same bytes', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const script = 'echo first; while ! [ -e go ]; do sleep 0.02; done; echo second';
  const first = store.run({ taskId: 'live', steps: [shell(script)] }, NEVER);
  const seen = await readUntil(first, 'first\n');
  const late = store.attach('live', seen.at(-1)?.sequence ?? 0, NEVER);
  await writeFile(`${store.workDirectory('live')}/go`, '');
  const [rest, again] = await Promise.all([collect(first), collect(late)]);
  expect(withoutStatus(again)).toEqual(withoutStatus(rest));
  expect(again.find((event) => event.kind === 'output')?.output).toMatchObject({ offset: 6 });
  expect(withoutStatus(await collect(store.attach('live', 0, NEVER)))).toEqual(
    withoutStatus([...seen, ...rest]),
  );
});

test('a reader that stops does not hold the program up', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const request = { taskId: 'slow', steps: [shell('head -c 8000000 /dev/zero')] };
  const slow = store.run(request, NEVER);
  await pidOf(slow);
  // The other reader comes to the end while this one has not asked for a single piece.
  const other = await collect(store.attach('slow', 0, NEVER));
  expect(endOf(other)).toMatchObject({ succeeded: true });
  expect(outputOf(await collect(slow))).toHaveLength(8_000_000);
});

test('a program that prints without end is stopped soon after the limit', async () => {
  await using fixture = await createStoreFixture();
  const { store, directory } = fixture;
  const events = await collect(
    store.run(
      {
        taskId: 'flood',
        limits: { outputBytes: 100_000 },
        steps: [shell('echo begin; exec head -c 1000000000 /dev/zero'), shell('echo never')],
      },
      NEVER,
    ),
  );
  const end = endOf(events);
  expect(end).toMatchObject({ succeeded: false, step: 0 });
  expect(end.outcome).toMatchObject({ reason: EndReason.END_REASON_OUTPUT_LIMIT });
  expect(end.outcome?.stdoutBytes).toBeGreaterThan(100_000);
  expect(outputOf(events)).toHaveLength(100_000);
  const spool = spoolPath(`${directory}/state/tasks/flood/state`, 0, 'stdout');
  expect((await stat(spool)).size).toBe(100_000);
});

test('the limit holds for the task, and for output that ends before anybody looks', async () => {
  await using fixture = await createStoreFixture();
  const step = shell('head -c 60000 /dev/zero');
  const request = { taskId: 'sum', limits: { outputBytes: 100_000 }, steps: [step, step, step] };
  const events = await collect(fixture.store.run(request, NEVER));
  expect(endOf(events)).toMatchObject({
    step: 1,
    outcome: { reason: EndReason.END_REASON_OUTPUT_LIMIT, stdoutBytes: 60_000 },
  });
  expect(outputOf(events)).toHaveLength(100_000);
});

test('a program that shortens its own output cannot move what was told', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const script = `echo secret; while ! [ -e go ]; do sleep 0.02; done; perl -e 'truncate(STDOUT, 0)'`;
  const events = store.run({ taskId: 'short', steps: [shell(script)] }, NEVER);
  const seen = await readUntil(events, 'secret\n');
  await writeFile(`${store.workDirectory('short')}/go`, '');
  const rest = await collect(events);
  expect(endOf(rest)).toMatchObject({ succeeded: true, outcome: { stdoutBytes: 7 } });
  const again = await collect(store.attach('short', 0, NEVER));
  expect(outputOf(again)).toBe('\0'.repeat(7));
  expect(again.map((event) => event.sequence)).toContain(seen.at(-1)?.sequence);
});

test('readers are counted, and one that leaves is not any more', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const first = store.run({ taskId: 'many', steps: [shell('echo up; exec sleep 1000')] }, NEVER);
  await readUntil(first, 'up\n');
  const leave = new AbortController();
  const readers = Array.from({ length: MAX_READERS - 1 }, () =>
    store.attach('many', 0, leave.signal),
  );
  for (const reader of readers) await readUntil(reader, 'up\n');
  await expect(store.attach('many', 0, NEVER).next()).rejects.toMatchObject({
    code: 'resource_exhausted',
  });
  // Leaves while it waits for an event.
  const waiting = drain(first);
  await first.return?.();
  await waiting;
  await readUntil(store.attach('many', 0, leave.signal), 'up\n');
  leave.abort(new Error('link lost'));
  for (const reader of readers) {
    await expect(drain(reader)).rejects.toMatchObject({ code: 'canceled' });
  }
  await readUntil(store.attach('many', 0, NEVER), 'up\n');
  await store.control({ taskId: 'many', verb: vmslot.agent.v1.TaskVerb.TASK_VERB_KILL });
});

test('a number that no event had yet is refused', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  await collect(store.run({ taskId: 'few', steps: [shell(':')] }, NEVER));
  await expect(collect(store.attach('few', 1_000_000, NEVER))).rejects.toMatchObject({
    code: 'out_of_range',
  });
  await expect(collect(store.attach('few', -1, NEVER))).rejects.toMatchObject({
    code: 'invalid_argument',
  });
});

test('random bytes come as they were printed', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const script = 'head -c 3000000 /dev/urandom | tee copy | sha256sum >&2; cat copy';
  const events = await collect(store.run({ taskId: 'random', steps: [shell(script)] }, NEVER));
  const digest = createHash('sha256').update(outputOf(events), 'latin1').digest('hex');
  expect(outputOf(events, 2)).toContain(digest);
});

async function drain(events: AsyncIterator<TaskEvent, void>): Promise<void> {
  while ((await events.next()).done !== true);
}
