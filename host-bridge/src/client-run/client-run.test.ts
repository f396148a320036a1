import { readFileSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BOINC_FILES,
  formatInitData,
  parseFinishFile,
  parseTemporaryExitFile,
  SHARED_MEMORY_BYTES,
} from '@vmslot/proto/boinc';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSharedMemoryFile } from '../boinc/shared-memory-file.ts';
import { JobError, OUTCOMES } from '../outcome.ts';
import { summariseFailure } from '../report/summarise-failure.ts';
import { runUnderClient } from './client-run.ts';
import { describeSuccess } from './describe-end.ts';
import { FAILURE_TABLE } from './failure-table.ts';
import { POSTPONEMENT_DELAYS_S } from './postponements.ts';
import { MAX_STDERR_BYTES } from './stderr-file.ts';

let slot: string;

beforeEach(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-client-run-'));
  slot = join(directory, 'slot');
  await mkdir(slot);
  await writeFile(join(slot, BOINC_FILES.sharedMemory), Buffer.alloc(SHARED_MEMORY_BYTES));
});

afterEach(() => rm(join(slot, '..'), { recursive: true, force: true }));

/** One life of the task; what it leaves for the client is taken away, as the client does. */
async function live(words: readonly string[] = []) {
  const end = await runUnderClient({
    arguments: words,
    workingDirectory: slot,
    bridgeVersion: '0.0.0',
    signal: new AbortController().signal,
    writeLog: () => undefined,
  });
  const finish = await take(BOINC_FILES.finishCalled);
  const temporaryExit = await take(BOINC_FILES.temporaryExit);
  return {
    exitCode: end.exitCode,
    finish: finish === undefined ? undefined : parseFinishFile(finish),
    temporaryExit: temporaryExit === undefined ? undefined : parseTemporaryExitFile(temporaryExit),
  };
}

async function take(name: string): Promise<string | undefined> {
  const path = join(slot, name);
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  } finally {
    await rm(path, { force: true });
  }
}

async function writeInitData(): Promise<void> {
  const text = formatInitData({ resultName: 'result_0', projectDir: slot, clientPid: process.pid });
  await writeFile(join(slot, BOINC_FILES.initData), text);
}

test('what fails before the slot is ours is counted over the lives, and ends with its cause', async () => {
  await writeFile(join(slot, BOINC_FILES.initData), 'no init data');
  const { maxPostponements } = FAILURE_TABLE.client_files_unusable;
  const delaysS: (number | undefined)[] = [];
  for (let life = 0; life < maxPostponements; life += 1) {
    delaysS.push((await live()).temporaryExit?.delayS);
  }
  expect(delaysS.slice(0, POSTPONEMENT_DELAYS_S.length)).toEqual([...POSTPONEMENT_DELAYS_S]);
  const last = await live();
  expect(last.temporaryExit).toBeUndefined();
  expect(last.finish?.exitCode).toBe(OUTCOMES.client_files_unusable.exitCode);
  expect((await stat(join(slot, 'vmslot_data'))).mode & 0o777).toBe(0o700);
});

test('a command line that is wrong is reported at once: trying again mends nothing', async () => {
  await writeInitData();
  const { exitCode, finish, temporaryExit } = await live(['--nonsense']);
  expect(temporaryExit).toBeUndefined();
  expect(finish?.exitCode).toBe(OUTCOMES.usage.exitCode);
  expect(exitCode).toBe(OUTCOMES.usage.exitCode);
});

test.each([
  ['succeeded', describeSuccess(1000)],
  ['failed', summariseFailure(new JobError('app_failed', 'it failed', { phase: 'run' }), 1000)],
])(
  'trickles that waited when a life was killed at its end (%s) are handed over by the next',
  async (_end, summary) => {
    await writeInitData();
    const queue = join(slot, 'vmslot_data', 'trickles');
    await mkdir(queue, { recursive: true });
    const mark = { result: 'result_0', summary };
    await writeFile(join(slot, 'vmslot_data', 'finished.json'), JSON.stringify(mark));
    // One was laid ready, and the client has not heard of it.
    const ready = join(slot, BOINC_FILES.trickleUp);
    await writeFile(ready, 'first');
    await writeFile(join(queue, 'trickle-000000001.xml'), 'second');
    await writeFile(join(queue, 'trickle-000000002.xml'), 'third');
    const channels = openSharedMemoryFile(slot);
    const taken: string[] = [];
    const client = setInterval(() => {
      channels.receive('app_status');
      if (channels.receive('trickle_up') === undefined) return;
      taken.push(readFileSync(ready, 'utf8'));
      rmSync(ready);
    }, 20);
    try {
      expect((await live()).finish?.exitCode).toBe(summary.exitCode);
    } finally {
      clearInterval(client);
      channels.close();
    }
    expect(taken).toEqual(['first', 'second', 'third']);
  },
);

test('the log of many lives that were killed does not grow for ever', async () => {
  await writeInitData();
  const log = join(slot, BOINC_FILES.stderr);
  await writeFile(log, 'a line of an earlier life\n'.repeat(100_000));
  const controller = new AbortController();
  controller.abort(new JobError('terminated', 'ended by SIGTERM'));
  await runUnderClient({
    arguments: [],
    workingDirectory: slot,
    bridgeVersion: '0.0.0',
    signal: controller.signal,
    writeLog: () => undefined,
  });
  expect((await stat(log)).size).toBeLessThanOrEqual(MAX_STDERR_BYTES);
});

test('an early upload whose notice a kill has lost is told again', async () => {
  await writeInitData();
  await mkdir(join(slot, 'vmslot_data'));
  const mark = { result: 'result_0', summary: describeSuccess(1000) };
  await writeFile(join(slot, 'vmslot_data', 'finished.json'), JSON.stringify(mark));
  await writeFile(join(slot, `${BOINC_FILES.uploadRequestPrefix}out.a`), '');
  const channels = openSharedMemoryFile(slot);
  try {
    await live();
    expect(channels.receive('trickle_up')).toContain('<have_new_upload_file/>');
  } finally {
    channels.close();
  }
});
