import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import {
  createProcessFixture,
  kill,
  NEVER,
  readUntil,
  run,
  shell,
  start,
  watch,
} from './process-store-fixture.ts';

const { EndReason, ProcessState, ProcessVerb, SignalTarget } = vmslot.agent.v1;
const {
  PROCESS_VERB_FREEZE,
  PROCESS_VERB_KILL,
  PROCESS_VERB_SIGNAL,
  PROCESS_VERB_TERMINATE,
  PROCESS_VERB_THAW,
} = ProcessVerb;
const COUNT = 'i=0; while :; do echo $i; i=$((i + 1)); done';

// With and without control groups: what can be asked for is the same.
for (const more of [{}, { cgroupRoot: null }]) {
  const where = 'cgroupRoot' in more ? 'without groups' : 'with groups';

  test(`${where}: a frozen process stands still, whatever it does, until it is thawed`, async () => {
    await using fixture = await createProcessFixture(more);
    await start(fixture, 'ice', shell(`(${COUNT}) & ${COUNT}`));
    await readUntil(fixture, 'ice', '\n');
    await fixture.service.signal({ processId: 'ice', verb: PROCESS_VERB_FREEZE });
    const describe = async () => (await fixture.service.describe({ processId: 'ice' })).process;
    const first = await describe();
    const second = await describe();
    expect(first?.state).toBe(ProcessState.PROCESS_STATE_SUSPENDED);
    expect(second?.stdoutEnd).toBe(first?.stdoutEnd);
    expect(second?.figures?.userTimeMs).toBe(first?.figures?.userTimeMs);
    await fixture.service.signal({ processId: 'ice', verb: PROCESS_VERB_THAW });
    expect((await describe())?.state).toBe(ProcessState.PROCESS_STATE_RUNNING);
    for await (const event of fixture.service.watch(
      { processId: 'ice', stdoutOffset: second?.stdoutEnd ?? 0 },
      { signal: NEVER },
    )) {
      expect(event.kind).toBe('output');
      break;
    }
    await kill(fixture, 'ice');
  });

  test(`${where}: TERMINATE asks first, then forces`, async () => {
    await using fixture = await createProcessFixture(more);
    const polite = shell('trap "echo bye; exit 3" TERM; echo up; while :; do sleep 0.01; done');
    await start(fixture, 'polite', polite);
    await readUntil(fixture, 'polite', 'up\n');
    await fixture.service.signal({ processId: 'polite', verb: PROCESS_VERB_TERMINATE });
    const asked = await watch(fixture, 'polite');
    expect(asked.stdout).toBe('up\nbye\n');
    expect(asked.end).toMatchObject({ reason: EndReason.END_REASON_CONTROLLED, exitCode: 3 });

    await start(fixture, 'deaf', shell('trap "" TERM; echo up; while :; do sleep 0.01; done'));
    await readUntil(fixture, 'deaf', 'up\n');
    const request = { processId: 'deaf', verb: PROCESS_VERB_TERMINATE, graceMs: 50 };
    await fixture.service.signal(request);
    const forced = await watch(fixture, 'deaf');
    expect(forced.end).toMatchObject({ reason: EndReason.END_REASON_CONTROLLED, signalNumber: 9 });
  });

  test(`${where}: a suspended process is ended by TERMINATE, too`, async () => {
    await using fixture = await createProcessFixture(more);
    await start(fixture, 'ice', shell('echo up; exec sleep 1000'));
    await readUntil(fixture, 'ice', 'up\n');
    await fixture.service.signal({ processId: 'ice', verb: PROCESS_VERB_FREEZE });
    await fixture.service.signal({ processId: 'ice', verb: PROCESS_VERB_TERMINATE });
    expect((await watch(fixture, 'ice')).end).toMatchObject({ signalNumber: 15 });
  });
}

test('time in which it is suspended is none of its time limit', async () => {
  await using fixture = await createProcessFixture();
  await start(
    fixture,
    'ice',
    shell('echo up; read -r go', { timeLimitMs: 4000, streamInput: true }),
  );
  await readUntil(fixture, 'ice', 'up\n');
  await fixture.service.signal({ processId: 'ice', verb: PROCESS_VERB_FREEZE });
  // Another process's time limit passes meanwhile.
  const { end } = await run(fixture, 'clock', shell('sleep 1000', { timeLimitMs: 4100 }));
  expect(end.reason).toBe(EndReason.END_REASON_TIME_LIMIT);
  await fixture.service.writeInput({ processId: 'ice', data: Buffer.from('\n') });
  await fixture.service.signal({ processId: 'ice', verb: PROCESS_VERB_THAW });
  expect((await watch(fixture, 'ice')).end).toMatchObject({
    reason: EndReason.END_REASON_EXITED,
    exitCode: 0,
  });
});

test.each([1, 2, 3, 6, 10, 12, 13, 14, 15, 34, 64])('signal %i', async (signalNumber) => {
  await using fixture = await createProcessFixture();
  await start(fixture, 'sig', { argv: ['sleep', '1000'] });
  for (const target of [SignalTarget.SIGNAL_TARGET_LEADER]) {
    const verb = PROCESS_VERB_SIGNAL;
    await fixture.service.signal({ processId: 'sig', verb, signalNumber, target });
  }
  expect((await watch(fixture, 'sig')).end).toMatchObject({
    reason: EndReason.END_REASON_CONTROLLED,
    signalNumber,
  });
});

test('what cannot be done is said', async () => {
  await using fixture = await createProcessFixture();
  const { service } = fixture;
  await start(fixture, 'x', { argv: ['sleep', '1000'] });
  const signal = (request: object) => service.signal({ processId: 'x', ...request });
  const invalid = (field: string) => ({
    code: 'invalid_argument',
    message: expect.stringContaining(`${field}: must be`) as string,
  });
  await expect(signal({})).rejects.toMatchObject(invalid('verb'));
  await expect(signal({ verb: 99 })).rejects.toMatchObject(invalid('verb'));
  for (const signalNumber of [undefined, 0, 65, -1]) {
    const request = { verb: PROCESS_VERB_SIGNAL, signalNumber };
    await expect(signal(request)).rejects.toMatchObject(invalid('signal_number'));
  }
  const odd = { verb: PROCESS_VERB_SIGNAL, signalNumber: 10, target: 7 };
  await expect(signal(odd)).rejects.toMatchObject(invalid('target'));
  const long = { verb: PROCESS_VERB_TERMINATE, graceMs: 600_001 };
  await expect(signal(long)).rejects.toMatchObject(invalid('grace_ms'));
  const size = { processId: 'x', terminal: { columns: 1, rows: 1 } };
  await expect(service.resize(size)).rejects.toMatchObject({ code: 'failed_precondition' });
  await expect(service.resize({ processId: 'x' })).rejects.toMatchObject(invalid('terminal'));
  for (const processId of ['', '.', '-a', 'a/b', 'x'.repeat(65), undefined]) {
    const request = processId === undefined ? {} : { processId };
    await expect(service.describe(request)).rejects.toMatchObject(invalid('process_id'));
    await expect(service.start({ ...request, spec: { argv: ['true'] } })).rejects.toMatchObject(
      invalid('process_id'),
    );
  }
  await expect(service.describe({ processId: 'y' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(start(fixture, 'y', { argv: ['true'], user: 'nobody-here' })).rejects.toMatchObject({
    code: 'invalid_argument',
    message: 'spec.user: no user "nobody-here" in /etc/passwd',
  });
  await expect(start(fixture, 'y', { argv: ['true'], groups: ['no-group'] })).rejects.toMatchObject(
    { code: 'invalid_argument', message: 'spec.groups[0]: no group "no-group" in /etc/group' },
  );
  // Nothing of the refused ones is left.
  expect((await service.listProcesses()).processes).toHaveLength(1);
  await kill(fixture, 'x');
  await signal({ verb: PROCESS_VERB_KILL });
  await signal({ verb: PROCESS_VERB_TERMINATE });
  for (const verb of [PROCESS_VERB_FREEZE, PROCESS_VERB_THAW]) {
    await expect(signal({ verb })).rejects.toMatchObject({ code: 'failed_precondition' });
  }
});

test('there is room for so many, and then for none', async () => {
  await using fixture = await createProcessFixture({ maxProcessCount: 2 });
  await run(fixture, 'a', { argv: ['true'] });
  await run(fixture, 'b', { argv: ['true'] });
  await expect(start(fixture, 'c', { argv: ['true'] })).rejects.toMatchObject({
    code: 'resource_exhausted',
  });
  await fixture.service.forget({ processId: 'a' });
  await run(fixture, 'c', { argv: ['true'] });
  fixture.store.refuseNew();
  await fixture.service.forget({ processId: 'c' });
  await expect(start(fixture, 'd', { argv: ['true'] })).rejects.toMatchObject({
    code: 'unavailable',
  });
});

test('a reader of a process that is forgotten learns of it', async () => {
  await using fixture = await createProcessFixture();
  await run(fixture, 'gone', shell('head -c 200000 /dev/zero'));
  const reader = fixture.service.watch({ processId: 'gone' }, { signal: NEVER });
  const events = reader[Symbol.asyncIterator]();
  expect((await events.next()).value).toMatchObject({ kind: 'output' });
  await fixture.service.forget({ processId: 'gone' });
  await expect(events.next()).rejects.toMatchObject({ code: 'not_found' });
});
