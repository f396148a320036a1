import { describe, expect, test } from 'vitest';
import { findMemoryDirectory, type ReadFileSystem } from './memory-directory.ts';

const TMPFS = 0x0102_1994;
const EXT4 = 0xef53;

function host(systems: Readonly<Record<string, readonly [type: number, freeBytes: number]>>) {
  const read: ReadFileSystem = async (directory) => {
    const [type, freeBytes] = systems[directory] ?? [];
    if (type === undefined || freeBytes === undefined) throw new Error('ENOENT');
    return { type, bavail: freeBytes / 512, bsize: 512 };
  };
  return read;
}

describe("the place of the guest's memory", () => {
  test('is a file system in memory with room for all of it', async () => {
    const read = host({ '/dev/shm': [TMPFS, 1024], '/tmp': [TMPFS, 4096] });
    expect(await findMemoryDirectory(1024, read)).toBe('/dev/shm');
    expect(await findMemoryDirectory(1025, read)).toBe('/tmp');
    await expect(findMemoryDirectory(4097, read)).rejects.toMatchObject({
      code: 'no_memory',
      message: expect.stringMatching(/\/dev\/shm has 1024 bytes free, \/tmp has 4096 bytes free/),
    });
  });

  test('is no disk', async () => {
    const read = host({ '/tmp': [EXT4, 2 ** 40] });
    await expect(findMemoryDirectory(1, read)).rejects.toMatchObject({
      code: 'no_memory',
      message: expect.stringContaining('neither /dev/shm nor /tmp'),
    });
  });
});
