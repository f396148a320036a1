import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findApiVersion } from './find-api-version.ts';

const MIB = 1024 * 1024;

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-version-'));
});

afterAll(async () => await rm(directory, { recursive: true }));

async function find(content: Uint8Array | string, mostBytes?: number): Promise<string | undefined> {
  const path = join(directory, 'program');
  await writeFile(path, content);
  await using file = await open(path, 'r');
  return await findApiVersion(file, mostBytes);
}

/** A program of so many bytes with a text at a place. */
function programWith(text: string, position: number, sizeBytes: number): Buffer {
  const program = Buffer.alloc(sizeBytes, 0x7f);
  program.write(text, position, 'latin1');
  return program;
}

test.each([
  ['API_VERSION_7.20.5\0', '7.20.5'],
  ['\0API_VERSION_6.2.18\0', '6.2.18'],
  ['API_VERSION_8.3', '8.3'],
  ['API_VERSION_\0API_VERSION_7.2.42', '7.2.42'],
  ['', undefined],
  ['API_VERSION_', undefined],
  ['VK_API_VERSION_MAJOR', undefined],
  ['API_VERSION_7', undefined],
])('%j', async (content, version) => {
  expect(await find(content)).toBe(version);
});

test.each([0, 1, 5, 11, 12, 13, 17, 18, 19, 40])(
  'a version %i bytes before the end of a piece is found whole',
  async (distance) => {
    const program = programWith('API_VERSION_7.20.5\0', MIB - distance, 3 * MIB);
    expect(await find(program)).toBe('7.20.5');
  },
);

test('what is behind the limit is not looked at', async () => {
  const program = programWith('API_VERSION_7.20.5\0', 2 * MIB, 3 * MIB);
  expect(await find(program, 2 * MIB)).toBeUndefined();
  expect(await find(program, 2 * MIB + 64)).toBe('7.20.5');
});
