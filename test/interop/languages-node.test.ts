import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as boinc from '../../guest-agent/fake-boinc/languages/node/boinc.mjs';
import { FAKE_BOINC_FOLDER } from './fake-boinc-build.ts';
import type { Probe } from './fake-boinc-probe.ts';
import { useLanguageScene } from './languages-scene.ts';
import { setSpoolAhead } from './set-spool-ahead.ts';
import { isReport } from './use-fake-boinc-probe.ts';

const run = promisify(execFile);
const scene = useLanguageScene();
const source = `${FAKE_BOINC_FOLDER}languages/node/boinc.mjs`;
let folder: string;
let program: string;

/** Answers each line with its value, or the name of its exception. */
const PROBE = `#!${process.execPath}
import { createInterface } from 'node:readline';
const boinc = await import(${JSON.stringify(source)});
const spin = (ms) => { for (const end = performance.now() + ms; performance.now() < end; ); };
for await (const line of createInterface(process.stdin)) {
  let value;
  try {
    value = await eval(line);
  } catch (error) {
    value = error.name;
  }
  console.log(Buffer.isBuffer(value) ? value.toString() : JSON.stringify(value) ?? 'undefined');
}
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'languages-node-'));
  program = join(folder, 'probe.mjs');
  writeFileSync(program, PROBE, { mode: 0o755 });
});

afterAll(() => rmSync(folder, { recursive: true }));

async function startInited(): Promise<Probe> {
  const probe = scene.start(program);
  expect(await probe.ask('boinc.init()')).toBe('undefined');
  return probe;
}

test('the types name what the module has', async () => {
  const module = (await import(source)) as typeof boinc;
  const declared = readFileSync(source.replace('.mjs', '.d.mts'), 'utf8').matchAll(
    /export declare (?:function|const|class) (\w+)/g,
  );
  expect([...declared].map(([, name]) => String(name)).toSorted()).toEqual(
    Object.keys(module).toSorted(),
  );
  const facts = readFileSync(source.replace('.mjs', '.d.mts'), 'utf8').split('const initData')[1];
  for (const name of Object.keys(module.initData)) expect(facts).toContain(`  ${name}: `);
});

describe('what the program says', () => {
  test.each([
    ['boinc.fractionDone(0.25)', { fractionDone: 0.25 }],
    ['boinc.fractionDone(-1)', { fractionDone: 0 }],
    ['boinc.fractionDone(1e300)', { fractionDone: 1 }],
    ['boinc.fractionDone(Infinity)', { fractionDone: 1 }],
    ['boinc.fractionDone(NaN)', { fractionDone: undefined }],
    ['boinc.opsCumulative(1e15, 7)', { floatingPointOperations: 1e15, integerOperations: 7 }],
    ['boinc.opsCumulative(NaN, -1)', { floatingPointOperations: undefined }],
    ['boinc.opsPerCpuSec(2e9, 3e9)', { floatingPointSpeed: 2e9, integerSpeed: 3e9 }],
    [
      String.raw`boinc.webGraphicsUrl("http://localhost:80/\x07x")`,
      { webGraphicsUrl: 'http://localhost:80/ x' },
    ],
    ['boinc.webGraphicsUrl("a" + "ä".repeat(200))', { webGraphicsUrl: `a${'ä'.repeat(127)}` }],
    ['boinc.needNetwork()', { needsNetwork: true }],
    ['boinc.beginCriticalSection()', { inCriticalSection: true }],
  ])('%s', async (line, expected) => {
    const { agent } = await scene.startAgent();
    const probe = scene.start(program);
    // Before, so that the first report has it.
    expect(await probe.ask(line)).toBe('undefined');
    await probe.ask('boinc.init()');
    await agent.next('Report', isReport(expected));
  });

  test('a program that leaves the event loop no time reports all the same', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    await probe.ask(
      '(async () => { for (let i = 1; i <= 40; i++) { spin(100); await boinc.fractionDone(i / 64); } })()',
    );
    const fractions = agent.calls.flatMap(({ request }) =>
      [0.0625, 0.25, 0.5].filter((at) => {
        const report = request['report'] as { fractionDone?: number } | undefined;
        return (report?.fractionDone ?? 0) > at && (report?.fractionDone ?? 0) < at + 0.25;
      }),
    );
    expect(new Set(fractions)).toContain(0.25);
    expect(agent.calls.length).toBeLessThan(20);
  });

  test('100,000 fractions and sections cause no report of their own', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    await agent.next('Report');
    await probe.ask(
      '(async () => { for (let i = 0; i < 100000; i++) await boinc.fractionDone(i / 1e6); })()',
    );
    await probe.ask(
      '(async () => { for (let i = 0; i < 10000; i++) await boinc.criticalSection(() => i); })()',
    );
    await probe.ask('boinc.fractionDone(0.625)');
    await agent.next('Report', isReport({ fractionDone: 0.625, inCriticalSection: false }));
    expect(agent.calls.length).toBeLessThan(100);
  });
});

describe('checkpoints', () => {
  test('are due after the period, in a critical section, and are told at once', async () => {
    const { agent } = await scene.startAgent();
    agent.answers.set('Join', { checkpointPeriodMs: 2_000 });
    const probe = await startInited();
    expect(await probe.ask('boinc.timeToCheckpoint()')).toBe('false');
    while ((await probe.ask('boinc.timeToCheckpoint()')) !== 'true') await agent.next('Report');
    await agent.next('Report', isReport({ inCriticalSection: true }));
    await probe.ask('boinc.checkpointCompleted()');
    await agent.next('Checkpoint', isReport({ inCriticalSection: false }));
    expect(await probe.ask('boinc.timeToCheckpoint()')).toBe('false');
  });

  test('one whose reply was lost is told again as the same one', async () => {
    const { agent, loseReply } = await scene.startAgent();
    const probe = await startInited();
    loseReply('Checkpoint');
    await probe.ask('boinc.checkpointCompleted()');
    const first = await agent.next('Checkpoint');
    const second = await agent.next('Checkpoint');
    expect(first.request).toMatchObject({
      lifeId: expect.stringMatching(/^[\da-f]{32}$/),
      count: 1,
    });
    expect(second.request).toMatchObject({ lifeId: first.request['lifeId'], count: 1 });
    await agent.next('Report');
    await probe.ask('boinc.checkpointCompleted()');
    expect((await agent.next('Checkpoint')).request).toMatchObject({ count: 2 });
  });

  test('one right before the end is told, and nothing keeps the program alive', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    expect(await probe.end('boinc.checkpointCompleted()')).toMatchObject({ code: 0 });
    await agent.next('Checkpoint');
  });

  test('that nobody could be told do not keep it alive either', async () => {
    const probe = await startInited();
    expect(await probe.end('boinc.checkpointCompleted()')).toMatchObject({ code: 0 });
  });
});

describe('what the agent says', () => {
  test('facts and status', async () => {
    const { agent } = await scene.startAgent();
    agent.answers.set('Join', {
      appName: 'app',
      earlierCpuTimeMs: 90_500,
      memoryBoundBytes: 5e12,
      factsRevision: 3,
    });
    agent.control = { suspended: true, memoryBytes: 5e12, factsRevision: 4 };
    const probe = await startInited();
    const facts =
      '(({ appName, wuCpuTime, rscMemoryBound }) => [appName, wuCpuTime, rscMemoryBound])';
    expect(await probe.ask(`${facts}(boinc.initData)`)).toBe('["app",90.5,5000000000000]');
    await agent.next('Report');
    await agent.next('Report');
    const status = '(({ suspended, quitRequest, rereadInitDataFile }) =>'.concat(
      ' [suspended, quitRequest, rereadInitDataFile])(boinc.status)',
    );
    expect(await probe.ask(status)).toBe('[true,false,true]');
    agent.answers.set('Join', { appName: 'other', factsRevision: 4 });
    expect(await probe.ask('boinc.parseInitDataFile()')).toBe('true');
    await agent.next('Report');
    await agent.next('Report');
    expect(await probe.ask(status)).toBe('[true,false,false]');
    expect(await probe.ask('boinc.isStandalone()')).toBe('false');
  });

  test('a message of the server is given once, and taken with the next call', async () => {
    const { agent } = await scene.startAgent();
    agent.answers.set('ReceiveTrickle', ({ request }) =>
      request['takenNumber'] === 7 ? {} : { number: 7, text: Buffer.from('hello') },
    );
    const probe = await startInited();
    expect(await probe.ask('boinc.receiveTrickleDown()')).toBe('hello');
    expect(await probe.ask('boinc.receiveTrickleDown()')).toBe('null');
  });

  test.each([
    [{ quitRequested: true }, 0],
    [{ abortRequested: true }, 194],
  ])('%j ends a program, without Finish', async (control, code) => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    agent.control = control;
    expect(await probe.ended).toMatchObject({ code, stderr: '' });
    expect(agent.calls.some(({ method }) => method === 'Finish')).toBe(false);
    expect(scene.names('')).toEqual([]);
  });

  test('a quit waits for the end of a critical section, and its checkpoint is told', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    await probe.ask('boinc.beginCriticalSection()');
    agent.control = { quitRequested: true };
    for (let count = 0; count < 4; count++) await agent.next('Report');
    expect(await probe.ask('boinc.status.quitRequest')).toBe('true');
    expect(await probe.end('boinc.checkpointCompleted()')).toMatchObject({ code: 0, stderr: '' });
    await agent.next('Checkpoint', isReport({ inCriticalSection: false }));
  });

  test('a program that acts by itself goes on and knows', async () => {
    const { agent } = await scene.startAgent();
    agent.control = { abortRequested: true };
    const probe = scene.start(program);
    await probe.ask('boinc.init({ directProcessAction: false })');
    for (let count = 0; count < 4; count++) await agent.next('Report');
    expect(await probe.ask('boinc.status.abortRequest')).toBe('true');
  });
});

describe('messages and files', () => {
  test('arrive in order', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    await probe.ask('boinc.sendTrickleUp("credit", "ä")');
    await probe.ask('boinc.sendTrickleUp("credit", Buffer.alloc(65536, 255))');
    expect((await agent.next('SendTrickle')).request).toMatchObject({
      trickleId: expect.stringMatching(/^[\da-f]{32}$/),
      variety: 'credit',
      text: Buffer.from('ä'),
    });
    expect((await agent.next('SendTrickle')).request['text']).toHaveLength(65_536);
    expect(scene.names('.vmslot')).toEqual([]);
  });

  test.each([429, 500, 503])('are kept while the agent answers %i', async (status) => {
    const { agent } = await scene.startAgent();
    agent.answers.set('SendTrickle', status);
    const probe = await startInited();
    await probe.ask('boinc.sendTrickleUp("a", "one")');
    const { request } = await agent.next('SendTrickle');
    await probe.ask('boinc.sendTrickleUp("a", "two")');
    expect(scene.names('.vmslot_spool_')).toHaveLength(2);
    agent.answers.delete('SendTrickle');
    const texts: string[] = [];
    while (texts.at(-1) !== 'two') {
      const call = await agent.next('SendTrickle');
      texts.push(String(call.request['text']));
      if (texts.at(-1) === 'one') expect(call.request['trickleId']).toBe(request['trickleId']);
    }
    expect(texts.at(-2)).toBe('one');
    await probe.end('boinc.finish(0)');
    expect(scene.names('.vmslot')).toEqual([]);
  });

  test('that an earlier life has left go first, whatever language it was in', async () => {
    const python = join(folder, 'python');
    writeFileSync(
      python,
      `#!/usr/bin/env python3
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, ${JSON.stringify(`${FAKE_BOINC_FOLDER}languages/python`)})
import boinc
boinc.init()
boinc.send_trickle_up("a", "one")
boinc.upload_file("part")
boinc.send_trickle_up("a", "two")
sys.stdin.read()
`,
      { mode: 0o755 },
    );
    await scene.start(python).end();
    expect(scene.names('.vmslot_spool_')).toHaveLength(3);
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    await probe.ask('boinc.sendTrickleUp("a", "three")');
    for (const text of ['one', 'two', 'three']) {
      expect(String((await agent.next('SendTrickle')).request['text'])).toBe(text);
    }
    await probe.end('boinc.finish(0)');
    expect(agent.calls.filter(({ method }) => method === 'RequestUpload')).toHaveLength(1);
    expect(scene.names('.vmslot')).toEqual([]);
  });

  test('that were kept before the clock was set back by hours still go first', async () => {
    const first = await startInited();
    await first.ask('boinc.sendTrickleUp("a", "one")');
    first.kill('SIGKILL');
    await first.ended;
    setSpoolAhead(scene.directory, 7_200);
    const second = await startInited();
    await second.ask('boinc.sendTrickleUp("a", "two")');
    await second.ask('boinc.sendTrickleUp("a", "three")');
    const { agent } = await scene.startAgent();
    for (const text of ['one', 'two', 'three']) {
      expect(String((await agent.next('SendTrickle')).request['text'])).toBe(text);
    }
    await second.end('boinc.finish(0)');
  });

  test('what is refused for good is said so and not kept', async () => {
    const { agent } = await scene.startAgent();
    agent.answers.set('SendTrickle', 400);
    const probe = await startInited();
    expect(await probe.ask('boinc.sendTrickleUp("a", "x")')).toBe('"BoincError"');
    expect(await probe.ask('boinc.sendTrickleUp("a b", "x")')).toBe('"RangeError"');
    expect(await probe.ask('boinc.sendTrickleUp("a", "x".repeat(65537))')).toBe('"RangeError"');
    expect(await probe.ask('boinc.uploadFile("x".repeat(10240))')).toBe('"RangeError"');
    expect(scene.names('.vmslot')).toEqual([]);
  });

  test('an upload and what became of it', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    await probe.ask('boinc.uploadFile("out/x")');
    expect((await agent.next('RequestUpload')).request).toEqual({ name: 'out/x' });
    expect(await probe.ask('boinc.uploadStatus("out/x")')).toBe('null');
    agent.answers.set('GetUpload', { ended: true, status: -131 });
    expect(await probe.ask('boinc.uploadStatus("out/x")')).toBe('-131');
  });
});

describe('the end', () => {
  test('finish tells the last values, then how it ends', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    const end = await probe.end(
      String.raw`boinc.finish(3, "ä".repeat(600) + "\n", { isNotice: true })`,
    );
    expect(end).toMatchObject({ code: 3, stderr: 'called boinc_finish(3)\n' });
    await agent.next('Report', isReport({ fractionDone: 1 }));
    expect((await agent.next('Finish')).request).toEqual({
      exitCode: 3,
      message: 'ä'.repeat(511),
      isNotice: true,
    });
    expect(scene.names('')).toEqual([]);
  });

  test('a temporary one', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    expect(await probe.end('boinc.temporaryExit(30, "no licence")')).toMatchObject({ code: 0 });
    expect((await agent.next('Finish')).request).toMatchObject({
      message: 'no licence',
      retryAfterS: 30,
    });
  });

  test('that no agent could be told is a file', async () => {
    const probe = await startInited();
    await probe.end('boinc.finish(0, "all well")');
    expect(readFileSync(join(scene.directory, 'boinc_finish_called'), 'utf8')).toBe(
      '0\nall well\n\n',
    );
  });
});

describe('without an agent that answers', () => {
  test('standalone', async () => {
    writeFileSync(
      join(scene.directory, 'init_data.xml'),
      '<app_init_data><app_name>a&amp;b</app_name><ncpus>3.0</ncpus></app_init_data>',
    );
    const probe = scene.start(program, null);
    await probe.ask('boinc.init()');
    expect(await probe.ask('[boinc.initData.appName, boinc.initData.ncpus]')).toBe('["a&b",3]');
    expect(await probe.ask('boinc.isStandalone()')).toBe('true');
    expect(await probe.ask('boinc.receiveTrickleDown()')).toBe('null');
    await probe.ask('boinc.sendTrickleUp("v", "text")');
    await probe.ask('boinc.uploadFile("part")');
    expect(await probe.ask('boinc.uploadStatus("part")')).toBe('null');
    expect(await probe.end('boinc.temporaryExit(60, "later")')).toMatchObject({ code: 0 });
    expect(scene.names('').toSorted()).toEqual([
      'boinc_temporary_exit',
      'boinc_ufr_part',
      'init_data.xml',
      'trickle_up.xml',
    ]);
  });

  test('a listener that hangs: each call comes back, and nothing is lost', async () => {
    await scene.startHangingAgent();
    const probe = await startInited();
    await probe.ask('boinc.fractionDone(0.5).then(() => boinc.checkpointCompleted())');
    expect(await probe.ask('boinc.sendTrickleUp("a", "x")')).toBe('undefined');
    expect(await probe.ask('boinc.uploadStatus("a")')).toBe('null');
    expect(await probe.ask('boinc.receiveTrickleDown()')).toBe('null');
    expect(await probe.ask('boinc.isStandalone()')).toBe('true');
    expect(await probe.end('boinc.finish(2)')).toMatchObject({ code: 2 });
    expect(scene.names('.vmslot_spool_')).toHaveLength(1);
    expect(scene.names('boinc_')).toEqual(['boinc_finish_called']);
  });

  test('one that comes later is told everything', async () => {
    const probe = await startInited();
    await probe.ask('boinc.fractionDone(0.5)');
    await probe.ask('boinc.checkpointCompleted()');
    await probe.ask('boinc.sendTrickleUp("a", "x")');
    const { agent } = await scene.startAgent();
    await agent.next('Join');
    await agent.next('Checkpoint', isReport({ fractionDone: 0.5 }));
    await agent.next('SendTrickle');
    await agent.next('Report');
    expect(await probe.ask('boinc.isStandalone()')).toBe('false');
  });
});

test('a worker thread cannot begin', async () => {
  const script = join(folder, 'worker.mjs');
  writeFileSync(
    script,
    `import { isMainThread, Worker } from 'node:worker_threads';
if (isMainThread) new Worker(new URL(import.meta.url));
else await (await import(${JSON.stringify(source)})).init().catch((error) => console.log(error.message));
`,
  );
  const { stdout } = await run(process.execPath, [script]);
  expect(stdout).toContain('only the main thread');
});
