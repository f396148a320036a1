import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSeedSize } from './read-seed-size.ts';

test('tells the size of the seed, or that there is none', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-seed-'));
  try {
    const file = join(directory, 'seed.img');
    await expect(readSeedSize(file)).rejects.toMatchObject({
      code: 'hypervisor_failed',
      message: `the seed disk ${file} cannot be read (ENOENT)`,
    });
    await writeFile(file, Buffer.alloc(1024));
    expect(await readSeedSize(file)).toBe(1024);
  } finally {
    await rm(directory, { recursive: true });
  }
});
