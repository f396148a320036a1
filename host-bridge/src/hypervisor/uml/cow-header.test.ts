import { mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  cowFileBytes,
  cowHeaderOf,
  decodeCowHeader,
  encodeCowHeader,
  readCowHeader,
} from './cow-header.ts';

const HEADER = { backingFile: '/images/a b,c:d.img', backingBytes: 2 ** 26, backingTimeSeconds: 7 };

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-cow-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

describe('the header of a copy-on-write file', () => {
  test('is what User-Mode Linux itself writes', () => {
    // The first bytes of a file that linux.uml 6.1 made over an image of 64 MiB.
    const written =
      '4f4f4f4d000000036b0ccc150000000004000000000002000000100000000000' +
      '2f746d702f756d6c782f726f6f6d0000';
    const header = {
      backingFile: '/tmp/umlx/room',
      backingBytes: 67_108_864,
      backingTimeSeconds: 0x6b0c_cc15,
    };
    expect(encodeCowHeader(header).toString('hex')).toMatch(new RegExp(`^${written}0*$`));
    expect(cowFileBytes(header.backingBytes)).toBe(67_133_440);
  });

  test('is read back', () => {
    expect(decodeCowHeader(encodeCowHeader(HEADER))).toEqual(HEADER);
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 100), /100 of 4128 bytes/],
    ['nothing', () => Buffer.alloc(0), /0 of 4128 bytes/],
    ['of zeros', () => Buffer.alloc(4128), /no copy-on-write file/],
    ['of version 2', (bytes: Buffer) => set(bytes, 4, 2), /version 2/],
    ['of no size', (bytes: Buffer) => set(bytes, 16, set(bytes, 12, 0) && 0), /over 0 bytes/],
    ['of half a sector', (bytes: Buffer) => set(bytes, 16, 256), /over 256 bytes/],
    ['of a size beyond all', (bytes: Buffer) => set(bytes, 12, 0xffff_fe00), /over \d+ bytes/],
    ['of other sectors', (bytes: Buffer) => set(bytes, 20, 4096), /sectors of 4096 bytes/],
    ['of another alignment', (bytes: Buffer) => set(bytes, 24, 512), /alignment 512/],
    ['of another format', (bytes: Buffer) => set(bytes, 28, 1), /format 1/],
    ['without an image', (bytes: Buffer) => bytes.fill(0, 32), /names no image/],
    ['of an endless path', (bytes: Buffer) => bytes.fill(0x61, 32), /names no image/],
  ])('is refused where it is %s', (_, damage, why) => {
    const bytes = damage(encodeCowHeader({ ...HEADER, backingBytes: 512 }));
    expect(decodeCowHeader(bytes)).toMatch(why);
  });
});

describe('a copy-on-write file', () => {
  test('is of an image as it is now', async () => {
    const image = join(directory, 'image');
    await writeFile(image, new Uint8Array(1024));
    await utimes(image, 1000, 1_700_000_000.5);
    expect(await cowHeaderOf(image)).toEqual({
      backingFile: image,
      backingBytes: 1024,
      backingTimeSeconds: 1_700_000_000,
    });
  });

  test.each([0, 511, 513])('is of no image of %s bytes', async (size) => {
    const image = join(directory, 'image');
    await writeFile(image, new Uint8Array(size));
    await expect(cowHeaderOf(image)).rejects.toMatchObject({ code: 'image_unusable' });
    await expect(cowHeaderOf(directory)).rejects.toMatchObject({ code: 'image_unusable' });
    await expect(cowHeaderOf(join(directory, 'none'))).rejects.toMatchObject({
      code: 'image_unusable',
    });
  });

  test('is refused where it is missing, a directory or cut off', async () => {
    const file = join(directory, 'cow');
    const unusable = { code: 'snapshot_unusable', message: expect.stringContaining(directory) };
    await expect(readCowHeader(file)).rejects.toMatchObject(unusable);
    await expect(readCowHeader(directory)).rejects.toMatchObject(unusable);
    await writeFile(file, encodeCowHeader(HEADER));
    await truncate(file, cowFileBytes(HEADER.backingBytes) - 1);
    await expect(readCowHeader(file)).rejects.toMatchObject(unusable);
    await truncate(file, cowFileBytes(HEADER.backingBytes));
    expect(await readCowHeader(file)).toEqual(HEADER);
  });
});

function set(bytes: Buffer, offset: number, value: number): Buffer {
  bytes.writeUInt32BE(value, offset);
  return bytes;
}
