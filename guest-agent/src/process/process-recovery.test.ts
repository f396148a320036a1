import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { findMarked } from './find-marked.ts';
import {
  createProcessFixture,
  kill,
  type ProcessFixture,
  readUntil,
  shell,
  start,
  watch,
} from './process-store-fixture.ts';

type StartRequest = vmslot.agent.v1.StartRequest.$Properties;

const { EndReason, ProcessState, ProcessVerb } = vmslot.agent.v1;

/**
 * Runs a service in a process of its own, which is killed when it has done this or after some time;
 * gives what it printed.
 */
async function crash(fixture: ProcessFixture, script: string, afterMs?: number): Promise<string> {
  const file = (name: string) => JSON.stringify(join(import.meta.dirname, name));
  const program = `
    import { ProcessStore } from ${file('process-store.ts')};
    import { ProcessService } from ${file('process-service.ts')};
    const service = new ProcessService(new ProcessStore(${JSON.stringify(fixture.options)}));
    const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
    ${script}
    say('done');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => (said += text));
  const closed = once(child, 'close');
  if (afterMs === undefined) while (!said.endsWith('"done"\n')) await once(child.stdout, 'data');
  else await Promise.race([delay(afterMs), closed]);
  child.kill('SIGKILL');
  await closed;
  return said;
}

const startAll = (requests: readonly StartRequest[]) =>
  `for (const request of ${JSON.stringify(requests)}) await service.start(request);`;

async function untilGone(mark: string): Promise<void> {
  while (findMarked(mark).length > 0) await delay(5);
}

test('a program does not notice that the agent was killed; bytes and end are right', async () => {
  await using fixture = await createProcessFixture();
  const script =
    'i=0; while [ $i -lt 300 ]; do echo $i; echo e$i >&2; i=$((i + 1)); sleep 0.005; done; exit 7';
  const spec = shell(script);
  await crash(fixture, startAll([{ processId: 'run', spec }]));
  const { process } = await fixture.service.describe({ processId: 'run' });
  expect(process?.state).toBe(ProcessState.PROCESS_STATE_RUNNING);
  // The same request finds it, and starts no other.
  expect((await start(fixture, 'run', spec)).pid).toBe(process?.pid);
  const seen = await watch(fixture, 'run');
  const lines = Array.from({ length: 300 }, (_, index) => index);
  expect(seen.stdout).toBe(lines.map((index) => `${index}\n`).join(''));
  expect(seen.stderr).toBe(lines.map((index) => `e${index}\n`).join(''));
  expect(seen.end).toMatchObject({ reason: EndReason.END_REASON_EXITED, exitCode: 7 });
});

test('ends that came while there was no agent are known exactly', async () => {
  await using fixture = await createProcessFixture();
  const mark = `vmslot-${randomUUID()}`;
  const end = (command: string) => shell(`echo here; sleep 0.2; ${command}`, { env: { mark } });
  await crash(
    fixture,
    startAll([
      { processId: 'exit', spec: end('exit 5') },
      { processId: 'signal', spec: end('kill -11 $$') },
      { processId: 'code', spec: end('exit 139') },
      { processId: 'missing', spec: { argv: ['no-such-program'] } },
    ]),
  );
  await untilGone(mark);
  const of = async (processId: string) => (await watch(fixture, processId)).end;
  const { END_REASON_EXITED, END_REASON_NOT_STARTED, END_REASON_SIGNALED } = EndReason;
  expect(await of('exit')).toMatchObject({ reason: END_REASON_EXITED, exitCode: 5 });
  expect(await of('signal')).toMatchObject({ reason: END_REASON_SIGNALED, signalNumber: 11 });
  expect(await of('code')).toMatchObject({ reason: END_REASON_EXITED, exitCode: 139 });
  expect(await of('missing')).toMatchObject({ reason: END_REASON_NOT_STARTED });
  expect((await watch(fixture, 'exit')).stdout).toBe('here\n');
  const { processes } = await fixture.service.listProcesses();
  expect(processes?.map(({ processId }) => processId).sort()).toEqual([
    'code',
    'exit',
    'missing',
    'signal',
  ]);
});

test('what a leader leaves behind is ended by the next agent', async () => {
  await using fixture = await createProcessFixture();
  const mark = `vmslot-${randomUUID()}`;
  const goOn = join(fixture.directory, 'go-on');
  // It ends once there is no agent, however long the agent takes to be gone.
  const script = `setsid sleep 1000 & until [ -e ${goOn} ]; do sleep 0.05; done; exit 0`;
  const spec = shell(script, { env: { mark } });
  await crash(fixture, startAll([{ processId: 'left', spec }]));
  await writeFile(goOn, '');
  while (findMarked(mark).length !== 1) await delay(5);
  expect((await watch(fixture, 'left')).end).toMatchObject({ exitCode: 0 });
  expect(findMarked(mark)).toEqual([]);
});

test('a suspended process stays so, one that was stopped for a signal does not', async () => {
  await using fixture = await createProcessFixture();
  const { PROCESS_VERB_FREEZE, PROCESS_VERB_THAW } = ProcessVerb;
  const spec = shell('echo up; read -r go; echo "went $go"', { streamInput: true });
  const freeze = { processId: 'ice', verb: PROCESS_VERB_FREEZE };
  const script = `${startAll([{ processId: 'ice', spec }])} await service.signal(${JSON.stringify(freeze)});`;
  await crash(fixture, script);
  const { process } = await fixture.service.describe({ processId: 'ice' });
  expect(process?.state).toBe(ProcessState.PROCESS_STATE_SUSPENDED);
  await fixture.service.writeInput({ processId: 'ice', data: Buffer.from('on\n') });
  await fixture.replace();
  await fixture.service.signal({ processId: 'ice', verb: PROCESS_VERB_THAW });
  expect((await watch(fixture, 'ice')).stdout).toBe('up\nwent on\n');
});

test('limits of time and grace go on', async () => {
  await using fixture = await createProcessFixture();
  const deaf = 'trap "" TERM; echo up; while :; do sleep 0.05; done';
  const terminate = { processId: 'grace', verb: ProcessVerb.PROCESS_VERB_TERMINATE, graceMs: 300 };
  await crash(
    fixture,
    `${startAll([
      { processId: 'limit', spec: shell(deaf, { timeLimitMs: 1500, graceMs: 50 }) },
      { processId: 'grace', spec: shell(deaf) },
    ])}
    for await (const { kind } of service.watch({ processId: 'grace' }, { signal: new AbortController().signal })) break;
    await service.signal(${JSON.stringify(terminate)});`,
  );
  expect((await watch(fixture, 'limit')).end).toMatchObject({
    reason: EndReason.END_REASON_TIME_LIMIT,
    signalNumber: 9,
  });
  expect((await watch(fixture, 'grace')).end).toMatchObject({
    reason: EndReason.END_REASON_CONTROLLED,
    signalNumber: 9,
  });
});

test('figures never fall over a restart, with and without control groups', async () => {
  for (const cgroupRoot of [undefined, null]) {
    await using fixture = await createProcessFixture(cgroupRoot === null ? { cgroupRoot } : {});
    const burn = 'i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done';
    const spec = shell(`(${burn}); ${burn}; echo up; exec sleep 1000`);
    const script = `${startAll([{ processId: 'burn', spec }])}
      for await (const { kind } of service.watch({ processId: 'burn' }, { signal: new AbortController().signal })) break;
      say((await service.describe({ processId: 'burn' })).process.figures);`;
    const [line = ''] = (await crash(fixture, script)).split('\n');
    const before = JSON.parse(line) as Record<string, number>;
    await readUntil(fixture, 'burn', 'up\n');
    const { process } = await fixture.service.describe({ processId: 'burn' });
    await kill(fixture, 'burn');
    const last = (await watch(fixture, 'burn')).end.figures;
    expect(before['userTimeMs']).toBeGreaterThan(0);
    for (const name of ['userTimeMs', 'systemTimeMs', 'peakMemoryBytes', 'wallTimeMs'] as const) {
      expect(process?.figures?.[name], name).toBeGreaterThanOrEqual(before[name] ?? 0);
      expect(last?.[name], name).toBeGreaterThanOrEqual(process?.figures?.[name] ?? 0);
    }
  }
});

test('an agent that is killed at any moment of a start has started it once or not at all', async () => {
  await using fixture = await createProcessFixture();
  const { directory } = fixture;
  for (let round = 0; round < 12; round += 1) {
    const requests = Array.from({ length: 8 }, (_, index) => ({
      processId: `r${round}-${index}`,
      spec: shell(`echo run >>"${directory}/ran-${round}-${index}"; echo ${index}; exit ${index}`, {
        user: 'root',
      }),
    }));
    await crash(fixture, startAll(requests), 250 + round * 40);
    await fixture.replace();
    for (const { processId, spec } of requests) {
      await start(fixture, processId, spec);
      const seen = await watch(fixture, processId);
      const index = Number(processId.split('-')[1]);
      expect(seen.stdout).toBe(`${index}\n`);
      expect(seen.end).toMatchObject({ reason: EndReason.END_REASON_EXITED, exitCode: index });
    }
  }
  const names = (await readdir(directory)).filter((name) => name.startsWith('ran-'));
  const texts = await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')));
  expect(texts).toEqual(Array<string>(96).fill('run\n'));
});
