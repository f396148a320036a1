import { readdir, readFile, writeFile } from 'node:fs/promises';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import {
  collect,
  createStoreFixture,
  endOf,
  isAlive,
  NEVER,
  outputOf,
  pidOf,
  shell,
} from './task-store-fixture.ts';

const { EndReason, TaskState } = vmslot.agent.v1;

test('runs steps in turn and tells all about them', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const events = await collect(
    store.run(
      {
        taskId: 'one',
        steps: [
          shell('echo hello; echo oops >&2; id -un; id -Gn; echo $HOME $LANG; pwd', { name: 'a' }),
          shell('echo printed; exit 3', { stdoutFile: 'printed' }),
        ],
      },
      NEVER,
    ),
  );
  const work = store.workDirectory('one');
  expect(outputOf(events)).toBe(`hello\nnobody\nnogroup\n${work} C.UTF-8\n${work}\n`);
  expect(outputOf(events, 2)).toContain('oops\n');
  // Output may come in several pieces: the first program takes its time.
  const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'status');
  expect(kinds.filter((kind, at) => kind !== 'output' || kinds[at - 1] !== kind)).toEqual([
    'started',
    'output',
    'stepEnded',
    'started',
    'stepEnded',
    'ended',
  ]);
  expect(endOf(events)).toMatchObject({
    succeeded: false,
    step: 1,
    outcome: { reason: EndReason.END_REASON_EXITED, exitCode: 3 },
  });
  const sequences = events.map((event) => event.sequence ?? 0);
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  expect(new Set(sequences).size).toBe(sequences.length);
});

test('gives the program exactly its environment and no privileges', async () => {
  await using fixture = await createStoreFixture();
  const script =
    'env | sort; grep -E "^(NoNewPrivs|CapEff|Groups):" /proc/self/status; ls /proc/self/fd; ulimit -c';
  const events = await collect(
    fixture.store.run(
      {
        taskId: 'env',
        steps: [
          {
            argv: ['sh', '-c', `exec /bin/bash -c '${script}'`],
            env: { A: 'b c', PATH: '/bin:/usr/bin' },
          },
        ],
      },
      NEVER,
    ),
  );
  const text = outputOf(events);
  const work = fixture.store.workDirectory('env');
  for (const line of ['A=b c', `HOME=${work}`, 'PATH=/bin:/usr/bin', 'USER=nobody']) {
    expect(text).toContain(`${line}\n`);
  }
  expect(text).toContain('NoNewPrivs:\t1\n');
  expect(text).toContain('CapEff:\t0000000000000000\n');
  expect(text).toMatch(/Groups:\t\s*\n/);
  expect(text).not.toContain('VMSLOT');
  // 3 is the directory that ls reads: the launcher's own descriptor is not passed on.
  expect(text.match(/^[0-9]$/gm)).toEqual(['0', '1', '2', '3', '0']);
});

test('running the same task again attaches, other content is refused', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const request = { taskId: 'same', steps: [shell('echo x >> count; wc -l < count')] };
  const first = await collect(store.run(request, NEVER));
  const second = await collect(store.run(structuredClone(request), NEVER));
  expect(outputOf(second)).toBe('1\n');
  expect(second.at(-1)).toEqual(first.at(-1));
  await expect(
    collect(store.run({ ...request, steps: [shell('echo y')] }, NEVER)),
  ).rejects.toMatchObject({ code: 'already_exists' });
});

test('an acknowledged task is forgotten with all its files', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  await collect(
    store.run({ taskId: 'gone', steps: [shell('mkdir -p a/b; ln -s / a/b/root')] }, NEVER),
  );
  expect(await store.list()).toMatchObject([
    { taskId: 'gone', state: TaskState.TASK_STATE_ENDED, ended: { succeeded: true } },
  ]);
  await store.acknowledge('gone');
  expect(await store.list()).toEqual([]);
  expect(await readdir(`${fixture.directory}/state/tasks`)).toEqual([]);
  expect(await readdir(`${fixture.directory}/state/trash`)).toEqual([]);
  await expect(store.acknowledge('gone')).rejects.toMatchObject({ code: 'not_found' });
  await expect(collect(store.attach('gone', 0, NEVER))).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('a running task cannot be acknowledged, and disposing ends it', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const events = store.run({ taskId: 'long', steps: [shell('echo up; exec sleep 1000')] }, NEVER);
  const pid = await pidOf(events);
  await expect(store.acknowledge('long')).rejects.toMatchObject({ code: 'failed_precondition' });
  await expect(store.prepareWorkDirectory('long')).rejects.toMatchObject({
    code: 'failed_precondition',
  });
  await store[Symbol.asyncDispose]();
  expect(isAlive(pid)).toBe(false);
  const again = await fixture.reopen();
  expect(endOf(await collect(again.attach('long', 0, NEVER)))).toMatchObject({
    outcome: { reason: EndReason.END_REASON_CONTROLLED },
  });
});

test('files are brought in before the run, and not twice at once', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  {
    await using lease = await store.prepareWorkDirectory('fed');
    await expect(store.prepareWorkDirectory('fed')).rejects.toMatchObject({
      code: 'failed_precondition',
    });
    const request = { taskId: 'fed', steps: [shell('cat in.txt; echo done > out.txt')] };
    await expect(collect(store.run(request, NEVER))).rejects.toMatchObject({
      code: 'failed_precondition',
    });
    await writeFile(`${lease.stagingPath}/in.txt`, 'brought in\n');
    await lease.commit();
  }
  const events = await collect(
    store.run({ taskId: 'fed', steps: [shell('cat in.txt; echo done > out.txt')] }, NEVER),
  );
  expect(outputOf(events)).toBe('brought in\n');
  expect(await readFile(`${store.workDirectory('fed')}/out.txt`, 'utf8')).toBe('done\n');
});

test('keeps no more tasks than it may', async () => {
  await using fixture = await createStoreFixture({ maxTaskCount: 1 });
  const { store } = fixture;
  await collect(store.run({ taskId: 'a', steps: [shell(':')] }, NEVER));
  await expect(
    collect(store.run({ taskId: 'b', steps: [shell(':')] }, NEVER)),
  ).rejects.toMatchObject({ code: 'resource_exhausted' });
  await store.acknowledge('a');
  expect(
    endOf(await collect(store.run({ taskId: 'b', steps: [shell(':')] }, NEVER))),
  ).toMatchObject({ succeeded: true, status: { fractionDone: 1 } });
});
