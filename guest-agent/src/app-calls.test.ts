import { access, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { callApp, program } from './app-program.ts';
import { openAppSocket } from './app-socket/index.ts';
import type { TaskEvent } from './task/index.ts';
import {
  collect,
  createStoreFixture,
  endOf,
  NEVER,
  outputOf,
  readUntil,
  shell,
  type StoreFixture,
} from './task/task-store-fixture.ts';

const { EndReason, TaskVerb } = vmslot.agent.v1;

const lines: string[] = [];
const openFixture = (): Promise<StoreFixture> =>
  createStoreFixture({
    openAppSocket: (options) => openAppSocket(options, { log: (line) => lines.push(line) }),
  });

const socketOf = ({ store }: StoreFixture, taskId: string): string =>
  join(store.workDirectory(taskId), '../app/socket');

const tricklesOf = (events: readonly TaskEvent[]) =>
  events.flatMap(({ trickleUp }) =>
    trickleUp ? [[trickleUp.variety, Buffer.from(trickleUp.text ?? []).toString()]] : [],
  );

test('what a program says by calls reaches the host as events', async () => {
  await using fixture = await openFixture();
  const script = `
    const { status, ...facts } = await call('Join', { library: 'test 1' });
    say(facts);
    await call('Report', { report: { fractionDone: 0.5, floatingPointOperations: 1e12, integerSpeed: 2 } });
    await call('Report', { report: { fractionDone: 0.25, statusText: 'half' } });
    for (let index = 0; index < 3; index += 1) await call('Checkpoint');
    for (const count of [2, 2, 5, 4]) await call('Checkpoint', { lifeId: 'x', count });
    await call('Checkpoint', { lifeId: 'y', count: 1 });
    const trickle = { trickleId: 'a', variety: 'credit', text: 'b25l' };
    for (let index = 0; index < 2; index += 1) await call('SendTrickle', trickle);
    await call('SendTrickle', { ...trickle, trickleId: 'b', text: 'dHdv' });
    fs.writeFileSync('part', 'x');
    for (let index = 0; index < 2; index += 1) say(await call('RequestUpload', { name: './part' }));
    say(await call('GetUpload', { name: 'part' }));
    await call('Finish', { exitCode: 1, message: 'first' });
    await call('Finish', { exitCode: 4, message: 'no luck', isNotice: true, retryAfterS: 60 });
    process.exitCode = 4;`;
  const request = {
    taskId: 'all',
    steps: [
      { ...shell('echo $VMSLOT_APP_SOCKET'), weight: 1 },
      { ...program(script), weight: 3 },
    ],
    appFacts: { appName: 'worker', userTotalCredit: 1.5, checkpointPeriodMs: 300_000 },
  };
  const events = await collect(fixture.store.run(request, NEVER));
  const printed = outputOf(events).trim().split('\n');
  expect(printed.shift()).toBe(socketOf(fixture, 'all').replace('work/../', ''));
  expect(printed.map((line): unknown => JSON.parse(line))).toEqual([
    {
      workDirectory: fixture.store.workDirectory('all'),
      appName: 'worker',
      userTotalCredit: 1.5,
      checkpointPeriodMs: expect.anything() as unknown,
      factsRevision: expect.anything() as unknown,
    },
    { status: 200 },
    { status: 200 },
    { status: 200, ended: false },
  ]);
  expect(tricklesOf(events)).toEqual([
    ['credit', 'one'],
    ['credit', 'two'],
  ]);
  expect(events.flatMap(({ uploadReady }) => uploadReady?.path ?? [])).toEqual(['part']);
  const { outcome, status } = endOf(events);
  expect(status).toMatchObject({
    fractionDone: 0.625,
    floatingPointOperations: 1e12,
    integerSpeed: 2,
    statusText: 'half',
    checkpointCount: 9,
  });
  expect(status?.checkpointCpuTimeMs).toBeGreaterThan(0);
  expect(status?.checkpointCpuTimeMs).toBeLessThanOrEqual(status?.cpuTimeMs ?? 0);
  expect(outcome).toMatchObject({
    exitCode: 4,
    finish: { exitCode: 4, message: 'no luck', isNotice: true, retryAfterS: 60 },
  });
  // Nothing of it stays, not even its directory.
  await expect(access(dirname(socketOf(fixture, 'all')))).rejects.toThrow('ENOENT');
  // Another agent gives the same.
  const later = await fixture.reopen();
  expect(await collect(later.attach('all', 0, NEVER))).toEqual(
    events.filter(({ kind }) => kind !== 'status'),
  );
});

test('after a program that wants to be tried again later no step is run', async () => {
  await using fixture = await openFixture();
  const script = `await call('Finish', { retryAfterS: 5 });`;
  const steps = [program(script), shell('echo second')];
  const events = await collect(fixture.store.run({ taskId: 'later', steps }, NEVER));
  expect(endOf(events)).toMatchObject({
    succeeded: false,
    step: 0,
    outcome: { exitCode: 0, finish: { retryAfterS: 5 } },
  });
  expect(outputOf(events)).toBe('');
  // Nor would another agent run it.
  const later = await fixture.reopen();
  expect(endOf(await collect(later.attach('later', 0, NEVER)))).toMatchObject({ succeeded: false });
});

test('a program that leaves because it was asked to has not done its work', async () => {
  await using fixture = await openFixture();
  const { store } = fixture;
  const steps = [shell('mkfifo go; echo up; read x < go; exit 0'), shell('echo second')];
  const events = store.run({ taskId: 'quit', steps }, NEVER);
  await readUntil(events, 'up\n');
  await store.updateApp({ taskId: 'quit', quitRequested: true });
  await writeFile(join(store.workDirectory('quit'), 'go'), '\n');
  expect(endOf(await collect(events))).toMatchObject({
    succeeded: false,
    step: 0,
    outcome: { reason: EndReason.END_REASON_CONTROLLED, exitCode: 0 },
  });
});

test('what the host tells reaches the programs', async () => {
  await using fixture = await openFixture();
  const { store } = fixture;
  const events = store.run({ taskId: 'in', steps: [shell('echo up; sleep 1000')] }, NEVER);
  await readUntil(events, 'up\n');
  const call = async (method: string, body: object = {}) =>
    (await callApp(socketOf(fixture, 'in'), method, body)).json;
  expect(await call('Report')).toMatchObject({
    control: {
      suspended: false,
      quitRequested: false,
      abortRequested: false,
      networkSuspended: false,
      factsChanged: false,
      trickleWaits: false,
    },
  });
  await call('Join');
  await writeFile(join(store.workDirectory('in'), 'out'), '');
  await call('RequestUpload', { name: 'out' });
  await store.updateApp({
    taskId: 'in',
    facts: { wuName: 'wu' },
    networkSuspended: true,
    memoryLimitBytes: 5_000_000,
    quitRequested: true,
    uploads: [
      { path: 'out', status: -5 },
      { path: 'never asked for', status: 1 },
    ],
  });
  await store.updateApp({ taskId: 'in', abortRequested: true });
  await store.deliver({ taskId: 'in', name: 'other', content: Buffer.from('0') });
  for (const name of ['trickle_down_1', 'trickle_down_2', 'trickle_down_1']) {
    await store.deliver({ taskId: 'in', name, content: Buffer.from(name) });
  }
  expect(await call('Report')).toMatchObject({
    control: {
      quitRequested: true,
      abortRequested: true,
      networkSuspended: true,
      factsChanged: true,
      trickleWaits: true,
    },
  });
  expect(await call('Join')).toMatchObject({ wuName: 'wu' });
  expect(await call('GetUpload', { name: 'out' })).toEqual({ ended: true, status: -5 });
  expect(await call('GetUpload', { name: 'never asked for' })).toMatchObject({ code: 'not_found' });
  const textOf = ({ text }: Readonly<Record<string, unknown>>) =>
    Buffer.from(String(text), 'base64').toString();
  expect(await call('ReceiveTrickle')).toMatchObject({ fileName: 'trickle_down_1' });
  expect(textOf(await call('ReceiveTrickle'))).toBe('trickle_down_1');
  expect(textOf(await call('ReceiveTrickle', { takenNumber: 1 }))).toBe('trickle_down_2');
  expect(await call('ReceiveTrickle', { takenNumber: 3 })).toMatchObject({
    code: 'invalid_argument',
  });
  expect(await call('ReceiveTrickle', { takenNumber: 2 })).toEqual({
    number: expect.anything() as unknown,
  });
  expect(await call('Report')).toMatchObject({
    control: { trickleWaits: false, factsChanged: false },
  });
  await store.control({ taskId: 'in', verb: TaskVerb.TASK_VERB_KILL });
  await collect(events);
});

test('of facts that change each program knows by their number', async () => {
  await using fixture = await openFixture();
  const { store } = fixture;
  const facts = { planClass: 'mt' };
  const request = { taskId: 'facts', steps: [shell('echo up; sleep 1000')], appFacts: facts };
  const events = store.run(request, NEVER);
  await readUntil(events, 'up\n');
  const call = async (method: string): Promise<Readonly<Record<string, unknown>>> =>
    (await callApp(socketOf(fixture, 'facts'), method, {})).json;
  const revisionOf = async () =>
    Number(((await call('Report'))['control'] as { factsRevision: string }).factsRevision);
  const first = await call('Join');
  expect(first).toMatchObject({ planClass: 'mt' });
  expect(await revisionOf()).toBe(Number(first['factsRevision']));
  await store.updateApp({ taskId: 'facts', facts: { planClass: '' } });
  // Another program has joined meanwhile: the first one knows all the same.
  await call('Join');
  expect(await revisionOf()).toBe(Number(first['factsRevision']) + 1);
  await store.control({ taskId: 'facts', verb: TaskVerb.TASK_VERB_KILL });
  await collect(events);
});

test('a message that was taken is no file any more, whatever the host repeats', async () => {
  await using fixture = await openFixture();
  const { store } = fixture;
  const events = store.run({ taskId: 'twice', steps: [shell('echo up; sleep 1000')] }, NEVER);
  await readUntil(events, 'up\n');
  const path = join(store.workDirectory('twice'), 'trickle_down_1');
  const deliver = () =>
    store.deliver({ taskId: 'twice', name: 'trickle_down_1', content: Buffer.from('x') });
  await deliver();
  await access(path);
  // One that only knows files has dealt with it; the reply to the host is lost.
  await rm(path);
  await deliver();
  await expect(access(path)).rejects.toThrow('ENOENT');
  await callApp(socketOf(fixture, 'twice'), 'ReceiveTrickle', { takenNumber: 1 });
  await deliver();
  await expect(access(path)).rejects.toThrow('ENOENT');
  await store.control({ taskId: 'twice', verb: TaskVerb.TASK_VERB_KILL });
  await collect(events);
});

test('a program that leaves because it is to be ended, before it gets a signal, has not succeeded', async () => {
  await using fixture = await openFixture();
  const script = `
    await call('Report', { report: { inCriticalSection: true } });
    say('in');
    while (!(await call('Report')).control.quitRequested) await pause(10);
    process.exit(0);`;
  const request = { taskId: 'leaves', steps: [program(script)] };
  const events = fixture.store.run(request, NEVER);
  await readUntil(events, '"in"\n');
  const verb = TaskVerb.TASK_VERB_TERMINATE;
  const ending = fixture.store.control({ taskId: 'leaves', verb, graceMs: 600_000 });
  expect(endOf(await collect(events))).toMatchObject({
    succeeded: false,
    outcome: { reason: EndReason.END_REASON_CONTROLLED, exitCode: 0 },
  });
  await ending;
});

test('what was said counts though the agent dies between the end of a step and that of its task', async () => {
  await using fixture = await openFixture();
  const script = `
    await call('Report', { report: { fractionDone: 0.5, floatingPointOperations: 7, statusText: 'half' } });
    await call('Checkpoint');
    process.exitCode = 5;`;
  const request = { taskId: 'between', steps: [program(script)] };
  await collect(fixture.store.run(request, NEVER));
  const store = await fixture.reopen();
  const journal = join(store.workDirectory('between'), '../state/journal');
  const records = (await readFile(journal, 'utf8')).split('\n');
  await writeFile(journal, records.filter((line) => !line.includes('"ended"')).join('\n'));
  expect(endOf(await collect(store.attach('between', 0, NEVER)))).toMatchObject({
    outcome: { exitCode: 5 },
    status: {
      fractionDone: 0.5,
      floatingPointOperations: 7,
      statusText: 'half',
      checkpointCount: 1,
    },
  });
});

test('a critical section delays a suspension until it ends', async () => {
  await using fixture = await openFixture();
  const { store } = fixture;
  const events = store.run({ taskId: 'crit', steps: [shell('echo up; sleep 1000')] }, NEVER);
  await readUntil(events, 'up\n');
  const report = (inCriticalSection: boolean) =>
    callApp(socketOf(fixture, 'crit'), 'Report', { report: { inCriticalSection } });
  await report(true);
  let isSuspended = false;
  const suspending = store
    .control({ taskId: 'crit', verb: TaskVerb.TASK_VERB_SUSPEND })
    .then(() => (isSuspended = true));
  expect(await report(true)).toMatchObject({ json: { control: { suspended: true } } });
  expect(isSuspended).toBe(false);
  // So it does a copy of the machine.
  const order: string[] = [];
  const copying = store.leaveCriticalSections(NEVER).then(() => order.push('copied'));
  order.push('left');
  await report(false);
  await Promise.all([suspending, copying]);
  expect(order).toEqual(['left', 'copied']);
  await store.control({ taskId: 'crit', verb: TaskVerb.TASK_VERB_KILL });
  await collect(events);
});

test('only the user of the task and root reach the socket', async () => {
  await using fixture = await openFixture();
  const { store } = fixture;
  const events = store.run({ taskId: 'own', steps: [shell('echo up; sleep 1000')] }, NEVER);
  await readUntil(events, 'up\n');
  const path = socketOf(fixture, 'own');
  const socket = await stat(path);
  expect(socket.mode & 0o777).toBe(0o600);
  expect(socket.uid).toBe((await store.userOf('own')).uid);
  const directory = await stat(join(path, '..'));
  // Neither may the user put anything else in the socket's place.
  if (process.geteuid?.() === 0) {
    expect(directory.uid).toBe(0);
    expect(directory.mode & 0o777).toBe(0o710);
  }
  await store.control({ taskId: 'own', verb: TaskVerb.TASK_VERB_KILL });
  await collect(events);
});

test('bad requests are refused by name, and nothing of them is kept', async () => {
  await using fixture = await openFixture();
  const { store } = fixture;
  const events = store.run({ taskId: 'bad', steps: [shell('echo up; sleep 1000')] }, NEVER);
  await readUntil(events, 'up\n');
  const work = store.workDirectory('bad');
  await symlink('/etc', join(work, 'way'));
  await symlink('/etc/passwd', join(work, 'link'));
  await mkdir(join(work, 'directory'));
  const trickle = { trickleId: 'x', variety: 'y', text: '' };
  const large = Buffer.alloc(64 * 1024 + 1).toString('base64');
  const cases: [string, object, string][] = [
    ['Join', { library: 'x'.repeat(65) }, 'invalid_argument'],
    ['Report', { report: { fractionDone: 'NaN' } }, 'invalid_argument'],
    ['Checkpoint', { report: { integerOperations: -1 } }, 'invalid_argument'],
    ['Checkpoint', { lifeId: 'a/b', count: 1 }, 'invalid_argument'],
    ['Checkpoint', { lifeId: 'x'.repeat(65), count: 1 }, 'invalid_argument'],
    ['SendTrickle', { ...trickle, trickleId: '' }, 'invalid_argument'],
    ['SendTrickle', { ...trickle, trickleId: 'a/b' }, 'invalid_argument'],
    ['SendTrickle', { ...trickle, variety: '../x' }, 'invalid_argument'],
    ['SendTrickle', { ...trickle, text: large }, 'invalid_argument'],
    ['SendTrickle', { ...trickle, text: large + large }, 'resource_exhausted'],
    ['RequestUpload', { name: '/etc/passwd' }, 'invalid_argument'],
    ['RequestUpload', { name: 'a/../../x' }, 'invalid_argument'],
    ['RequestUpload', { name: 'x'.repeat(10_000) }, 'invalid_argument'],
    ['RequestUpload', { name: 'missing' }, 'failed_precondition'],
    ['RequestUpload', { name: 'link' }, 'failed_precondition'],
    ['RequestUpload', { name: 'way/passwd' }, 'failed_precondition'],
    ['RequestUpload', { name: 'directory' }, 'failed_precondition'],
    ['Finish', { exitCode: 256 }, 'invalid_argument'],
    ['Finish', { message: 'x'.repeat(1024) }, 'invalid_argument'],
    ['Finish', { retryAfterS: 86_401 }, 'invalid_argument'],
    ['Nothing', {}, 'unimplemented'],
  ];
  for (const [method, body, code] of cases) {
    const { json } = await callApp(socketOf(fixture, 'bad'), method, body);
    expect([method, body, json['code']]).toEqual([method, body, code]);
  }
  await store.control({ taskId: 'bad', verb: TaskVerb.TASK_VERB_KILL });
  const all = await collect(events);
  expect(all.map(({ kind }) => kind).filter((kind) => /trickle|upload/.test(kind ?? ''))).toEqual(
    [],
  );
  expect(endOf(all).status).not.toHaveProperty('checkpointCount');
  expect(endOf(all).outcome).not.toHaveProperty('finish');
});

test('where there can be no socket the task runs without, and the log says so', async () => {
  const said: string[] = [];
  await using fixture = await createStoreFixture({
    openAppSocket: (options) =>
      // A file is where its parent should be.
      openAppSocket(
        { ...options, directory: join('/etc/passwd', 'app') },
        { log: (line) => said.push(line) },
      ),
  });
  const request = { taskId: 'none', steps: [shell('echo "<$VMSLOT_APP_SOCKET>"')] };
  const events = await collect(fixture.store.run(request, NEVER));
  expect(endOf(events)).toMatchObject({ succeeded: true });
  expect(outputOf(events)).toBe('<>\n');
  expect(said).toEqual([
    expect.stringMatching(/none: its programs cannot call the agent: .*ENOTDIR/),
  ]);
});
