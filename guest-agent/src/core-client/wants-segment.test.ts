import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wantsSegment } from './wants-segment.ts';

const MIB = 1024 * 1024;

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-segment-'));
});

afterAll(async () => await rm(directory, { recursive: true }));

async function find(content: Uint8Array | string, mostBytes?: number): Promise<boolean> {
  const path = join(directory, 'program');
  await writeFile(path, content);
  await using file = await open(path, 'r');
  return await wantsSegment(file, mostBytes);
}

test.each([
  ['\0init_data.xml\0<shm_key>\0', true],
  ['<shm_key>%d</shm_key>\n', true],
  ['<shm_key>\0boinc_mmap_file\0', false],
  ['boinc_mmap_file\0<shm_key>\0', false],
  ['boinc_mmap_file', false],
  ['<shm_key', false],
  ['', false],
])('%j', async (content, wants) => {
  expect(await find(content)).toBe(wants);
});

test.each([0, 1, 8, 9, 14, 15, 16])(
  'texts %i bytes before the end of a piece are found whole',
  async (distance) => {
    const program = Buffer.alloc(3 * MIB, 0x7f);
    program.write('<shm_key>', MIB - distance, 'latin1');
    expect(await find(program)).toBe(true);
    program.write('boinc_mmap_file', 2 * MIB - distance, 'latin1');
    expect(await find(program)).toBe(false);
  },
);

test('what is behind the limit is not looked at', async () => {
  const program = Buffer.alloc(3 * MIB, 0x7f);
  program.write('<shm_key>', 0, 'latin1');
  program.write('boinc_mmap_file', 2 * MIB, 'latin1');
  expect(await find(program, 2 * MIB)).toBe(true);
  expect(await find(program)).toBe(false);
});
