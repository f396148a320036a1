import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_CHECKPOINT_COUNT, type Checkpoint } from './checkpoint.ts';
import { driverOfCheckpoint, readCheckpointFile, writeCheckpointFile } from './checkpoint-file.ts';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-checkpoints-'));
  path = join(directory, 'checkpoints.json');
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const checkpoint = (tag: string): Checkpoint => ({
  tag,
  savedAtMs: 1_700_000_000_000,
  bootId: 'boot',
  jobDigest: 'digest',
  machine: {
    driver: 'qemu',
    version: '7.2.22',
    accelerator: 'tcg',
    machineType: 'q35',
    memoryBytes: 2 ** 29,
    cpuCount: 1,
    network: false,
    diskLimitBytes: 2 ** 31,
    diskFile: '/image/disk',
  },
  position: { lastSequence: 4, step: 1, stdoutOffset: 10, stderrOffset: 0 },
  outputBytes: { stdout: 10, stderr: 0 },
  trickleCount: 2,
  figures: { cpuTimeMs: 1, guestCpuTimeMs: 2, runtimeMs: 3, fractionDone: 0.5 },
});

test('what is written is read, the newest first, no more than are kept', async () => {
  expect(await readCheckpointFile(path)).toEqual({
    checkpoints: [],
    problem: undefined,
    notes: {},
  });
  const all = ['checkpoint-3', 'checkpoint-2', 'checkpoint-1'].map(checkpoint);
  await writeCheckpointFile(path, all);
  expect(await readCheckpointFile(path)).toEqual({
    checkpoints: all.slice(0, MAX_CHECKPOINT_COUNT),
    problem: undefined,
    notes: {},
  });
  await writeCheckpointFile(path, []);
  expect(await readCheckpointFile(path)).toEqual({
    checkpoints: [],
    problem: undefined,
    notes: {},
  });
});

test('notes are kept until the next checkpoint, and damaged ones are none', async () => {
  const list = [checkpoint('checkpoint-1')];
  const waited = { totalMs: 7, atMs: 8 };
  const notes = { waited, failedStarts: { 'checkpoint-1': 2 } };
  await writeCheckpointFile(path, list, notes);
  expect(await readCheckpointFile(path)).toMatchObject({ checkpoints: list, notes });
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('Ms": 7', 'Ms": "7"').replace('-1": 2', '-1": null'));
  expect(await readCheckpointFile(path)).toMatchObject({ checkpoints: list, notes: {} });
  await writeCheckpointFile(path, list);
  expect((await readCheckpointFile(path)).notes).toEqual({});
});

test('says whose machine the last checkpoint is', async () => {
  expect(await driverOfCheckpoint(path)).toBeUndefined();
  await writeCheckpointFile(path, [checkpoint('checkpoint-1')]);
  expect(await driverOfCheckpoint(path)).toBe('qemu');
});

describe('damage is a line, and no checkpoints', () => {
  test('at whatever place the file is cut off', async () => {
    await writeCheckpointFile(path, [checkpoint('checkpoint-1')]);
    const text = await readFile(path, 'utf8');
    for (let length = 0; length < text.trimEnd().length; length += 7) {
      await writeFile(path, text.slice(0, length));
      expect(await readCheckpointFile(path)).toEqual({
        checkpoints: [],
        problem: `${path} is no list of checkpoints of this version`,
        notes: {},
      });
    }
  });

  const good = JSON.stringify({ version: 1, checkpoints: [checkpoint('checkpoint-1')] });
  test.each([
    ['null', 'null'],
    ['a list', '[]'],
    ['another version', good.replace('"version":1', '"version":2')],
    ['no list', '{"version":1,"checkpoints":{}}'],
    ['an entry that is none', '{"version":1,"checkpoints":[null]}'],
    ['a text for a number', good.replace('"cpuTimeMs":1', '"cpuTimeMs":"1"')],
    ['a number below 0', good.replace('"cpuTimeMs":1', '"cpuTimeMs":-1')],
    ['a number beyond all', good.replace('"cpuTimeMs":1', '"cpuTimeMs":1e999')],
    ['no position', good.replace('"position"', '"positron"')],
    ['no name', good.replace('"tag"', '"tug"')],
    ['no trickles', good.replace('"trickleCount":2,', '')],
    ['a name that is no snapshot’s', good.replace('checkpoint-1', '../../x')],
    ['a machine without a disk', good.replace('"diskFile":"/image/disk"', '"diskFile":7')],
    ['too many', JSON.stringify({ version: 1, checkpoints: ['a', 'b', 'c'].map(checkpoint) })],
    ['zeros', '\0'.repeat(500)],
  ])('%s', async (_name, content) => {
    await writeFile(path, content);
    const found = await readCheckpointFile(path);
    expect(found.checkpoints).toEqual([]);
    expect(found.problem).toContain(path);
  });

  test('a file that cannot be read', async () => {
    const found = await readCheckpointFile(directory);
    expect(found).toEqual({
      checkpoints: [],
      problem: `${directory} cannot be read (EISDIR)`,
      notes: {},
    });
  });
});
