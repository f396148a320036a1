import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ARRIVING_SUFFIX, moveFile } from './move-file.ts';

let here: string;
let elsewhere: string;

beforeEach(async () => {
  here = await mkdtemp(join(tmpdir(), 'vmslot-move-'));
  // A file system in memory, on every Linux.
  elsewhere = await mkdtemp('/dev/shm/vmslot-move-');
});

afterEach(async () => {
  await rm(here, { recursive: true });
  await rm(elsewhere, { recursive: true });
});

describe('a file from another file system', () => {
  test('takes the place of what was there, with its mode, and nothing else is left', async () => {
    expect((await stat(here)).dev).not.toBe((await stat(elsewhere)).dev);
    const [from, to] = [join(elsewhere, 'a'), join(here, 'b')];
    await writeFile(from, 'new');
    await chmod(from, 0o640);
    await writeFile(to, 'old');
    await writeFile(`${to}${ARRIVING_SUFFIX}`, 'half of an earlier one');
    await moveFile(from, to);
    expect(await readFile(to, 'utf8')).toBe('new');
    expect((await stat(to)).mode & 0o777).toBe(0o640);
    expect(await readdir(here)).toEqual(['b']);
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('stays where it is when its place cannot be taken', async () => {
    const [from, to] = [join(elsewhere, 'a'), join(here, 'b')];
    await writeFile(from, 'new');
    await mkdir(to);
    await expect(moveFile(from, to)).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await readdir(here)).toEqual(['b']);
    expect(await readFile(from, 'utf8')).toBe('new');
  });

  test('that is a directory is not copied', async () => {
    await mkdir(join(elsewhere, 'a'));
    const move = moveFile(join(elsewhere, 'a'), join(here, 'b'));
    await expect(move).rejects.toMatchObject({ code: 'EXDEV' });
  });
});

test('on one file system it is a rename', async () => {
  await writeFile(join(here, 'a'), 'x');
  const { ino } = await stat(join(here, 'a'));
  await moveFile(join(here, 'a'), join(here, 'b'));
  expect((await stat(join(here, 'b'))).ino).toBe(ino);
  expect(await readdir(here)).toEqual(['b']);
});
