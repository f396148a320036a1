import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { describe, expect, test } from 'vitest';
import {
  collect,
  createStoreFixture,
  endOf,
  NEVER,
  outputOf,
  readUntil,
  shell,
} from './task-store-fixture.ts';

const { EndReason, TaskVerb } = vmslot.agent.v1;

test('links that the app plants lead to nothing it could not open itself', async () => {
  await using fixture = await createStoreFixture();
  const { store, directory } = fixture;
  const secret = join(directory, 'secret');
  await writeFile(secret, '0.75', { mode: 0o600 });
  const plant = shell(
    `for name in fraction credit in out err; do ln -s ${secret} $name; done; ln -s / up; mkfifo fifo`,
  );
  const cases: [vmslot.agent.v1.Step.$Properties, number][] = [
    [{ stdinFile: 'in' }, EndReason.END_REASON_NOT_STARTED],
    [{ stdoutFile: 'out' }, EndReason.END_REASON_NOT_STARTED],
    [{ stderrFile: 'err' }, EndReason.END_REASON_NOT_STARTED],
    [{ cwd: 'up/tmp' }, EndReason.END_REASON_NOT_STARTED],
    [{ fractionDoneFile: 'fraction', creditFile: 'credit' }, EndReason.END_REASON_EXITED],
    [{ fractionDoneFile: `up${secret}` }, EndReason.END_REASON_EXITED],
    [{ fractionDoneFile: 'fifo', creditFile: 'fifo' }, EndReason.END_REASON_EXITED],
    [{ fractionDoneFile: 'up/dev/zero' }, EndReason.END_REASON_EXITED],
  ];
  for (const [index, [step, reason]] of cases.entries()) {
    const taskId = `link-${index}`;
    const steps = [plant, shell('exit 1', step)];
    const end = endOf(await collect(store.run({ taskId, steps }, NEVER)));
    expect(end).toMatchObject({
      step: 1,
      outcome: { reason },
      status: { fractionDone: 0.5, floatingPointOperations: 0 },
    });
  }
  expect(await readFile(secret, 'utf8')).toBe('0.75');
});

test('the app cannot look into the state of the agent', async () => {
  await using fixture = await createStoreFixture();
  const script =
    'ls .. ; ls ../state; cat ../state/journal; cat <&1; cat /proc/self/fd/1; ls ../../..';
  const events = await collect(
    fixture.store.run({ taskId: 'peek', steps: [shell(script)] }, NEVER),
  );
  expect(outputOf(events)).toBe('');
  expect(endOf(events).outcome?.exitCode).not.toBe(0);
});

test('a launch that waits for ever can be ended', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const steps = [shell('mkfifo fifo'), shell(':', { stdinFile: 'fifo' })];
  const events = store.run({ taskId: 'fifo', steps, statusIntervalMs: 100 }, NEVER);
  for (;;) {
    const { value } = await events.next();
    if (value?.kind === 'stepEnded') break;
  }
  await store.control({ taskId: 'fifo', verb: TaskVerb.TASK_VERB_KILL });
  expect(endOf(await collect(events))).toMatchObject({
    step: 1,
    outcome: { reason: EndReason.END_REASON_CONTROLLED },
  });
});

test('progress comes from the files of the app and never falls', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  // A FIFO for each: the writer of the one before may not have closed it yet, and then a read ends there.
  const say = (text: string) =>
    `mkfifo 'go ${text}'; echo '${text}' > new; mv new f; echo told ${text}; read x < 'go ${text}'`;
  const script = [say('0.5'), say('0.2'), say('nan'), say('7')].join('; ');
  const step = shell(script, { fractionDoneFile: 'f', creditFile: 'c', weight: 3 });
  const first = shell('echo "1e9 5" > c', { weight: 1, creditFile: 'c' });
  const events = store.run(
    { taskId: 'progress', steps: [first, step], statusIntervalMs: 100 },
    NEVER,
  );
  const seen = [];
  const work = store.workDirectory('progress');
  for (const text of ['0.5', '0.2', 'nan', '7']) {
    seen.push(...(await readUntil(events, `told ${text}\n`)));
    await statusBy(store.list.bind(store), text === '7' ? 1 : 0.25 + 0.75 * 0.5);
    await writeFile(join(work, `go ${text}`), '\n');
  }
  const rest = await collect(events);
  const fractions = [...seen, ...rest].flatMap((event) => event.status?.fractionDone ?? []);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(endOf(rest)).toMatchObject({
    succeeded: true,
    status: { fractionDone: 1, floatingPointOperations: 2e9, integerOperations: 10 },
  });
});

async function statusBy(
  list: () => Promise<vmslot.agent.v1.TaskSummary.$Properties[]>,
  fraction: number,
): Promise<void> {
  for (;;) {
    const [summary] = await list();
    if ((summary?.status?.fractionDone ?? 0) >= fraction) return;
    await new Promise(setImmediate);
  }
}

test('a step that fails on a full disk says so', async () => {
  await using fixture = await createStoreFixture();
  await using disk = await mountSmallDisk();
  const full = await fixture.reopen({ stateDirectory: join(disk.path, 'state') });
  const script = 'head -c 16000000 /dev/zero > big || exit 9';
  const events = await collect(full.run({ taskId: 'full', steps: [shell(script)] }, NEVER));
  expect(endOf(events).outcome).toMatchObject({
    reason: EndReason.END_REASON_DISK_FULL,
    exitCode: 9,
  });
  await full[Symbol.asyncDispose]();
});

/** A file system of 8 MB; the caller closes it. */
async function mountSmallDisk(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'vmslot-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=711', 'none', path]);
  return {
    path,
    async [Symbol.asyncDispose]() {
      execFileSync('umount', [path]);
      await rm(path, { recursive: true });
    },
  };
}

test('an agent that is not root runs programs as itself', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-own-'));
  await chmod(directory, 0o777);
  try {
    const program = `
      import { TaskStore } from ${JSON.stringify(join(import.meta.dirname, 'task-store.ts'))};
      await using store = new TaskStore({ stateDirectory: '${directory}/state' });
      const steps = [{ argv: ['sh', '-c', 'id -u; grep NoNewPrivs /proc/self/status'] }];
      const never = new AbortController().signal;
      for await (const { kind, output, ended } of store.run({ taskId: 'own', steps }, never)) {
        if (kind === 'output') process.stdout.write(output.data);
        if (kind === 'ended') process.stdout.write('ended ' + ended.succeeded + '\\n');
      }
      const other = store.run({ taskId: 'other', user: 'root', steps }, never);
      await other.next().catch((error) => process.stdout.write(error.code + '\\n'));`;
    const node = [process.execPath, '--input-type=module', '-e', program];
    const drop =
      process.geteuid?.() === 0
        ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']
        : [];
    const [command = '', ...rest] = [...drop, ...node];
    const text = execFileSync(command, rest, { encoding: 'utf8', cwd: import.meta.dirname });
    const uid = drop.length > 0 ? 65534 : process.geteuid?.();
    expect(text).toBe(`${uid}\nNoNewPrivs:\t1\nended true\nfailed_precondition\n`);
  } finally {
    await rm(directory, { recursive: true });
  }
});

describe('bad requests', () => {
  const step = { argv: ['true'] };
  const cases: [string, vmslot.agent.v1.RunRequest.$Properties, RegExp][] = [
    ['no id', { steps: [step] }, /^task_id:/],
    ['id that climbs', { taskId: '../x', steps: [step] }, /^task_id:/],
    ['long id', { taskId: 'a'.repeat(65), steps: [step] }, /^task_id:/],
    ['no steps', { taskId: 'x' }, /^steps:/],
    ['many steps', { taskId: 'x', steps: Array.from({ length: 257 }, () => step) }, /^steps:/],
    ['no program', { taskId: 'x', steps: [{}] }, /^steps\[0\]\.argv\[0\]:/],
    ['option for a program', { taskId: 'x', steps: [{ argv: ['-c'] }] }, /argv\[0\]:/],
    ['NUL', { taskId: 'x', steps: [{ argv: ['a', 'b\0c'] }] }, /^steps\[0\]\.argv\[1\]:/],
    ['long argument', { taskId: 'x', steps: [{ argv: ['a', 'b'.repeat(131_072)] }] }, /argv\[1\]:/],
    [
      'long arguments',
      { taskId: 'x', steps: [{ argv: Array.from({ length: 4 }, () => 'b'.repeat(100_000)) }] },
      /^steps\[0\]\.argv: must be at most 262144/,
    ],
    ['variable', { taskId: 'x', steps: [{ ...step, env: { 'A B': '' } }] }, /\.env name:/],
    ['directory', { taskId: 'x', steps: [step, { ...step, cwd: 'a/../b' }] }, /^steps\[1\]\.cwd:/],
    ['absolute', { taskId: 'x', steps: [{ ...step, stdoutFile: '/etc/x' }] }, /stdout_file:/],
    ['weight', { taskId: 'x', steps: [{ ...step, weight: Number.NaN }] }, /weight:/],
    ['time', { taskId: 'x', steps: [{ ...step, timeLimitMs: -1 }] }, /time_limit_ms:/],
    ['output', { taskId: 'x', steps: [step], limits: { outputBytes: 2 ** 40 } }, /output_bytes:/],
    ['memory', { taskId: 'x', steps: [step], limits: { memoryBytes: 1 } }, /memory_bytes:/],
    [
      'user',
      { taskId: 'x', steps: [step], user: 'no-such-user' },
      /no user "no-such-user"|runs as/,
    ],
    ['name', { taskId: 'x', steps: [{ ...step, name: 'a\nb' }] }, /^steps\[0\]\.name:/],
  ];
  test.each(cases)('%s', async (_, request, message) => {
    await using fixture = await createStoreFixture();
    await expect(collect(fixture.store.run(request, NEVER))).rejects.toThrow(message);
    expect(await fixture.store.list()).toEqual([]);
  });

  test('control', async () => {
    await using fixture = await createStoreFixture();
    const { store } = fixture;
    await expect(
      store.control({ taskId: 'none', verb: TaskVerb.TASK_VERB_KILL }),
    ).rejects.toMatchObject({ code: 'not_found' });
    const events = store.run({ taskId: 'x', steps: [shell('echo up; exec sleep 1000')] }, NEVER);
    await readUntil(events, 'up\n');
    const signal = { verb: TaskVerb.TASK_VERB_SIGNAL };
    const { verb: unknownVerb } = vmslot.agent.v1.ControlRequest.decode(Uint8Array.of(0x10, 9));
    for (const request of [{}, { verb: unknownVerb }, signal, { ...signal, signalNumber: 65 }]) {
      await expect(store.control({ ...request, taskId: 'x' })).rejects.toMatchObject({
        code: 'invalid_argument',
      });
    }
    await store.control({ taskId: 'x', verb: TaskVerb.TASK_VERB_SIGNAL, signalNumber: 1 });
    expect(endOf(await collect(events)).outcome).toMatchObject({
      reason: EndReason.END_REASON_CONTROLLED,
      signalNumber: 1,
    });
  });

  test('a missing app user of the image is told as such', async () => {
    await using fixture = await createStoreFixture({ defaultUser: 'no-such-user' });
    if (process.geteuid?.() !== 0) return;
    await expect(
      collect(fixture.store.run({ taskId: 'x', steps: [step] }, NEVER)),
    ).rejects.toMatchObject({ code: 'failed_precondition' });
  });
});

test('a planted link in place of the work directory does not exist to be followed', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  {
    await using lease = await store.prepareWorkDirectory('x');
    await symlink('/etc', join(lease.stagingPath, 'link'));
    await lease.commit();
  }
  const steps = [shell(':', { cwd: 'link' })];
  expect(endOf(await collect(store.run({ taskId: 'x', steps }, NEVER))).outcome).toMatchObject({
    reason: EndReason.END_REASON_NOT_STARTED,
    message: expect.stringContaining('working directory "link"'),
  });
});
