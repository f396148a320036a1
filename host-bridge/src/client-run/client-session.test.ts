import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BOINC_FILES,
  formatInitData,
  type InitDataFields,
  SHARED_MEMORY_BYTES,
} from '@vmslot/proto/boinc';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { JobError } from '../outcome.ts';
import { Slot } from '../slot/slot.ts';
import { BRIDGE_DIRECTORY, ClientSession } from './client-session.ts';
import { describeSuccess } from './describe-end.ts';

let directory: string;
let log: string;

beforeEach(async () => {
  log = '';
  directory = await mkdtemp(join(tmpdir(), 'vmslot-session-'));
  await write(BOINC_FILES.sharedMemory, Buffer.alloc(SHARED_MEMORY_BYTES));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const write = (name: string, content: string | Uint8Array) =>
  writeFile(join(directory, name), content);

const writeInitData = (fields: InitDataFields = {}) =>
  write(BOINC_FILES.initData, formatInitData({ resultName: 'result_0', clientPid: 1, ...fields }));

const open = () =>
  ClientSession.open({
    arguments: [],
    workingDirectory: directory,
    bridgeVersion: '1.2.3',
    signal: new AbortController().signal,
    writeLog: (text) => void (log += text),
  });

const attach = (session: ClientSession, signal = new AbortController().signal) =>
  session.attach(signal);

describe('attaching', () => {
  test('knows the client, and takes the slot until it is disposed', async () => {
    await writeInitData({ wuCpuTimeS: 12, checkpointPeriodS: 60 });
    {
      await using session = await open();
      expect(session.attachedOrNot).toBeUndefined();
      expect(() => session.attached).toThrow('not attached');
      await attach(session);
      expect(session.isUnderClient).toBe(true);
      expect(session.initData?.resultName).toBe('result_0');
      expect(session.knownData.wuCpuTimeS).toBe(12);
      expect(session.checkpointPeriodMs).toBe(60_000);
      expect(log).toMatch(/vmslot 1\.2\.3.*\n.*task result_0/);
      await expect(Slot.open(join(directory, BRIDGE_DIRECTORY))).rejects.toMatchObject({
        code: 'slot_unusable',
      });
    }
    await expectFree();
  });

  test('works without a client, whose figures are those of a beginning then', async () => {
    await rm(join(directory, BOINC_FILES.sharedMemory));
    await using session = await open();
    await attach(session);
    expect(session.isUnderClient).toBe(false);
    expect(session.attached.channels.send('app_status', 'text')).toBe(true);
    expect(session.knownData).toEqual({ wuCpuTimeS: 0, fractionDoneStart: 0, fractionDoneEnd: 1 });
    expect(log).toContain('running without a BOINC client');
  });

  test.each([
    ['init data', BOINC_FILES.initData, 'init_data_unusable'],
    ['shared memory', BOINC_FILES.sharedMemory, 'shared_memory_unusable'],
  ])(
    'fails with damaged %s, gives the slot back and removes stale ends',
    async (_what, name, code) => {
      await writeInitData();
      await write(name, '');
      await write(BOINC_FILES.finishCalled, '0\n');
      await using session = await open();
      await expect(attach(session)).rejects.toMatchObject({ code });
      expect(session.isUnderClient).toBe(true);
      expect(session.attachedOrNot).toBeUndefined();
      expect(await readdir(directory)).not.toContain(BOINC_FILES.finishCalled);
      await expectFree();
    },
  );

  test('waits for a slot that is held, until it is told to end', async () => {
    await writeInitData();
    await using holder = await Slot.open(join(directory, BRIDGE_DIRECTORY));
    const stop = new AbortController();
    await using session = await open();
    const attached = attach(session, stop.signal);
    stop.abort(new JobError('terminated', 'ended'));
    await expect(attached).rejects.toMatchObject({ code: 'slot_unusable' });
    await holder.close();
    await expectFree();
  });
});

async function expectFree(): Promise<void> {
  await (await Slot.open(join(directory, BRIDGE_DIRECTORY), { keep: true })).close();
}

describe('init data that the client writes anew', () => {
  test('brings its limits with it', async () => {
    await writeInitData({ checkpointPeriodS: 60 });
    await using session = await open();
    await attach(session);
    const setLimit = vi.spyOn(session.attached.runtime, 'setCpuUsageLimit');
    await writeInitData({ checkpointPeriodS: 300 });
    await session.reread();
    expect(session.checkpointPeriodMs).toBe(300_000);
    expect(setLimit).toHaveBeenCalledOnce();
  });

  test('changes nothing where it is damaged or gone', async () => {
    await writeInitData({ checkpointPeriodS: 60 });
    await using session = await open();
    await attach(session);
    await write(BOINC_FILES.initData, '<app_init_data>');
    await expect(session.reread()).rejects.toMatchObject({ code: 'init_data_unusable' });
    await rm(join(directory, BOINC_FILES.initData));
    await session.reread();
    expect(session.checkpointPeriodMs).toBe(60_000);
  });
});

describe('the end of an earlier life', () => {
  const SUMMARY = describeSuccess(1000);

  test('is known to the next one of the same task, and to no other', async () => {
    await writeInitData();
    {
      await using session = await open();
      // Nothing is ours yet, so nothing is written.
      await session.markFinished(SUMMARY);
      await attach(session);
      expect(await session.finishedBefore()).toBeUndefined();
      await session.markFinished(SUMMARY);
    }
    {
      await using same = await open();
      await attach(same);
      expect(await same.finishedBefore()).toEqual(JSON.parse(JSON.stringify(SUMMARY)));
    }
    await writeInitData({ resultName: 'result_1' });
    await using other = await open();
    await attach(other);
    expect(await other.finishedBefore()).toBeUndefined();
  });

  test.each([
    'null',
    '[]',
    '{}',
    '{"result":"result_0"}',
    '{"result":"result_0","summary":null}',
    '{"result":"result_0","summary":{"outcome":"toString"}}',
    '{"result":"result_0","summary":{"outcome":7}}',
    '{"result":"result_0","summ',
    '',
  ])('that is damaged is none: %s', async (text) => {
    await writeInitData();
    await using session = await open();
    await attach(session);
    await write(join(BRIDGE_DIRECTORY, 'finished.json'), text);
    expect(await session.finishedBefore()).toBeUndefined();
  });
});
