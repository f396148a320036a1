import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BOINC_FILES, SHARED_MEMORY_BYTES } from '@vmslot/proto/boinc';
import { expect, test } from 'vitest';
import { slotApp } from './slot-app-fixture.ts';
import {
  collect,
  createStoreFixture,
  endOf,
  NEVER,
  outputOf,
  shell,
} from './task-store-fixture.ts';

const HEARTBEAT = `
const heartbeat = () => {
  while (flag('heartbeat') === 0) pause();
  const text = Buffer.alloc(200);
  fs.readSync(memory, text, 0, 200, at.heartbeat + 1);
  fs.writeSync(memory, Buffer.from([0]), 0, 1, at.heartbeat);
  return text.toString('latin1', 0, text.indexOf(0));
};`;

test('a heartbeat comes each time that the last was taken, and says how things are', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const script = `${HEARTBEAT}
    for (let count = 0; count < 3; count += 1) console.log(heartbeat().replace(/>[0-9][^<]*/g, '>N'));
    while (!heartbeat().includes('network_suspended')) pause();
    console.log(heartbeat().replace(/.*<.max_wss>/, ''));
    finish();`;
  const request = { taskId: 'beats', steps: [slotApp(script)], limits: { memoryBytes: 2 ** 30 } };
  const seen = [];
  for await (const event of store.run(request, NEVER)) {
    seen.push(event);
    if (event.kind === 'output') await store.updateApp({ taskId: 'beats', networkSuspended: true });
  }
  const quiet = '<heartbeat/><wss>N</wss><max_wss>N</max_wss>';
  const lines = outputOf(seen).trim().split('\n');
  expect(lines[0]).toBe(quiet);
  expect(lines.at(-1)).toBe('<network_suspended/><suspend_network/>');
  expect(endOf(seen)).toMatchObject({ succeeded: true });
});

test('the output of a program that is started again goes on, in a file too', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const script = `console.log('out'); console.error('err');
    if (fs.existsSync('once')) finish();
    fs.writeFileSync('once', '');`;
  const first = shell('echo before > said; echo before > complained');
  const step = slotApp(script, { stdoutFile: 'said', stderrFile: 'complained' });
  const request = { taskId: 'again', steps: [first, step] };
  expect(endOf(await collect(store.run(request, NEVER)))).toMatchObject({ succeeded: true });
  const work = store.workDirectory('again');
  expect(await readFile(join(work, 'said'), 'utf8')).toBe('out\nout\n');
  expect(await readFile(join(work, 'complained'), 'utf8')).toBe('err\nerr\n');
});

test('nothing is written to a slot while file systems are frozen', async () => {
  let [isFrozen, askedCount] = [true, 0];
  let onAsked: () => void = () => undefined;
  await using fixture = await createStoreFixture({
    isFrozen: () => {
      askedCount += 1;
      if (askedCount === 10) onAsked();
      return isFrozen;
    },
  });
  const { store } = fixture;
  const steps = [slotApp(`${HEARTBEAT} heartbeat(); finish();`)];
  const asked = new Promise<void>((resolve) => {
    onAsked = resolve;
  });
  const running = collect(store.run({ taskId: 'ice', steps }, NEVER));
  await asked;
  const memory = await readFile(join(store.workDirectory('ice'), BOINC_FILES.sharedMemory));
  expect(memory.equals(Buffer.alloc(SHARED_MEMORY_BYTES))).toBe(true);
  isFrozen = false;
  expect(endOf(await running)).toMatchObject({ succeeded: true });
});

test('what only a running program needs is not left to the host', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  const script = `console.log(fs.readdirSync('.').sort().join()); finish();`;
  const events = await collect(store.run({ taskId: 'left', steps: [slotApp(script)] }, NEVER));
  expect(outputOf(events)).toBe(`${BOINC_FILES.sharedMemory},${BOINC_FILES.initData}\n`);
  const work = store.workDirectory('left');
  await expect(readFile(join(work, BOINC_FILES.sharedMemory))).rejects.toThrow('ENOENT');
  await expect(readFile(join(work, BOINC_FILES.initData))).rejects.toThrow('ENOENT');
  expect((await readFile(join(work, BOINC_FILES.finishCalled))).toString()).toBe('0\n');
});

test('the checkpoint that a program had before it started is none of its new ones', async () => {
  await using fixture = await createStoreFixture();
  const { store } = fixture;
  // As BOINC's wrapper does: it counts by a file of its own, and less than the agent measures.
  const script = `
    const status = (checkpoint) => say('app_status', '<current_cpu_time>13</current_cpu_time>' +
      '<checkpoint_cpu_time>' + checkpoint + '</checkpoint_cpu_time>');
    status('1.250000e+01');
    status('1.250000e+01');
    if (fs.existsSync('more')) status('1.300000e+01');
    finish();`;
  const appFacts = { earlierCpuTimeMs: 90_500 };
  const steps = [slotApp(script)];
  const first = await collect(store.run({ taskId: 'old', steps, appFacts }, NEVER));
  expect(endOf(first)?.status?.checkpointCount ?? 0).toBe(0);
  const more = [{ argv: ['/bin/sh', '-c', ': > more'] }, ...steps];
  const second = await collect(store.run({ taskId: 'new', steps: more, appFacts }, NEVER));
  expect(endOf(second)).toMatchObject({ status: { checkpointCount: 1 } });
});
