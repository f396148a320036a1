import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findDamagedFile } from './find-damaged-file.ts';

let directory: string;
let image: { readonly hashes: ReadonlyMap<string, string> };
const { signal } = new AbortController();

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-image-'));
  const hashes = new Map<string, string>();
  for (const name of ['disk', 'kernel']) {
    const path = join(directory, name);
    await writeFile(path, name.repeat(100_000));
    hashes.set(path, createHash('sha256').update(name.repeat(100_000)).digest('hex'));
  }
  image = { hashes };
});

afterEach(() => rm(directory, { recursive: true }));

test('nothing in an image that is whole, or of which nothing is known', async () => {
  expect(await findDamagedFile(image, { signal })).toBeUndefined();
  expect(await findDamagedFile({ hashes: new Map() }, { signal })).toBeUndefined();
});

test('a file with one byte changed, and one that is gone', async () => {
  const kernel = join(directory, 'kernel');
  await writeFile(kernel, `K${'kernel'.repeat(100_000).slice(1)}`);
  expect(await findDamagedFile(image, { signal })).toBe(kernel);
  await rm(kernel);
  expect(await findDamagedFile(image, { signal })).toBe(kernel);
});

test('the reason of whoever gives it up', async () => {
  const reason = new Error('enough');
  await expect(findDamagedFile(image, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
