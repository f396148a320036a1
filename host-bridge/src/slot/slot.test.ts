import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processIdentity, type ProcessIdentity } from '../process/process-identity.ts';
import { MIN_SLOT_ROOM_BYTES, Slot, SLOT_FILES } from './slot.ts';
import { writeStateFile, type SlotState } from './state-file.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-slot-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

const withoutLocks = async (path: string) =>
  (await readdir(path)).filter((name) => !name.startsWith('vmslot.lock')).toSorted();

test('makes the directory, for this user alone, with an empty place for the VM', async () => {
  const path = join(directory, 'a', 'b');
  await using slot = await Slot.open(path);
  expect(slot.directory).toBe(path);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  expect((await stat(slot.path('vm'))).mode & 0o777).toBe(0o700);
  expect(await withoutLocks(path)).toEqual(['vm']);
});

test('what an earlier run left is removed, files of others stay', async () => {
  for (const name of Object.values(SLOT_FILES))
    await mkdir(join(directory, name, 'deep'), { recursive: true });
  await writeFile(join(directory, 'vmslot_state.json.new'), 'half');
  await writeFile(join(directory, 'init_data.xml'), '<a/>');
  await using slot = await Slot.open(directory);
  expect(await withoutLocks(directory)).toEqual(['init_data.xml', 'vm']);
  expect(await readdir(slot.path('vm'))).toEqual([]);
});

test('clear and close leave only what others put there; both are idempotent', async () => {
  const slot = await Slot.open(directory);
  await writeFile(slot.path('stdout'), 'x');
  await writeFile(join(slot.path('vm'), 'disk'), 'x');
  await writeFile(join(directory, 'mine'), 'x');
  await slot.clear();
  await slot.clear();
  await slot.close();
  await slot.close();
  expect(await readdir(directory)).toEqual(['mine']);
});

test('a slot in use is refused, and left alone', async () => {
  await using slot = await Slot.open(directory);
  await writeFile(slot.path('stdout'), 'x');
  await expect(Slot.open(directory)).rejects.toMatchObject({ code: 'slot_unusable' });
  expect(await withoutLocks(directory)).toEqual(['stdout.txt', 'vm']);
});

describe('files of these names that no run left', () => {
  test.each(['stdout.txt', 'console.log', 'seed.img'])('%s is not removed', async (name) => {
    await writeFile(join(directory, name), 'thesis');
    await expect(Slot.open(directory)).rejects.toMatchObject({
      code: 'slot_unusable',
      message: expect.stringContaining(`${join(directory, name)} is there`),
    });
    expect(await readdir(directory)).toEqual([name]);
  });

  test('a directory vm with something in it is not removed, an empty one is taken', async () => {
    await mkdir(join(directory, 'vm', 'disks'), { recursive: true });
    await expect(Slot.open(directory)).rejects.toMatchObject({ code: 'slot_unusable' });
    await rm(join(directory, 'vm', 'disks'), { recursive: true });
    await (await Slot.open(directory)).close();
    expect(await readdir(directory)).toEqual(['vm']);
  });
});

describe('a machine of an earlier run that was not ended', () => {
  const startProcess = async () => {
    const child = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    await once(child, 'spawn');
    return { child, exited: once(child, 'exit'), identity: await processIdentity(child.pid ?? 0) };
  };

  test('is ended, and nobody else', async () => {
    const [own, other] = [await startProcess(), await startProcess()];
    try {
      await writeStateFile(join(directory, SLOT_FILES.state), stateWith(own.identity));
      await (await Slot.open(directory, { keep: true })).close();
      await own.exited;
      expect(other.child.exitCode ?? other.child.signalCode).toBeNull();
    } finally {
      own.child.kill('SIGKILL');
      other.child.kill('SIGKILL');
      await Promise.all([own.exited, other.exited]);
    }
  });

  test('is not taken for another process of the same number', async () => {
    const other = await startProcess();
    try {
      const identity = { pid: other.child.pid ?? 0, startedAt: 'earlier-1' };
      await writeStateFile(join(directory, SLOT_FILES.state), stateWith(identity));
      await (await Slot.open(directory, { keep: true })).close();
      expect(other.child.exitCode ?? other.child.signalCode).toBeNull();
      expect(await processIdentity(other.child.pid ?? 0)).toEqual(other.identity);
    } finally {
      other.child.kill('SIGKILL');
      await other.exited;
    }
  });
});

function stateWith(hypervisor: ProcessIdentity | undefined): SlotState {
  return {
    version: 1,
    phase: 'run',
    job: 'job',
    bootId: 'boot',
    hypervisor,
    changedAtMs: 0,
    outcome: undefined,
    message: undefined,
  };
}

test('a slot that is kept keeps what the earlier run left', async () => {
  await writeStateFile(join(directory, SLOT_FILES.state), stateWith(undefined));
  await writeFile(join(directory, SLOT_FILES.checkpoints), 'kept');
  await (await Slot.open(directory, { keep: true })).close();
  expect(await readFile(join(directory, SLOT_FILES.checkpoints), 'utf8')).toBe('kept');
  await (await Slot.open(directory)).close();
  expect(await readdir(directory)).toEqual(['vm']);
});

describe('a directory that cannot serve', () => {
  test('a file of that name', async () => {
    const path = join(directory, 'file');
    await writeFile(path, '');
    await expect(Slot.open(path)).rejects.toMatchObject({
      code: 'slot_unusable',
      message: expect.stringContaining(`cannot use the slot ${path} (EEXIST)`),
    });
    await expect(Slot.open(join(path, 'below'))).rejects.toMatchObject({ code: 'slot_unusable' });
  });

  test('one that nobody can write to', async () => {
    // Root may write everywhere, except where the kernel itself keeps the files.
    await expect(Slot.open('/sys/vmslot')).rejects.toMatchObject({ code: 'slot_unusable' });
  });

  test('one without room: nothing is started, and the lock is given back', async () => {
    const freeBytes = async () => MIN_SLOT_ROOM_BYTES - 1;
    const open = Slot.open(directory, { freeBytes });
    await expect(open).rejects.toMatchObject({
      code: 'no_room',
      message: `67 MB are free in the slot ${directory}, 68 MB are needed: make room or use another slot`,
    });
    expect(await readdir(directory)).toEqual([]);
    await (await Slot.open(directory, { freeBytes: async () => MIN_SLOT_ROOM_BYTES })).close();
  });

  test.each([
    ['ENOSPC', 'no_room'],
    ['EDQUOT', 'no_room'],
    ['EIO', 'slot_unusable'],
  ])('%s is %s, with its cause', async (code, outcome) => {
    const cause = Object.assign(new Error(code), { code });
    const open = Slot.open(directory, { freeBytes: () => Promise.reject(cause) });
    await expect(open).rejects.toMatchObject({ code: outcome, cause });
    expect(await readdir(directory)).toEqual([]);
  });
});
