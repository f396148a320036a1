import { readdirSync, readFileSync } from 'node:fs';
import { vmslot } from '@vmslot/proto/agent';
import { describe, expect, test } from 'vitest';
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

const { EndReason, TaskState, TaskVerb } = vmslot.agent.v1;

/** Processes whose command line holds a text, but for ended ones. */
function processesWith(marker: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && commandLine(pid).includes(marker));
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}

const uniqueSleep = () => String(100_000 + Math.floor(Math.random() * 900_000));

describe.each([
  { name: 'with control groups', options: {} },
  { name: 'with sessions alone', options: { cgroupRoot: null } },
])('processes, $name', ({ options }) => {
  test('nothing of a step survives its first process, nor delays its end', async () => {
    await using fixture = await createStoreFixture(options);
    const time = uniqueSleep();
    const script = `sleep ${time} & (sleep ${time} &) ; for i in 1 2 3 4 5; do sleep ${time} & done; echo up; exit 7`;
    const events = await collect(
      fixture.store.run({ taskId: 'orphans', steps: [shell(script)] }, NEVER),
    );
    expect(endOf(events).outcome).toMatchObject({
      reason: EndReason.END_REASON_EXITED,
      exitCode: 7,
    });
    expect(processesWith(time)).toEqual([]);
  });

  test('killing ends every process', async () => {
    await using fixture = await createStoreFixture(options);
    const { store } = fixture;
    const time = uniqueSleep();
    const script = `for i in $(seq 50); do sleep ${time} & done; echo up; wait`;
    const events = store.run({ taskId: 'storm', steps: [shell(script)] }, NEVER);
    await readUntil(events, 'up\n');
    // One that is just becoming its program has no command line.
    await expect.poll(() => processesWith(time).length).toBeGreaterThanOrEqual(50);
    await store.control({ taskId: 'storm', verb: TaskVerb.TASK_VERB_KILL });
    expect(endOf(await collect(events)).outcome).toMatchObject({
      reason: EndReason.END_REASON_CONTROLLED,
      signalNumber: 9,
    });
    expect(processesWith(time)).toEqual([]);
    await expect(
      store.control({ taskId: 'storm', verb: TaskVerb.TASK_VERB_KILL }),
    ).rejects.toMatchObject({ code: 'failed_precondition' });
  });

  test('terminating lets the program end by itself', async () => {
    await using fixture = await createStoreFixture(options);
    const { store } = fixture;
    const script = `trap 'echo saved; exit 5' TERM; echo up; while :; do sleep 0.05; done`;
    const events = store.run({ taskId: 'polite', steps: [shell(script), shell(':')] }, NEVER);
    await readUntil(events, 'up\n');
    await store.control({ taskId: 'polite', verb: TaskVerb.TASK_VERB_TERMINATE });
    const rest = await collect(events);
    expect(rest.some((event) => event.kind === 'output')).toBe(true);
    expect(endOf(rest)).toMatchObject({
      step: 0,
      outcome: { reason: EndReason.END_REASON_CONTROLLED, exitCode: 5 },
    });
  });

  test('terminating ends by force what does not listen', async () => {
    await using fixture = await createStoreFixture(options);
    const { store } = fixture;
    const script = `trap '' TERM; echo up; while :; do sleep 0.05; done`;
    const events = store.run({ taskId: 'deaf', steps: [shell(script)] }, NEVER);
    await readUntil(events, 'up\n');
    await store.control({ taskId: 'deaf', verb: TaskVerb.TASK_VERB_TERMINATE, graceMs: 50 });
    expect(endOf(await collect(events)).outcome).toMatchObject({
      reason: EndReason.END_REASON_CONTROLLED,
      signalNumber: 9,
    });
  });

  test('suspends and resumes', async () => {
    await using fixture = await createStoreFixture(options);
    const { store } = fixture;
    const script = `trap 'echo usr' USR1; echo up; while ! [ -e go ]; do sleep 0.02; done`;
    const events = store.run({ taskId: 'pause', steps: [shell(script)] }, NEVER);
    const pid = await pidOf(events);
    await readUntil(events, 'up\n');
    await store.control({ taskId: 'pause', verb: TaskVerb.TASK_VERB_SUSPEND });
    expect(await store.list()).toMatchObject([{ state: TaskState.TASK_STATE_SUSPENDED }]);
    const before = cpuTicks(pid);
    await store.control({ taskId: 'pause', verb: TaskVerb.TASK_VERB_SIGNAL, signalNumber: 10 });
    expect(cpuTicks(pid)).toEqual(before);
    await store.control({ taskId: 'pause', verb: TaskVerb.TASK_VERB_RESUME });
    await readUntil(events, 'usr\n');
    expect(await store.list()).toMatchObject([{ state: TaskState.TASK_STATE_RUNNING }]);
    await store.control({ taskId: 'pause', verb: TaskVerb.TASK_VERB_SUSPEND });
    await store.control({ taskId: 'pause', verb: TaskVerb.TASK_VERB_TERMINATE });
    expect(endOf(await collect(events)).outcome).toMatchObject({
      reason: EndReason.END_REASON_CONTROLLED,
      signalNumber: 15,
    });
  });

  test('counts processor time and memory of the whole tree', async () => {
    await using fixture = await createStoreFixture(options);
    const burn = `perl -e '$x = "a" x 20000000; do { @t = times } while $t[0] + $t[1] < 0.25'`;
    const script = `(${burn}); ${burn} & wait`;
    const events = await collect(
      fixture.store.run({ taskId: 'burn', steps: [shell(script)], statusIntervalMs: 100 }, NEVER),
    );
    const { outcome, status } = endOf(events);
    expect(outcome?.cpuTimeMs).toBeGreaterThanOrEqual(400);
    expect(status?.cpuTimeMs).toBe(outcome?.cpuTimeMs);
    expect(outcome?.peakMemoryBytes).toBeGreaterThan(20_000_000);
    const times = events.flatMap((event) => event.status?.cpuTimeMs ?? []);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.length).toBeGreaterThan(1);
  });
});

function cpuTicks(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, 'latin1').split(' ').slice(13, 17);
}

test('a process that hides in a session of its own is killed too', async () => {
  await using fixture = await createStoreFixture();
  const time = uniqueSleep();
  const script = `(setsid sh -c 'setsid sleep ${time} & echo hidden' &) ; while ! [ -s out ]; do sleep 0.02; done`;
  const events = fixture.store.run(
    { taskId: 'hide', steps: [shell(script, { stdoutFile: 'out' })] },
    NEVER,
  );
  expect(endOf(await collect(events))).toMatchObject({ succeeded: true });
  expect(processesWith(time)).toEqual([]);
});

test('tells exit codes, signals, and programs that cannot be started', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const outcomeOf = async (taskId: string, step: vmslot.agent.v1.Step.$Properties) => {
    const events = await collect(store.run({ taskId, steps: [step] }, NEVER));
    const started = events.some((event) => event.kind === 'started');
    const { reason, exitCode, signalNumber, message } = endOf(events).outcome ?? {};
    await store.acknowledge(taskId);
    return { started, reason, exitCode, signalNumber, message, output: outputOf(events, 2) };
  };
  for (const code of [1, 126, 127, 255]) {
    expect(await outcomeOf('exit', shell(`exit ${code}`))).toMatchObject({
      started: true,
      reason: EndReason.END_REASON_EXITED,
      exitCode: code,
    });
  }
  for (const signal of [6, 9, 11]) {
    expect(await outcomeOf('signal', shell(`kill -${signal} $$`))).toMatchObject({
      reason: EndReason.END_REASON_SIGNALED,
      signalNumber: signal,
    });
  }
  const failures: [vmslot.agent.v1.Step.$Properties, RegExp][] = [
    [{ argv: ['no-such-program'] }, /program "no-such-program": not found/],
    [{ argv: ['./missing'] }, /program "\.\/missing": not found/],
    [{ argv: ['/etc/passwd'] }, /"\/etc\/passwd": cannot be run/],
    [{ argv: ['/tmp'] }, /cannot be run/],
    [shell(':', { cwd: 'nowhere' }), /working directory "nowhere"/],
    [shell(':', { stdinFile: 'nothing' }), /standard input "nothing"/],
    [shell(':', { stdoutFile: 'no/dir' }), /standard output "no\/dir"/],
    [shell(':', { stderrFile: 'no/dir' }), /standard error "no\/dir"/],
  ];
  for (const [step, message] of failures) {
    expect(await outcomeOf('missing', step)).toMatchObject({
      started: false,
      reason: EndReason.END_REASON_NOT_STARTED,
      message: expect.stringMatching(message),
      output: '',
    });
  }
});

test('a time limit counts running time alone', async () => {
  let nowMs = 0;
  await using fixture = await createStoreFixture({ nowMs: () => nowMs });
  const { store } = fixture;
  const step = shell('echo up; exec sleep 1000', { timeLimitMs: 5000 });
  const events = store.run({ taskId: 'late', steps: [step] }, NEVER);
  await readUntil(events, 'up\n');
  nowMs = 4000;
  await store.control({ taskId: 'late', verb: TaskVerb.TASK_VERB_SUSPEND });
  nowMs = 9000;
  await store.control({ taskId: 'late', verb: TaskVerb.TASK_VERB_RESUME });
  nowMs = 10_500;
  const { outcome } = endOf(await collect(events));
  expect(outcome).toMatchObject({
    reason: EndReason.END_REASON_TIME_LIMIT,
    signalNumber: 15,
    wallTimeMs: 5500,
    message: expect.stringContaining('5000 ms'),
  });
});
