import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  MAX_MACHINE_RECORD_BYTES,
  readMachineRecord,
  type MachineRecord,
} from './machine-record.ts';

const RECORD: MachineRecord = {
  version: 1,
  diskFile: '/image/disk.img',
  diskBytes: 1024,
  diskLimitBytes: 512,
  memoryBytes: 64,
  cpuCount: 1,
  uuids: {},
};

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-record-'));
  file = join(directory, 'machine.json');
});

afterEach(() => rm(directory, { recursive: true }));

test('a record of the same disk is read', async () => {
  await writeFile(file, JSON.stringify(RECORD));
  expect(await readMachineRecord(file, RECORD)).toEqual(RECORD);
});

test.each([
  ['', RECORD],
  ['null', RECORD],
  ['{"version":1}', RECORD],
  [JSON.stringify({ ...RECORD, version: 2 }), RECORD],
  [JSON.stringify(RECORD).slice(0, -5), RECORD],
  [JSON.stringify({ ...RECORD, padding: 'x'.repeat(MAX_MACHINE_RECORD_BYTES) }), RECORD],
  [JSON.stringify(RECORD), { ...RECORD, diskFile: '/other' }],
  [JSON.stringify(RECORD), { ...RECORD, diskBytes: 2048 }],
  [JSON.stringify(RECORD), { ...RECORD, diskLimitBytes: 0 }],
])('one that is damaged or of another disk is no good', async (text, wanted) => {
  await writeFile(file, text);
  await expect(readMachineRecord(file, wanted)).rejects.toMatchObject({
    code: 'snapshot_unusable',
    message: expect.stringContaining(file),
  });
});

test('one that is not there is no good', async () => {
  await expect(readMachineRecord(file, RECORD)).rejects.toMatchObject({
    code: 'snapshot_unusable',
  });
});
