import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listTree } from './list-tree.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'vmslot-list-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('listTree lists links and does not follow them, out of the tree least of all', async () => {
  const outside = path.join(directory, 'outside');
  await mkdir(outside);
  await writeFile(path.join(outside, 'secret'), '');
  const tree = path.join(directory, 'tree');
  await mkdir(path.join(tree, 'b/c'), { recursive: true });
  await writeFile(path.join(tree, 'b/c/file'), '');
  await writeFile(path.join(tree, 'a'), '');
  await symlink(outside, path.join(tree, 'absolute'));
  await symlink('b', path.join(tree, 'inner'));
  await symlink('..', path.join(tree, 'b/up'));
  expect(await listTree(tree)).toEqual(['a', 'absolute', 'b', 'b/c', 'b/c/file', 'b/up', 'inner']);
});

test('listTree finds nothing in an empty directory, and fails where there is none', async () => {
  expect(await listTree(directory)).toEqual([]);
  await expect(listTree(path.join(directory, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
});
