import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { vmslot } from '@vmslot/proto/agent';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { slotApp as app } from './slot-app-fixture.ts';
import { collect, createStoreFixture, endOf, NEVER, outputOf } from './task-store-fixture.ts';

let secret: string;

beforeEach(async () => {
  secret = await mkdtemp(join(tmpdir(), 'vmslot-secret-'));
  await writeFile(join(secret, 'file'), 'the agent’s own', { mode: 0o600 });
  await mkdir(join(secret, 'directory'));
});

afterEach(async () => await rm(secret, { recursive: true }));

test('figures that cannot be true are passed over, and those that can be count', async () => {
  await using fixture = await createStoreFixture();
  const script = `
    fs.writeSync(memory, Buffer.alloc(8192, 0xff), 0, 8192, 0);
    for (const channel of ['app_status', 'graphics_reply', 'trickle_up']) taken(channel);
    for (const value of ['nan', '-nan', 'inf', '-inf', '1e999', '-1', '0x', '', '<', '9'.repeat(900)])
      for (const name of ['fraction_done', 'fpops_cumulative'])
        say('app_status', '<' + name + '>' + value);
    say('graphics_reply', '<web_graphics_url>' + 'x'.repeat(1000) + '<');
    say('graphics_reply', '<remote_desktop_addr>a\\nb\\u001b[2J:1</remote_desktop_addr>');
    say('app_status', '<fraction_done>0.25\\n<fpops_cumulative>1e9');
    say('app_status', '<fraction_done>0.125');
    finish(1);`;
  const events = await collect(fixture.store.run({ taskId: 'lies', steps: [app(script)] }, NEVER));
  const { outcome, status } = endOf(events);
  expect(outcome).toMatchObject({ exitCode: 1, finish: { exitCode: 1 } });
  expect(status).toMatchObject({ fractionDone: 0.25, floatingPointOperations: 1e9 });
  expect(status?.webGraphicsUrl).toBe('x'.repeat(255));
  expect(status?.remoteDesktopAddress).toBe('a b [2J:1');
  expect(status).not.toHaveProperty('checkpointCount');
});

test('a checkpoint counts where its time changes, however often that is told', async () => {
  await using fixture = await createStoreFixture();
  const script = `
    for (const time of [0, 90.5, 90.5, 91, 91, 0, 91, 95])
      say('app_status', '<checkpoint_cpu_time>' + time.toExponential(6) + '</checkpoint_cpu_time>');
    finish();`;
  const request = { taskId: 'times', steps: [app(script)], appFacts: { earlierCpuTimeMs: 90_500 } };
  const events = await collect(fixture.store.run(request, NEVER));
  expect(endOf(events)).toMatchObject({ succeeded: true, status: { checkpointCount: 2 } });
});

test('no trickle that is none comes through, and the next one does', async () => {
  await using fixture = await createStoreFixture();
  const script = `
    const { execFileSync } = require('node:child_process');
    const send = (make) => {
      fs.rmSync('trickle_up.xml', { recursive: true, force: true });
      make();
      say('trickle_up', '<have_new_trickle_up/>\\n');
    };
    send(() => fs.symlinkSync(${JSON.stringify(secret)} + '/file', 'trickle_up.xml'));
    send(() => fs.mkdirSync('trickle_up.xml/a', { recursive: true }));
    send(() => execFileSync('mkfifo', ['trickle_up.xml']));
    send(() => fs.writeFileSync('trickle_up.xml', ''));
    send(() => fs.writeFileSync('trickle_up.xml', 'text'));
    send(() => fs.writeFileSync('trickle_up.xml', '<variety>../x</variety>\\ntext'));
    send(() => fs.writeFileSync('trickle_up.xml', '<variety>v</variety>\\n' + 'x'.repeat(1e6)));
    send(() => fs.writeFileSync('trickle_up.xml', '<variety>v</variety>\\n</msg_from_host>'));
    say('trickle_up', '<have_new_trickle_up/>');
    say('trickle_up', 'nothing of the kind');
    send(() => fs.writeFileSync('trickle_up.xml', '<variety>v</variety>\\ngood'));
    finish();`;
  const events = await collect(fixture.store.run({ taskId: 'up', steps: [app(script)] }, NEVER));
  const trickles = events.flatMap(({ trickleUp }) => (trickleUp ? [trickleUp] : []));
  expect(trickles.map(({ text }) => Buffer.from(text ?? []).toString())).toEqual(['good']);
  expect(endOf(events).succeeded).toBe(true);
});

test('no file that is not the app’s is uploaded', async () => {
  await using fixture = await createStoreFixture();
  const script = `
    fs.symlinkSync(${JSON.stringify(secret)} + '/file', 'link');
    for (const name of ['missing', 'link', '..', '.', 'out', 'x'.repeat(200)])
      fs.writeFileSync('boinc_ufr_' + name, '');
    fs.writeFileSync('boinc_ufr_', '');
    fs.mkdirSync('boinc_ufr_directory');
    fs.writeFileSync('out', 'result');
    say('trickle_up', '<have_new_upload_file/>');
    console.log(fs.readdirSync('.').filter((name) => name.startsWith('boinc_ufr_')).join());
    finish();`;
  const events = await collect(fixture.store.run({ taskId: 'ufr', steps: [app(script)] }, NEVER));
  expect(events.flatMap(({ uploadReady }) => uploadReady?.path ?? [])).toEqual(['out']);
  expect(outputOf(events)).toBe('boinc_ufr_,boinc_ufr_directory\n');
});

test('links in the slot lead the agent nowhere', async () => {
  await using fixture = await createStoreFixture();
  const script = `
    for (const name of ['init_data.xml', 'trickle_down_1', 'boinc_ufs_out']) {
      fs.rmSync(name, { force: true });
      fs.symlinkSync(${JSON.stringify(secret)} + '/file', name);
    }
    fs.rmSync('boinc_mmap_file');
    fs.symlinkSync(${JSON.stringify(secret)} + '/file', 'boinc_mmap_file');
    fs.writeFileSync('out', 'result');
    fs.writeFileSync('boinc_ufr_out', '');
    say('trickle_up', '<have_new_upload_file/>');
    console.log('ready');
    while (flag('trickle_down') === 0 || fs.lstatSync('init_data.xml').isSymbolicLink()) pause();
    finish();`;
  const { store } = fixture;
  const events = store.run({ taskId: 'links', steps: [app(script)] }, NEVER);
  const seen = [];
  for await (const event of events) {
    seen.push(event);
    if (event.kind !== 'output') continue;
    const uploads = [{ path: 'out', status: 0 }];
    await store.updateApp({ taskId: 'links', facts: { appName: 'new' }, uploads });
  }
  expect(endOf(seen).succeeded).toBe(true);
  expect(await readFile(join(secret, 'file'), 'utf8')).toBe('the agent’s own');
});

test('a slot that becomes a link is none any more', async () => {
  await using fixture = await createStoreFixture();
  const script = `
    console.log('ready');
    fs.renameSync('../slot', '../gone');
    fs.symlinkSync(${JSON.stringify(secret)} + '/directory', '../slot');
    say('trickle_up', '<have_new_trickle_up/><have_new_upload_file/>');
    while (flag('process_control_request') === 0) pause();
    finish();`;
  const { store } = fixture;
  const steps = [
    { argv: ['/bin/mkdir', 'slot'] },
    app(script, { cwd: 'slot' }),
  ] satisfies vmslot.agent.v1.Step.$Properties[];
  const events = store.run({ taskId: 'slot', steps }, NEVER);
  const seen = [];
  for await (const event of events) {
    seen.push(event);
    if (event.kind === 'output')
      await store.updateApp({ taskId: 'slot', facts: { appName: 'new' } });
    // Its end is where no link leads, so it counts as one without a word.
    if (event.kind === 'trickleUp') throw new Error('a trickle of a place that is no slot');
    if (event.kind === 'ended') break;
  }
  expect(await readFile(join(secret, 'file'), 'utf8')).toBe('the agent’s own');
  await expect(readFile(join(secret, 'directory/init_data.xml'))).rejects.toThrow('ENOENT');
});

test('an app that cuts its memory short is not spoken to, and hurts nobody but itself', async () => {
  await using fixture = await createStoreFixture();
  const script = `
    fs.ftruncateSync(memory, 100);
    console.log('cut');
    fs.writeFileSync('boinc_finish_called', '3\\n');
    process.exit(3);`;
  const events = await collect(fixture.store.run({ taskId: 'cut', steps: [app(script)] }, NEVER));
  expect(endOf(events)).toMatchObject({ outcome: { exitCode: 3, finish: { exitCode: 3 } } });
});
