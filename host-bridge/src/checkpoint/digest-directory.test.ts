import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestDirectory } from './digest-directory.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-digest-'));
  await mkdir(join(directory, 'b', 'c'), { recursive: true });
  await writeFile(join(directory, 'b', 'file'), 'content');
  await writeFile(join(directory, 'a'), 'more');
  await symlink('a', join(directory, 'link'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

test('is the same for the same, and counts the content', async () => {
  const first = await digestDirectory(directory);
  expect(first).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: 11 });
  expect(await digestDirectory(directory)).toEqual(first);
});

test.each<[string, () => Promise<unknown>]>([
  ['a byte', () => writeFile(join(directory, 'b', 'file'), 'contenT')],
  ['a byte less', () => writeFile(join(directory, 'b', 'file'), 'conten')],
  ['a name', () => rename(join(directory, 'a'), join(directory, 'A'))],
  ['a place', () => rename(join(directory, 'a'), join(directory, 'b', 'a'))],
  ['a mode', () => chmod(join(directory, 'a'), 0o700)],
  ['a file less', () => rm(join(directory, 'a'))],
  ['an empty directory less', () => rm(join(directory, 'b', 'c'), { recursive: true })],
  ['an empty file more', () => writeFile(join(directory, 'z'), '')],
  [
    'a link that points elsewhere',
    async () => {
      await rm(join(directory, 'link'));
      await symlink('b', join(directory, 'link'));
    },
  ],
])('%s makes another one', async (_name, change) => {
  const { digest } = await digestDirectory(directory);
  await change();
  expect((await digestDirectory(directory)).digest).not.toBe(digest);
});

test('a directory that is not there is an error, and so is giving up', async () => {
  await expect(digestDirectory(join(directory, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  const signal = AbortSignal.abort(new Error('given up'));
  await expect(digestDirectory(directory, { signal })).rejects.toThrow('given up');
});
