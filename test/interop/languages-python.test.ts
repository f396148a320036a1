import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAKE_BOINC_FOLDER } from './fake-boinc-build.ts';
import type { Probe } from './fake-boinc-probe.ts';
import { useLanguageScene } from './languages-scene.ts';
import { setSpoolAhead } from './set-spool-ahead.ts';
import { isReport } from './use-fake-boinc-probe.ts';

const scene = useLanguageScene();
let folder: string;
let program: string;

/** Answers each line with its value, or the name of its exception. */
const PROBE = `#!/usr/bin/env python3
import os, signal, subprocess, sys, threading, time
sys.path.insert(0, ${JSON.stringify(`${FAKE_BOINC_FOLDER}languages/python`)})
sys.dont_write_bytecode = True
import boinc
def begun(seconds):
    return time.monotonic() - started < seconds
for line in sys.stdin:
    started = time.monotonic()
    try:
        value = eval(line)
    except Exception as error:
        value = type(error).__name__
    print(value, flush=True)
print("over", file=sys.stderr)
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'languages-python-'));
  program = join(folder, 'probe');
  writeFileSync(program, PROBE, { mode: 0o755 });
});

afterAll(() => rmSync(folder, { recursive: true }));

async function startInited(): Promise<Probe> {
  const probe = scene.start(program);
  expect(await probe.ask('boinc.init()')).toBe('None');
  return probe;
}

describe('what the program says', () => {
  test.each([
    ['boinc.fraction_done(0.25)', { fractionDone: 0.25 }],
    ['boinc.fraction_done(-1)', { fractionDone: 0 }],
    ['boinc.fraction_done(1e300)', { fractionDone: 1 }],
    ['boinc.fraction_done(float("inf"))', { fractionDone: 1 }],
    ['boinc.fraction_done(float("nan"))', { fractionDone: undefined }],
    ['boinc.ops_cumulative(1e15, 7)', { floatingPointOperations: 1e15, integerOperations: 7 }],
    ['boinc.ops_cumulative(float("nan"), -1)', { floatingPointOperations: undefined }],
    ['boinc.ops_per_cpu_sec(2e9, 3e9)', { floatingPointSpeed: 2e9, integerSpeed: 3e9 }],
    [
      'boinc.web_graphics_url("http://localhost:80/\\x07x")',
      { webGraphicsUrl: 'http://localhost:80/ x' },
    ],
    ['boinc.web_graphics_url("\\ud800" + "ä" * 200)', { webGraphicsUrl: `?${'ä'.repeat(127)}` }],
    ['boinc.need_network()', { needsNetwork: true }],
    ['boinc.begin_critical_section()', { inCriticalSection: true }],
  ])('%s', async (line, expected) => {
    const { agent } = await scene.startAgent();
    const probe = scene.start(program);
    // Before, so that the first report has it.
    expect(await probe.ask(line)).toBe('None');
    await probe.ask('boinc.init()');
    await agent.next('Report', isReport(expected));
  });

  test('100,000 fractions and sections cause no report of their own', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    await agent.next('Report');
    await probe.ask('[boinc.fraction_done(i / 1e6) for i in range(100000)] and None');
    await probe.ask(
      '[(boinc.begin_critical_section(), boinc.end_critical_section()) for i in range(10000)] and 0',
    );
    await probe.ask('boinc.fraction_done(0.625)');
    await agent.next('Report', isReport({ fractionDone: 0.625, inCriticalSection: false }));
    expect(agent.calls.length).toBeLessThan(100);
  });

  test('a child of a fork says nothing', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    const child =
      'os.fork() or (boinc.init(), boinc.fraction_done(0.9), boinc.checkpoint_completed(),' +
      ' boinc.begin_critical_section(), boinc.receive_trickle_down(), os._exit(7))';
    expect(await probe.ask(`os.waitstatus_to_exitcode(os.waitpid(${child}, 0)[1])`)).toBe('7');
    await probe.ask('boinc.fraction_done(0.5)');
    await agent.next('Report', isReport({ fractionDone: 0.5 }));
    expect(new Set(agent.calls.map(({ method }) => method))).toEqual(new Set(['Join', 'Report']));
    expect(agent.calls.some(({ request }) => isReport({ fractionDone: 0.9 })(request))).toBe(false);
  });
});

describe('checkpoints', () => {
  test('are due after the period, in a critical section, and are told at once', async () => {
    const { agent } = await scene.startAgent();
    agent.answers.set('Join', { checkpointPeriodMs: 2_000 });
    const probe = await startInited();
    expect(await probe.ask('boinc.time_to_checkpoint()')).toBe('False');
    while ((await probe.ask('boinc.time_to_checkpoint()')) !== 'True') await agent.next('Report');
    await agent.next('Report', isReport({ inCriticalSection: true }));
    await probe.ask('boinc.checkpoint_completed()');
    await agent.next('Checkpoint', isReport({ inCriticalSection: false }));
    expect(await probe.ask('boinc.time_to_checkpoint()')).toBe('False');
  });

  test('one whose reply was lost is told again as the same one', async () => {
    const { agent, loseReply } = await scene.startAgent();
    const probe = await startInited();
    loseReply('Checkpoint');
    await probe.ask('boinc.checkpoint_completed()');
    const first = await agent.next('Checkpoint');
    const second = await agent.next('Checkpoint');
    expect(first.request).toMatchObject({
      lifeId: expect.stringMatching(/^[\da-f]{32}$/),
      count: 1,
    });
    expect(second.request).toMatchObject({ lifeId: first.request['lifeId'], count: 1 });
    await agent.next('Report');
    await probe.ask('boinc.checkpoint_completed()');
    expect((await agent.next('Checkpoint')).request).toMatchObject({ count: 2 });
  });

  test('one right before the end is told', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    expect(await probe.end('boinc.checkpoint_completed() or sys.exit(5)')).toMatchObject({
      code: 5,
    });
    await agent.next('Checkpoint');
  });
});

describe('what the agent says', () => {
  test('facts and status', async () => {
    const { agent } = await scene.startAgent();
    agent.answers.set('Join', {
      appName: 'app',
      resultName: 'wu_0',
      earlierCpuTimeMs: 90_500,
      cpuCount: 2,
      memoryBoundBytes: 5e12,
      factsRevision: 3,
    });
    agent.control = { suspended: true, memoryBytes: 5e12, factsRevision: 4 };
    const probe = await startInited();
    const facts = 'app_name result_name wu_cpu_time ncpus rsc_memory_bound team_name';
    expect(await probe.ask(`[getattr(boinc.init_data, n) for n in "${facts}".split()]`)).toBe(
      "['app', 'wu_0', 90.5, 2.0, 5000000000000, '']",
    );
    await agent.next('Report');
    await agent.next('Report');
    const status = 'suspended quit_request working_set_size reread_init_data_file';
    const ask = `[getattr(boinc.status, n) for n in "${status}".split()]`;
    expect(await probe.ask(ask)).toBe('[True, False, 5000000000000, True]');
    agent.answers.set('Join', { appName: 'other', factsRevision: 4 });
    expect(await probe.ask('(boinc.parse_init_data_file(), boinc.init_data.app_name)')).toBe(
      "(True, 'other')",
    );
    await agent.next('Report');
    await agent.next('Report');
    expect(await probe.ask(ask)).toBe('[True, False, 5000000000000, False]');
    expect(await probe.ask('boinc.is_standalone()')).toBe('False');
  });

  test('a message of the server is given once, and taken with the next call', async () => {
    const { agent } = await scene.startAgent();
    agent.answers.set('ReceiveTrickle', ({ request }) =>
      request['takenNumber'] === 7 ? {} : { number: 7, text: Buffer.from('a\0b') },
    );
    const probe = await startInited();
    expect(await probe.ask('boinc.receive_trickle_down()')).toBe(String.raw`b'a\x00b'`);
    expect(await probe.ask('boinc.receive_trickle_down()')).toBe('None');
  });

  test.each([
    [{ quitRequested: true }, 0],
    [{ abortRequested: true }, 194],
  ])('%j ends a program that makes no call, without Finish', async (control, code) => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    agent.control = control;
    const { code: found, stderr } = await probe.ended;
    expect(found).toBe(code);
    expect(stderr).not.toContain('over');
    expect(agent.calls.some(({ method }) => method === 'Finish')).toBe(false);
    expect(scene.names('')).toEqual([]);
  });

  test('a quit waits for the end of a critical section, and its checkpoint is told', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    await probe.ask('boinc.begin_critical_section()');
    agent.control = { quitRequested: true };
    for (let count = 0; count < 4; count++) await agent.next('Report');
    expect(await probe.ask('boinc.status.quit_request')).toBe('True');
    expect(await probe.ask('boinc.fraction_done(0.5)')).toBe('None');
    const end = await probe.end('boinc.checkpoint_completed()');
    expect(end).toMatchObject({ code: 0, stderr: '' });
    await agent.next('Checkpoint', isReport({ inCriticalSection: false }));
  });

  test('a program that acts by itself goes on and knows', async () => {
    const { agent } = await scene.startAgent();
    agent.control = { abortRequested: true };
    const probe = scene.start(program);
    await probe.ask('boinc.init(direct_process_action=False)');
    for (let count = 0; count < 4; count++) await agent.next('Report');
    expect(await probe.ask('boinc.status.abort_request')).toBe('True');
  });
});

describe('messages and files', () => {
  test('arrive in order', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    await probe.ask('boinc.send_trickle_up("credit", "ä")');
    await probe.ask('boinc.send_trickle_up("credit", bytes(range(256)) * 256)');
    expect((await agent.next('SendTrickle')).request).toMatchObject({
      trickleId: expect.stringMatching(/^[\da-f]{32}$/),
      variety: 'credit',
      text: Buffer.from('ä'),
    });
    const { text } = (await agent.next('SendTrickle')).request;
    expect(text).toHaveLength(65_536);
    expect(scene.names('.vmslot')).toEqual([]);
  });

  test.each([429, 500, 503])('are kept while the agent answers %i', async (status) => {
    const { agent } = await scene.startAgent();
    agent.answers.set('SendTrickle', status);
    const probe = await startInited();
    await probe.ask('boinc.send_trickle_up("a", "one")');
    const { request } = await agent.next('SendTrickle');
    await probe.ask('boinc.send_trickle_up("a", "two")');
    expect(scene.names('.vmslot_spool_')).toHaveLength(2);
    agent.answers.delete('SendTrickle');
    const texts: string[] = [];
    while (texts.at(-1) !== 'two') {
      const call = await agent.next('SendTrickle');
      texts.push(String(call.request['text']));
      if (texts.at(-1) === 'one') {
        expect(call.request['trickleId']).toBe(request['trickleId']);
      }
    }
    expect(texts.at(-2)).toBe('one');
    await probe.end('boinc.finish(0)');
    expect(scene.names('.vmslot')).toEqual([]);
  });

  test('that an earlier life has left go first, as the same ones', async () => {
    const first = await startInited();
    await first.ask('boinc.send_trickle_up("a", "one")');
    await first.ask('boinc.upload_file("part")');
    await first.ask('boinc.send_trickle_up("a", "two")');
    first.kill('SIGKILL');
    await first.ended;
    expect(scene.names('.vmslot_spool_')).toHaveLength(3);
    const { agent } = await scene.startAgent();
    const second = await startInited();
    await second.ask('boinc.send_trickle_up("a", "three")');
    for (const text of ['one', 'two', 'three']) {
      expect(String((await agent.next('SendTrickle')).request['text'])).toBe(text);
    }
    await second.end('boinc.finish(0)');
    expect(agent.calls.filter(({ method }) => method === 'RequestUpload')).toHaveLength(1);
    expect(scene.names('.vmslot')).toEqual([]);
  });

  test('that were kept before the clock was set back by hours still go first', async () => {
    const first = await startInited();
    await first.ask('boinc.send_trickle_up("a", "one")');
    first.kill('SIGKILL');
    await first.ended;
    setSpoolAhead(scene.directory, 7_200);
    const second = await startInited();
    await second.ask('boinc.send_trickle_up("a", "two")');
    await second.ask('boinc.send_trickle_up("a", "three")');
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
    expect(await probe.ask('boinc.send_trickle_up("a", "x")')).toBe('BoincError');
    expect(await probe.ask('boinc.send_trickle_up("a b", "x")')).toBe('ValueError');
    expect(await probe.ask('boinc.send_trickle_up("a", "x" * 65537)')).toBe('ValueError');
    expect(await probe.ask('boinc.upload_file("x" * 10240)')).toBe('ValueError');
    expect(scene.names('.vmslot')).toEqual([]);
  });

  test('an upload and what became of it', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    await probe.ask('boinc.upload_file("out/x")');
    expect((await agent.next('RequestUpload')).request).toEqual({ name: 'out/x' });
    expect(await probe.ask('boinc.upload_status("out/x")')).toBe('None');
    agent.answers.set('GetUpload', { ended: true, status: -131 });
    expect(await probe.ask('boinc.upload_status("out/x")')).toBe('-131');
  });
});

describe('the end', () => {
  test('finish tells the last values, then how it ends', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    const end = await probe.end(`boinc.finish(3, "${'ä'.repeat(600)}\\n", True)`);
    expect(end).toMatchObject({ code: 3, stderr: 'called boinc_finish(3)\n' });
    await agent.next('Report', isReport({ fractionDone: 1 }));
    expect((await agent.next('Finish')).request).toEqual({
      exitCode: 3,
      message: 'ä'.repeat(511),
      isNotice: true,
    });
    expect(scene.names('')).toEqual([]);
  });

  test('finish of another thread ends the process as well', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    await probe.ask('threading.Thread(target=boinc.finish, args=(6,)).start()');
    expect(await probe.ended).toMatchObject({ code: 6 });
    expect((await agent.next('Finish')).request).toMatchObject({ exitCode: 6 });
  });

  test('a temporary one', async () => {
    const { agent } = await scene.startAgent();
    const probe = await startInited();
    expect(await probe.end('boinc.temporary_exit(30, "no licence")')).toMatchObject({ code: 0 });
    expect((await agent.next('Finish')).request).toMatchObject({
      message: 'no licence',
      retryAfterS: 30,
    });
  });

  test('that no agent could be told is a file', async () => {
    const probe = await startInited();
    await probe.end('boinc.finish(0, "all well", False)');
    expect(scene.names('')).toEqual(['boinc_finish_called']);
    expect(readFileSync(join(scene.directory, 'boinc_finish_called'), 'utf8')).toBe(
      '0\nall well\n\n',
    );
  });
});

describe('without an agent that answers', () => {
  test('standalone', async () => {
    const probe = scene.start(program, null);
    writeFileSync(
      join(scene.directory, 'init_data.xml'),
      '<app_init_data><app_name>a&amp;b</app_name><ncpus>3.0</ncpus></app_init_data>',
    );
    await probe.ask('boinc.init()');
    expect(await probe.ask('(boinc.init_data.app_name, boinc.init_data.ncpus)')).toBe(
      "('a&b', 3.0)",
    );
    expect(await probe.ask('boinc.is_standalone()')).toBe('True');
    expect(await probe.ask('boinc.receive_trickle_down()')).toBe('None');
    await probe.ask('boinc.send_trickle_up("v", "text")');
    await probe.ask('boinc.upload_file("part")');
    expect(await probe.ask('boinc.upload_status("part")')).toBe('None');
    expect(await probe.end('boinc.temporary_exit(60, "later")')).toMatchObject({ code: 0 });
    expect(scene.names('').toSorted()).toEqual([
      'boinc_temporary_exit',
      'boinc_ufr_part',
      'init_data.xml',
      'trickle_up.xml',
    ]);
    expect(readFileSync(join(scene.directory, 'trickle_up.xml'), 'utf8')).toBe(
      '<variety>v</variety>\ntext',
    );
  });

  test('a listener that hangs: each call comes back, and nothing is lost', async () => {
    await scene.startHangingAgent();
    const probe = await startInited();
    expect(await probe.ask('boinc.fraction_done(0.5) or boinc.checkpoint_completed()')).toBe(
      'None',
    );
    expect(await probe.ask('boinc.send_trickle_up("a", "x")')).toBe('None');
    expect(await probe.ask('boinc.upload_status("a")')).toBe('None');
    expect(await probe.ask('boinc.receive_trickle_down()')).toBe('None');
    expect(await probe.ask('boinc.is_standalone()')).toBe('True');
    expect(await probe.end('boinc.finish(2)')).toMatchObject({ code: 2 });
    expect(scene.names('.vmslot_spool_')).toHaveLength(1);
    expect(scene.names('boinc_')).toEqual(['boinc_finish_called']);
  });

  test('one that comes later is told everything', async () => {
    const probe = await startInited();
    await probe.ask('boinc.fraction_done(0.5)');
    await probe.ask('boinc.checkpoint_completed()');
    await probe.ask('boinc.send_trickle_up("a", "x")');
    const { agent } = await scene.startAgent();
    await agent.next('Join');
    await agent.next('Checkpoint', isReport({ fractionDone: 0.5 }));
    await agent.next('SendTrickle');
    await agent.next('Report');
    expect(await probe.ask('boinc.is_standalone()')).toBe('False');
  });
});
