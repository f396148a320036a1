import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encodeSeed, type Seed } from '@vmslot/proto/seed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findSeedDisk } from './find-seed-disk.ts';

const seed: Seed = {
  version: 1,
  secret: Buffer.alloc(32, 9).toString('base64url'),
  bootId: 'boot-1',
  link: { kind: 'virtio-serial', portName: 'org.vmslot.agent.0' },
  hostTimeMs: 1,
};

let directory: string;
let options: { sysBlockDirectory: string; deviceDirectory: string };

/** Adds a disk: an entry in the stand-in for sysfs and a plain file in the stand-in for /dev. */
async function addDisk(name: string, bytes: Uint8Array | undefined): Promise<void> {
  await mkdir(join(options.sysBlockDirectory, name));
  if (bytes === undefined) return;
  const device = join(options.deviceDirectory, name.replaceAll('!', '/'));
  await mkdir(dirname(device), { recursive: true });
  await writeFile(device, bytes);
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-seed-'));
  options = {
    sysBlockDirectory: join(directory, 'block'),
    deviceDirectory: join(directory, 'dev'),
  };
  await mkdir(options.sysBlockDirectory);
  await mkdir(options.deviceDirectory);
});

afterEach(() => rm(directory, { recursive: true }));

describe('findSeedDisk', () => {
  test('finds the seed among other, empty and unreadable disks', async () => {
    await addDisk('loop0', new Uint8Array(0));
    await addDisk('sr0', undefined);
    await addDisk('vda', new Uint8Array(1 << 20).fill(1));
    await addDisk('vdb', encodeSeed(seed));
    expect(await findSeedDisk(options)).toEqual(seed);
  });

  test('knows the names of disks in a folder of /dev', async () => {
    await addDisk('cciss!c0d0', encodeSeed(seed));
    expect(await findSeedDisk(options)).toEqual(seed);
  });

  test('says which disks could not be read where there is none', async () => {
    await addDisk('sr0', undefined);
    await addDisk('vda', new Uint8Array(512));
    await expect(findSeedDisk(options)).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining(`${join(options.deviceDirectory, 'sr0')} (ENOENT)`),
    });
  });

  test('refuses to choose between two', async () => {
    await addDisk('vda', encodeSeed(seed));
    await addDisk('vdb', encodeSeed({ ...seed, bootId: 'boot-2' }));
    await expect(findSeedDisk(options)).rejects.toMatchObject({ code: 'failed_precondition' });
  });

  test('says that a seed is damaged, and keeps the cause', async () => {
    await addDisk('vda', encodeSeed(seed).subarray(0, 600));
    await expect(findSeedDisk(options)).rejects.toMatchObject({
      code: 'data_loss',
      cause: { name: 'SeedError', code: 'damaged' },
    });
  });

  test('says so where sysfs is not there, and stops when told', async () => {
    await expect(
      findSeedDisk({ ...options, sysBlockDirectory: join(directory, 'none') }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await addDisk('vda', encodeSeed(seed));
    await expect(
      findSeedDisk({ ...options, signal: AbortSignal.abort(new Error('enough')) }),
    ).rejects.toMatchObject({ code: 'canceled', cause: { message: 'enough' } });
  });
});
