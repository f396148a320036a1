import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildFakeBoinc } from './fake-boinc-build.ts';
import { useLanguageScene } from './languages-scene.ts';
import { isReport } from './use-fake-boinc-probe.ts';

const scene = useLanguageScene();

/** Both C libraries. */
const programs = new Map<string, string>();

beforeAll(async () => {
  const plain = await buildFakeBoinc({ name: 'plain' });
  const musl = await buildFakeBoinc({ name: 'musl', compiler: 'musl-gcc' });
  programs.set('glibc', `${plain.directory}/boinc-report`);
  programs.set('musl', `${musl.directory}/boinc-report`);
}, 600_000);

interface RunOptions {
  readonly stdin?: Uint8Array;
  readonly standalone?: boolean;
  readonly libc?: string;
}

/** Runs the command. */
async function report(words: readonly string[], options: RunOptions = {}) {
  const { stdin = new Uint8Array(), standalone = false, libc = 'glibc' } = options;
  const child = spawn(programs.get(libc) ?? '', words, {
    cwd: scene.directory,
    env: standalone ? {} : { VMSLOT_APP_SOCKET: scene.socket },
  });
  // It may not read its input.
  child.stdin.on('error', () => undefined).end(stdin);
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout: await stdout, stderr: await stderr };
}

const TOLD = { code: 0, stdout: '', stderr: '' };

describe('reports', () => {
  test.each([
    [['progress', '0.4'], { fractionDone: 0.4 }],
    [['progress', '-3'], { fractionDone: 0 }],
    [['progress', '7e3'], { fractionDone: 1 }],
    [
      ['credit', '--fpops', '1e12', '--iops', '0'],
      { floatingPointOperations: 1e12, integerOperations: 0 },
    ],
    [['credit', '--iops', '7'], { floatingPointOperations: undefined, integerOperations: 7 }],
  ])('%j', async (words, expected) => {
    const { agent } = await scene.startAgent();
    for (const libc of programs.keys()) expect(await report(words, { libc })).toEqual(TOLD);
    await agent.next('Report', isReport(expected));
    await agent.next('Report', isReport(expected));
    expect(agent.calls).toHaveLength(2);
  });

  test('each checkpoint counts once, and one that may have arrived is not told again', async () => {
    const { agent, loseReply } = await scene.startAgent();
    expect(await report(['checkpoint'])).toEqual(TOLD);
    loseReply('Checkpoint');
    expect(await report(['checkpoint'])).toMatchObject({ code: 4 });
    expect(agent.calls.map(({ method, request }) => [method, request['lifeId']])).toEqual([
      ['Checkpoint', undefined],
      ['Checkpoint', undefined],
    ]);
  });

  test('a checkpoint that the agent could not take at first is told again', async () => {
    const { agent } = await scene.startAgent();
    agent.answers.set('Checkpoint', () => {
      agent.answers.delete('Checkpoint');
      return 503;
    });
    expect(await report(['checkpoint'])).toEqual(TOLD);
    expect(agent.calls).toHaveLength(2);
  });

  test('status says what to do', async () => {
    const { agent } = await scene.startAgent();
    agent.control = {
      suspended: true,
      quitRequested: true,
      memoryBytes: 5e12,
      checkpointPeriodMs: 60_000,
    };
    const { stdout, code } = await report(['status']);
    expect(code).toBe(0);
    expect(Object.fromEntries(stdout.split('\n').map((line) => line.split('=')))).toMatchObject({
      standalone: '0',
      suspended: '1',
      quit_request: '1',
      abort_request: '0',
      memory_bytes: '5000000000000',
      checkpoint_period_s: '60',
    });
  });
});

describe('messages and uploads', () => {
  test('of any bytes, from a file and from stdin', async () => {
    const { agent } = await scene.startAgent();
    const bytes = Buffer.from(Array.from({ length: 65_536 }, (_, index) => index % 251));
    writeFileSync(join(scene.directory, 'message'), bytes);
    expect(await report(['trickle', 'credit', 'message'])).toEqual(TOLD);
    expect(await report(['trickle', 'credit', '-'], { stdin: Buffer.from('a\0b') })).toEqual(TOLD);
    expect((await agent.next('SendTrickle')).request).toMatchObject({
      trickleId: expect.stringMatching(/^[\da-f]{32}$/),
      variety: 'credit',
      text: bytes,
    });
    expect((await agent.next('SendTrickle')).request['text']).toEqual(Buffer.from('a\0b'));
    expect(scene.names('.vmslot')).toEqual([]);
  });

  test('are kept while nobody is there, and sent in order by a later call of any kind', async () => {
    for (const text of ['one', 'two']) {
      const said = await report(['trickle', 'v', '-'], { stdin: Buffer.from(text) });
      expect(said).toMatchObject({ code: 0, stderr: expect.stringContaining('kept') });
    }
    expect(await report(['upload', 'part'])).toMatchObject({ code: 0 });
    expect(scene.names('.vmslot_spool_')).toHaveLength(3);
    const { agent } = await scene.startAgent();
    expect(await report(['progress', '0.5'])).toEqual(TOLD);
    expect(
      agent.calls.map(({ method, request }) => [method, request['text'] ?? request['name']]),
    ).toEqual([
      ['Report', undefined],
      ['SendTrickle', Buffer.from('one')],
      ['SendTrickle', Buffer.from('two')],
      ['RequestUpload', 'part'],
    ]);
    expect(scene.names('.vmslot')).toEqual([]);
  });

  test.each([429, 500])('are kept while the agent answers %i', async (status) => {
    const { agent } = await scene.startAgent();
    agent.answers.set('SendTrickle', status);
    await report(['trickle', 'v', '-'], { stdin: Buffer.from('one') });
    const id = agent.calls.at(0)?.request['trickleId'];
    agent.answers.delete('SendTrickle');
    expect(await report(['trickle', 'v', '-'], { stdin: Buffer.from('two') })).toEqual(TOLD);
    const [first, second] = agent.calls.slice(-2);
    expect(first?.request).toMatchObject({ trickleId: id, text: Buffer.from('one') });
    expect(second?.request['text']).toEqual(Buffer.from('two'));
    expect(scene.names('.vmslot')).toEqual([]);
  });

  test('what the agent refuses for good is said so and not kept', async () => {
    const { agent } = await scene.startAgent();
    agent.answers.set('RequestUpload', 400);
    expect(await report(['upload', 'missing'])).toMatchObject({ code: 1 });
    expect(scene.names('.vmslot')).toEqual([]);
  });

  test('what became of an upload', async () => {
    const { agent } = await scene.startAgent();
    const ask = async () => (await report(['upload-status', 'x'])).stdout;
    expect(await ask()).toBe('ended=0\nstatus=0\n');
    agent.answers.set('GetUpload', { ended: true, status: -131 });
    expect(await ask()).toBe('ended=1\nstatus=-131\n');
    agent.answers.set('GetUpload', 404);
    expect(await report(['upload-status', 'x'])).toMatchObject({ code: 1 });
  });
});

describe('the end', () => {
  test('finish', async () => {
    const { agent } = await scene.startAgent();
    expect(await report(['finish', '--notice', '3', 'no\nluck'])).toEqual(TOLD);
    await agent.next('Report', isReport({ fractionDone: 1 }));
    expect((await agent.next('Finish')).request).toEqual({
      exitCode: 3,
      message: 'no luck',
      isNotice: true,
    });
    expect(scene.names('')).toEqual([]);
  });

  test('temporary-exit', async () => {
    const { agent } = await scene.startAgent();
    expect(await report(['temporary-exit', '30', 'no licence'])).toEqual(TOLD);
    await agent.next('Report', isReport({ fractionDone: undefined }));
    expect((await agent.next('Finish')).request).toEqual({
      message: 'no licence',
      retryAfterS: 30,
    });
  });

  test('that no agent could be told is a file', async () => {
    expect(await report(['finish', '0', 'all well'])).toEqual(TOLD);
    expect(readFileSync(join(scene.directory, 'boinc_finish_called'), 'utf8')).toBe(
      '0\nall well\n\n',
    );
  });
});

describe('without an agent that answers', () => {
  test('standalone, each command succeeds', async () => {
    const standalone = true;
    for (const words of [['progress', '0.4'], ['checkpoint'], ['credit', '--fpops', '1']]) {
      expect(await report(words, { standalone })).toEqual(TOLD);
    }
    expect((await report(['status'], { standalone })).stdout).toMatch(/^standalone=1\n/);
    await report(['trickle', 'v', '-'], { standalone, stdin: Buffer.from('text') });
    expect(readFileSync(join(scene.directory, 'trickle_up.xml'), 'utf8')).toBe(
      '<variety>v</variety>\ntext',
    );
    await report(['upload', 'part'], { standalone });
    await report(['temporary-exit', '60', 'later'], { standalone });
    expect(scene.names('boinc_').toSorted()).toEqual(['boinc_temporary_exit', 'boinc_ufr_part']);
  });

  test('a listener that hangs: each call comes back', async () => {
    await scene.startHangingAgent();
    for (const words of [['progress', '0.4'], ['checkpoint'], ['status']]) {
      expect(await report(words)).toMatchObject({ code: 4, stdout: '' });
    }
    expect(await report(['trickle', 'v', '-'])).toMatchObject({ code: 0 });
    expect(scene.names('.vmslot_spool_')).toHaveLength(1);
    expect(await report(['finish', '0'])).toEqual(TOLD);
    expect(scene.names('boinc_')).toEqual(['boinc_finish_called']);
  });
});

test.each([
  [],
  ['what'],
  ['progress'],
  ['progress', 'nan'],
  ['progress', '1e999'],
  ['progress', '0.5x'],
  ['progress', ''],
  ['credit'],
  ['credit', '--fpops'],
  ['credit', '--fpops', '-1'],
  ['checkpoint', 'now'],
  ['trickle', 'a b', '-'],
  ['trickle', 'x'.repeat(256), '-'],
  ['upload', 'x'.repeat(10_240)],
  ['upload', 'a\nb'],
  ['finish', '256'],
  ['finish', '1.5'],
  ['temporary-exit', '0'],
])('wrong usage is said so: %j', async (...words) => {
  const { agent } = await scene.startAgent();
  expect(await report(words)).toMatchObject({ code: 2, stderr: expect.stringContaining('--help') });
  expect(agent.calls).toEqual([]);
});

test('a message that is too long, and a file that is not there', async () => {
  const { agent } = await scene.startAgent();
  expect(await report(['trickle', 'v', '-'], { stdin: Buffer.alloc(65_537) })).toMatchObject({
    code: 2,
  });
  expect(await report(['trickle', 'v', 'missing'])).toMatchObject({ code: 3 });
  expect(agent.calls).toEqual([]);
});

test('--help teaches each command and exit code', async () => {
  const { code, stdout } = await report(['--help'], { standalone: true });
  expect(code).toBe(0);
  for (const command of ['progress', 'checkpoint', 'credit', 'status', 'trickle', 'upload']) {
    expect(stdout).toContain(`\n  ${command} `);
  }
  expect(stdout).toMatch(/Exit status:\n( {2}\d {2}.+\n){5}/);
});
