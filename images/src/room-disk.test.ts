import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const STAGE = fileURLToPath(new URL('../overlay/etc/vmslot/room-disk', import.meta.url));
const SIGNATURE = 'VMSLOT-ROOM-DISK\n';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-room-'));
  for (const name of ['block', 'dev', 'state', 'run']) await mkdir(join(directory, name));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** Adds a disk of 16 MiB that begins with these bytes. */
async function addDisk(name: string, head: string | Uint8Array): Promise<void> {
  await writeFile(join(directory, 'block', name), '');
  const file = await open(join(directory, 'dev', name), 'w');
  await file.write(Buffer.from(head));
  await file.truncate(16 * 1024 * 1024);
  await file.close();
}

/** Runs the stage with files for disks and a mount that only says what it would do. */
async function runStage(mountStatus = 0): Promise<string[]> {
  const script = `
    mount() { echo "mount $*"; return ${mountStatus}; }
    sys_block=${directory}/block devices=${directory}/dev state=${directory}/state temporary=/tmp
    log=${directory}/run/log
    . "$1"
  `;
  const { stdout } = await promisify(execFile)('busybox', ['sh', '-c', script, 'stage', STAGE], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  });
  return stdout.split('\n').filter((line) => line !== '');
}

describe('the disk that gives the job room', () => {
  test('is found by its first bytes, and gets a file system once', async () => {
    await addDisk('vda', new Uint8Array(0));
    await addDisk('vdb', 'seed.json');
    await addDisk('vdc', SIGNATURE);
    await addDisk('loop0', SIGNATURE);
    const room = join(directory, 'dev/vdc');
    const options = 'rw,noatime,nosuid,nodev,noinit_itable,commit=30';
    const mounts = [
      `mount -t ext4 -o ${options} ${room} ${directory}/state`,
      `mount -o bind ${directory}/state/tmp /tmp`,
    ];
    expect(await runStage()).toEqual(mounts);
    expect((await readFile(room)).readUInt16LE(1080)).toBe(0xef53);
    expect((await stat(join(directory, 'state'))).mode & 0o7777).toBe(0o700);
    expect((await stat(join(directory, 'state/tmp'))).mode & 0o7777).toBe(0o1777);
    // The host writes the signature again; whatever else is on the disk stays.
    const file = await open(room, 'r+');
    await file.write(Buffer.from(SIGNATURE), 0, undefined, 0);
    await file.close();
    const before = await readFile(room);
    expect(await runStage()).toEqual(mounts);
    expect((await readFile(room)).equals(before)).toBe(true);
    for (const other of ['vda', 'vdb', 'loop0']) {
      expect((await readFile(join(directory, 'dev', other))).readUInt16LE(1080)).toBe(0);
    }
  });

  test('leaves everything alone where there is none', async () => {
    await addDisk('vda', new Uint8Array(0));
    await addDisk('vdb', SIGNATURE.replace('ROOM', 'SEED'));
    expect(await runStage()).toEqual([]);
    expect(await readdir(join(directory, 'state'))).toEqual([]);
  });

  test('is told, and not made anew, where it cannot be mounted', async () => {
    await addDisk('vda', SIGNATURE);
    const said = await runStage(1);
    expect(said.at(-1)).toBe(
      `vmslot: the disk ${directory}/dev/vda with the job's room cannot be mounted`,
    );
    expect(await readdir(join(directory, 'state'))).toEqual([]);
  });
});
