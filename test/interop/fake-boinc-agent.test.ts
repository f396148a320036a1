import { chmod, copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAppSocket } from '../../guest-agent/src/app-socket/index.ts';
import {
  collect,
  createStoreFixture,
  endOf,
  NEVER,
  outputOf,
  readUntil,
  shell,
  type StoreFixture,
} from '../../guest-agent/src/task/task-store-fixture.ts';
import { compileWithFakeBoinc, FAKE_BOINC_FOLDER } from './fake-boinc-build.ts';

let built: string;

beforeAll(async () => {
  built = await compileWithFakeBoinc({ name: 'plain' }, `${FAKE_BOINC_FOLDER}test/probe.c`);
}, 600_000);

afterAll(async () => await rm(built));

interface Scene extends AsyncDisposable {
  readonly store: StoreFixture['store'];
  /** Where the user of the task may run it. */
  readonly program: string;
  /** What the agent has logged. */
  readonly lines: readonly string[];
}

/** The agent's tasks and their sockets, and a probe to be run by them. */
async function openScene(): Promise<Scene> {
  const lines: string[] = [];
  const fixture = await createStoreFixture({
    openAppSocket: (options) => openAppSocket(options, { log: (line) => lines.push(line) }),
  });
  const program = join(fixture.directory, 'probe');
  await copyFile(built, program);
  await chmod(program, 0o755);
  return {
    store: fixture.store,
    program,
    lines,
    [Symbol.asyncDispose]: async () => await fixture[Symbol.asyncDispose](),
  };
}

/** A step whose program does what comes by the pipe `ask` of its work directory. */
const asked = (program: string) => shell(`mkfifo ask && echo up && exec ${program} 0<>ask`);

test('what a program says by BOINC’s calls reaches the host as events', async () => {
  await using scene = await openScene();
  const commands = [
    'init',
    'facts',
    'standalone',
    'ops 1e12 7',
    'speed 2e9 3e9',
    'completed',
    'trickle credit one',
    'trickle credit two',
    'upload part',
    'upload-status part',
    'upload missing',
    'finish-message no luck',
  ].join('\\n');
  const request = {
    taskId: 'said',
    steps: [shell(`: > part; printf '${commands}\\n' | ${scene.program}; exit $?`)],
    appFacts: { appName: 'worker', resultName: 'wu_0', checkpointPeriodMs: 300_000 },
  };
  const events = await collect(scene.store.run(request, NEVER));
  expect(outputOf(events)).toContain(
    [
      '0',
      '0 worker wu_0 0 0 300 0 none',
      '0',
      'done',
      'done',
      '0',
      '0',
      '0',
      '0',
      '-161',
      '-108',
      '',
    ].join('\n'),
  );
  expect(
    events.flatMap(({ trickleUp }) =>
      trickleUp ? [Buffer.from(trickleUp.text ?? []).toString()] : [],
    ),
  ).toEqual(['one', 'two']);
  expect(events.flatMap(({ uploadReady }) => uploadReady?.path ?? [])).toEqual(['part']);
  expect(endOf(events)).toMatchObject({
    outcome: { exitCode: 4, finish: { exitCode: 4, message: 'no luck', isNotice: true } },
    status: {
      fractionDone: 1,
      floatingPointOperations: 1e12,
      integerOperations: 7,
      floatingPointSpeed: 2e9,
      integerSpeed: 3e9,
      checkpointCount: 1,
    },
  });
  expect(scene.lines.join('\n')).not.toContain('Error');
});

test('what the host tells reaches the program, which quits at the end of its critical section', async () => {
  await using scene = await openScene();
  const { store } = scene;
  const events = store.run({ taskId: 'told', steps: [asked(scene.program)] }, NEVER);
  await readUntil(events, 'up\n');
  const ask = async (line: string, answer: string): Promise<void> => {
    await writeFile(join(store.workDirectory('told'), 'ask'), `${line}\n`);
    await readUntil(events, `${answer}\n`);
  };
  await ask('init', '0');
  await ask('begin', 'done');
  await store.deliver({ taskId: 'told', name: 'trickle_down_1', content: Buffer.from('hello') });
  await ask('receive', '1 trickle_down_1');
  await rm(join(store.workDirectory('told'), 'trickle_down_1'));
  await ask('receive', '0 ');
  await store.updateApp({ taskId: 'told', quitRequested: true });
  await ask('fraction 0.5', '0');
  await writeFile(join(store.workDirectory('told'), 'ask'), 'completed\n');
  const rest = await collect(events);
  expect(endOf(rest)).toMatchObject({ status: { checkpointCount: 1 } });
  expect(endOf(rest).outcome).not.toHaveProperty('finish');
});

test('an end that the agent was not there for is found when it looks', async () => {
  await using fixture = await createStoreFixture({
    // One that has just died.
    openAppSocket: async ({ directory }) => ({
      path: join(directory, 'socket'),
      cutConnections: () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
    }),
  });
  const program = join(fixture.directory, 'probe');
  await copyFile(built, program);
  await chmod(program, 0o755);
  const said = (line: string) => shell(`printf 'init\\n${line}\\n' | ${program}; exit $?`);
  const request = { taskId: 'away', steps: [said('finish 0'), said('temporary no licence')] };
  const events = await collect(fixture.store.run(request, NEVER));
  expect(events.flatMap(({ stepEnded }) => stepEnded?.finish ?? [])).toEqual([
    { exitCode: 0, message: '', isNotice: false, retryAfterS: 0 },
    { exitCode: 0, message: 'no licence', isNotice: false, retryAfterS: 30 },
  ]);
  expect(endOf(events)).toMatchObject({ succeeded: false, step: 1 });
});
