import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { findCgroup2Mount } from '../cgroup/index.ts';
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

const { EndReason } = vmslot.agent.v1;

/** Runs a store in a process of its own, kills that in the middle of a task, and gives its pid. */
async function crash(fixture: StoreFixture, script: string): Promise<void> {
  const options = {
    stateDirectory: join(fixture.directory, 'state'),
    cgroupRoot: fixture.cgroupRoot,
    defaultUser: 'nobody',
  };
  const program = `
    import { TaskStore } from ${JSON.stringify(join(import.meta.dirname, 'task-store.ts'))};
    const store = new TaskStore(${JSON.stringify(options)});
    const steps = [{ argv: ['true'] }, { argv: ['sh', '-c', ${JSON.stringify(script)}] }];
    for await (const event of store.run({ taskId: 'crash', steps }, new AbortController().signal)) {
      if (event.kind === 'output') process.stdout.write('seen ' + event.sequence);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a task whose agent died is ended as lost, with what it printed', async () => {
  await using fixture = await createStoreFixture();
  await crash(fixture, 'echo one; exec sleep 1000');
  const { store } = fixture;
  await store.open();
  const events = await collect(store.attach('crash', 0, NEVER));
  expect(outputOf(events)).toBe('one\n');
  expect(endOf(events)).toMatchObject({
    succeeded: false,
    step: 1,
    outcome: { reason: EndReason.END_REASON_LOST },
    status: { fractionDone: 0.5 },
  });
  if ((await findCgroup2Mount()) !== undefined) {
    const pid = events.findLast((event) => event.kind === 'started')?.started?.pid ?? 0;
    expect(isAlive(pid)).toBe(false);
    expect(endOf(events).outcome?.message).toContain('ended by force');
  }
  const sequences = events.map((event) => event.sequence ?? 0);
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  const again = await fixture.reopen();
  expect(await collect(again.attach('crash', 0, NEVER))).toEqual(events);
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
