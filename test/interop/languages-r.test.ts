import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildFakeBoinc, FAKE_BOINC_FOLDER } from './fake-boinc-build.ts';
import { useLanguageScene } from './languages-scene.ts';
import { isReport } from './use-fake-boinc-probe.ts';

const scene = useLanguageScene();
const module = join(FAKE_BOINC_FOLDER, 'languages', 'r', 'boinc.R');
let commands = '';

beforeAll(async () => {
  commands = (await buildFakeBoinc({ name: 'plain' })).directory;
}, 600_000);

/** Runs a script in R after boinc.R. */
async function runScript(script: string, { standalone = false } = {}) {
  const PATH = [commands, '/usr/bin', '/bin'].join(delimiter);
  const child = spawn('Rscript', ['--vanilla', '-e', `source("${module}")`, '-e', script], {
    cwd: scene.directory,
    env: standalone ? { PATH } : { PATH, VMSLOT_APP_SOCKET: scene.socket },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout: await stdout, stderr: await stderr };
}

const SILENT = { code: 0, stdout: '', stderr: '' };

describe('reports', () => {
  test.each([
    ['boinc_fraction_done(0.4)', { fractionDone: 0.4 }],
    ['boinc_fraction_done(7)', { fractionDone: 1 }],
    ['options(OutDec = ","); boinc_fraction_done(0.5)', { fractionDone: 0.5 }],
    ['boinc_ops_cumulative(1e15, 7)', { floatingPointOperations: 1e15, integerOperations: 7 }],
  ])('%s', async (script, expected) => {
    const { agent } = await scene.startAgent();
    expect(await runScript(script)).toEqual(SILENT);
    await agent.next('Report', isReport(expected));
    expect(agent.calls).toHaveLength(1);
  });

  test('what is no number is not told, and no more than one fraction a second but the last', async () => {
    const { agent } = await scene.startAgent();
    const script = `boinc_fraction_done(NaN); boinc_fraction_done(NA); boinc_fraction_done(Inf)
      for (step in 1:1000) boinc_fraction_done(step / 1001)
      boinc_fraction_done(1)`;
    expect(await runScript(script)).toEqual(SILENT);
    const fractions = agent.calls.map(
      ({ request }) => (request['report'] as Readonly<Record<string, unknown>>)['fractionDone'],
    );
    expect(fractions.at(-1)).toBe(1);
    expect(fractions[0]).toBeLessThan(1);
    expect(agent.calls.every(({ method }) => method === 'Report')).toBe(true);
    expect(fractions.length).toBeLessThan(500);
  });
});

test('a checkpoint, a message and an upload are told; bytes stay as they are', async () => {
  const { agent } = await scene.startAgent();
  const script = `boinc_checkpoint_completed()
    boinc_send_trickle_up("credit", c("first", "zweite Zeile \\u00e4"))
    boinc_send_trickle_up("raw", as.raw(c(0, 255, 10)))
    boinc_upload_file("it's a part")`;
  expect(await runScript(script)).toEqual(SILENT);
  await agent.next('Checkpoint');
  const texts = [await agent.next('SendTrickle'), await agent.next('SendTrickle')].map(
    ({ request }) => Buffer.from(request['text'] as Uint8Array),
  );
  expect(texts[0]?.toString()).toBe('first\nzweite Zeile ä');
  expect(texts[1]).toEqual(Buffer.from([0, 255, 10]));
  expect((await agent.next('RequestUpload')).request['name']).toBe("it's a part");
});

describe('what the agent wants', () => {
  test('is a list', async () => {
    const { agent } = await scene.startAgent();
    agent.control = { quitRequested: true };
    const script = `status <- boinc_status(); cat(status$standalone, status$quit_request, status$suspended)`;
    expect(await runScript(script)).toEqual({ ...SILENT, stdout: 'FALSE TRUE FALSE' });
  });

  test('is nothing where the agent is away, and the script goes on', async () => {
    const { code, stdout } = await runScript(
      'status <- boinc_status(); boinc_fraction_done(0.5); cat(status$quit_request, boinc_time_to_checkpoint())',
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'FALSE FALSE' });
  });
});

describe('its end', () => {
  test('has a status and a message', async () => {
    const { agent } = await scene.startAgent();
    expect(await runScript('boinc_finish(3, "all is \'lost\'", TRUE); cat("later")')).toEqual({
      ...SILENT,
      code: 3,
    });
    const { request } = await agent.next('Finish');
    expect(request).toMatchObject({ exitCode: 3, message: "all is 'lost'", isNotice: true });
  });

  test('may be for a while', async () => {
    const { agent } = await scene.startAgent();
    expect(await runScript('boinc_temporary_exit(600, "no licence"); cat("later")')).toEqual(
      SILENT,
    );
    const { request } = await agent.next('Finish');
    expect(request).toMatchObject({ message: 'no licence', retryAfterS: 600 });
  });
});

test('without an agent it runs alone, and nobody is told', async () => {
  const script = `boinc_fraction_done(0.5); boinc_checkpoint_completed(); boinc_upload_file("x")
    boinc_send_trickle_up("v", "t"); boinc_ops_cumulative(1)
    cat(boinc_status()$standalone, boinc_time_to_checkpoint()); boinc_finish(0)`;
  expect(await runScript(script, { standalone: true })).toEqual({
    ...SILENT,
    stdout: 'TRUE FALSE',
  });
});
