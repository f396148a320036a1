import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../command.ts';
import {
  assertMemory,
  createMemoryFile,
  hasMemoryFile,
  memoryFileOf,
  removeStrayMemory,
  withMemory,
} from './memory-file.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-memory-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

const snapshot = (tag: string, bytes = 0) => ({ tag, bytes, savedAtMs: 1 });

describe('the memory of a snapshot', () => {
  test('has an empty file that QEMU takes, with a snapshot in it or not', async () => {
    const file = memoryFileOf(directory, 'a.b-1');
    expect(await hasMemoryFile(directory, 'a.b-1')).toBe(false);
    await createMemoryFile(file);
    const { stdout } = await runCommand('qemu-img', ['info', '--output=json', file]);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'qcow2', 'virtual-size': 65_536 });
    await runCommand('qemu-img', ['check', file]);
    await expect(assertMemory(directory, 'a.b-1')).rejects.toMatchObject({
      code: 'snapshot_unusable',
      message: `the machine's memory ${file} holds no a.b-1`,
    });
    await runCommand('qemu-img', ['snapshot', '-c', 'a.b-1', file]);
    expect(await assertMemory(directory, 'a.b-1')).toMatchObject({ tag: 'a.b-1' });
  });

  test('that is missing or damaged is told', async () => {
    await expect(assertMemory(directory, 'a')).rejects.toMatchObject({ code: 'snapshot_unusable' });
    await writeFile(memoryFileOf(directory, 'a'), 'no disk');
    await expect(assertMemory(directory, 'a')).rejects.toMatchObject({ code: 'snapshot_unusable' });
    const list = [snapshot('a'), snapshot('in the overlay', 7)];
    expect(await withMemory(directory, list)).toEqual(list);
  });

  test('of no snapshot is deleted, and nothing else', async () => {
    for (const tag of ['a', 'b', 'c']) await createMemoryFile(memoryFileOf(directory, tag));
    for (const name of ['overlay.qcow2', 'memory-x']) await writeFile(join(directory, name), '');
    await removeStrayMemory(directory, [snapshot('b')]);
    expect((await readdir(directory)).toSorted()).toEqual([
      'memory-b.qcow2',
      'memory-x',
      'overlay.qcow2',
    ]);
  });
});
