import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listDirectory, MAX_LISTED_COUNT } from './list-directory.ts';
import { remove } from './remove.ts';
import { stat } from './stat.ts';

const options = { signal: new AbortController().signal };

/** For tests that make thousands of names on a disk that others keep busy. */
const SLOW_DISK_MS = 60_000;

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'vmslot-files-')));
  mkdirSync(join(root, 'dir'));
  writeFileSync(join(root, 'dir/file'), 'content', { mode: 0o640 });
  symlinkSync('dir', join(root, 'link'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('paths', () => {
  const calls = {
    stat,
    listDirectory: (request: { path: string }) => listDirectory(request, options),
    remove: (request: { path: string }) => remove({ ...request, recursive: true }, options),
  };

  describe.each(Object.entries(calls))('%s', (_name, call) => {
    test.each(['', 'relative', '/a/../b', '/a/./b', '//a', '/a/', '/a\0b'])(
      'refuses %j',
      async (path) => {
        await expect(call({ path })).rejects.toMatchObject({ code: 'invalid_argument' });
      },
    );

    test('does not go through a link', async () => {
      await expect(call({ path: `${root}/link/file` })).rejects.toMatchObject({
        code: 'failed_precondition',
      });
      expect(existsSync(join(root, 'dir/file'))).toBe(true);
    });

    test('says that something is not there', async () => {
      await expect(call({ path: `${root}/missing` })).rejects.toMatchObject({ code: 'not_found' });
      await expect(call({ path: `${root}/no/way` })).rejects.toMatchObject({ code: 'not_found' });
    });
  });
});

describe('stat', () => {
  test('describes a file, a directory, a link itself, a FIFO, the root', async () => {
    chmodSync(join(root, 'dir/file'), 0o4640);
    expect((await stat({ path: `${root}/dir/file` })).file).toMatchObject({
      name: 'file',
      type: 1,
      sizeBytes: 7,
      mode: 0o4640,
      uid: process.getuid?.(),
    });
    execFileSync('/usr/bin/mkfifo', [join(root, 'fifo')]);
    expect((await stat({ path: `${root}/dir` })).file).toMatchObject({ type: 2 });
    expect((await stat({ path: `${root}/link` })).file).toMatchObject({ type: 3, name: 'link' });
    expect((await stat({ path: `${root}/fifo` })).file).toMatchObject({ type: 4 });
    expect((await stat({ path: '/' })).file).toMatchObject({ type: 2, name: '' });
  });
});

describe('listDirectory', () => {
  test('gives pages in the order of bytes', async () => {
    const names = ['a', 'B', 'é', 'z', '~', '😀', 'a b'];
    for (const name of names) writeFileSync(join(root, 'dir', name), '');
    writeFileSync(Buffer.from(`${root}/dir/\xff`, 'latin1'), 'left out');
    const seen: string[] = [];
    let more = true;
    while (more) {
      const request = { path: `${root}/dir`, maxCount: 3, afterName: seen.at(-1) ?? '' };
      const page = await listDirectory(request, options);
      expect(page.files?.length).toBeLessThanOrEqual(3);
      seen.push(...(page.files ?? []).map(({ name }) => name ?? ''));
      more = page.more ?? false;
    }
    const sorted = [...names, 'file'].sort((a, b) =>
      Buffer.compare(Buffer.from(a), Buffer.from(b)),
    );
    expect(seen).toEqual(sorted);
  });

  test('a page has a limit of its own', { timeout: SLOW_DISK_MS }, async () => {
    for (let index = 0; index <= MAX_LISTED_COUNT; index += 1) {
      symlinkSync('x', join(root, `dir/${index}`));
    }
    const page = await listDirectory({ path: `${root}/dir`, maxCount: 1_000_000 }, options);
    expect(page.files).toHaveLength(MAX_LISTED_COUNT);
    expect(page.more).toBe(true);
  });

  test('a small page of a large directory has its first names', async () => {
    const names = Array.from({ length: 200 }, (_, index) =>
      String((index * 77) % 200).padStart(3, '0'),
    );
    for (const name of names) symlinkSync('x', join(root, `dir/${name}`));
    const page = await listDirectory({ path: `${root}/dir`, maxCount: 4 }, options);
    expect(page.files?.map(({ name }) => name)).toEqual(['000', '001', '002', '003']);
  });

  test('the root, and what is no directory', async () => {
    expect((await listDirectory({ path: '/', maxCount: 1 }, options)).files).toHaveLength(1);
    await expect(listDirectory({ path: `${root}/dir/file` }, options)).rejects.toMatchObject({
      code: 'failed_precondition',
    });
    await expect(listDirectory({ path: `${root}/link` }, options)).rejects.toMatchObject({
      code: 'failed_precondition',
    });
  });
});

test('a page of links with long targets has fewer of them, and says that there are more', async () => {
  const target = 'x/'.repeat(2_040);
  for (let index = 0; index < 300; index += 1) symlinkSync(target, join(root, `dir/${index}`));
  const seen: string[] = [];
  let pageCount = 0;
  for (let more = true; more; pageCount += 1) {
    const request = { path: join(root, 'dir'), afterName: seen.at(-1) ?? '' };
    const page = await listDirectory(request, options);
    for (const { name, linkTarget } of page.files ?? []) {
      expect([target, undefined]).toContain(linkTarget);
      seen.push(name ?? '');
    }
    more = page.more ?? false;
  }
  expect(seen).toHaveLength(301);
  expect(pageCount).toBeGreaterThan(1);
});

describe('remove', () => {
  test('removes a file, and a link instead of what it points at', async () => {
    await remove({ path: `${root}/link`, recursive: true }, options);
    expect(existsSync(join(root, 'link'))).toBe(false);
    expect(readFileSync(join(root, 'dir/file'), 'utf8')).toBe('content');
    await remove({ path: `${root}/dir/file` }, options);
    expect(existsSync(join(root, 'dir/file'))).toBe(false);
  });

  test('removes a full directory only when told to', async () => {
    await expect(remove({ path: `${root}/dir` }, options)).rejects.toMatchObject({
      code: 'failed_precondition',
    });
    await remove({ path: `${root}/dir`, recursive: true }, options);
    expect(existsSync(join(root, 'dir'))).toBe(false);
  });

  test(
    'removes a wide and very deep tree with links in it, and nothing they point at',
    { timeout: SLOW_DISK_MS },
    async () => {
      mkdirSync(join(root, 'tree'));
      for (let index = 0; index < 80; index += 1) {
        mkdirSync(join(root, `tree/d${index}/e/f`), { recursive: true });
        symlinkSync(join(root, 'dir'), join(root, `tree/d${index}/e/link`));
      }
      writeFileSync(Buffer.from(`${root}/tree/\xff`, 'latin1'), '');
      // Two halves, so that the whole is deeper than a path may be long.
      mkdirSync(join(root, 'tree', 'd/'.repeat(1500)), { recursive: true });
      mkdirSync(join(root, 'half', 'd/'.repeat(1500)), { recursive: true });
      const bottom = join(root, 'tree', 'd/'.repeat(1500));
      execFileSync('/bin/mv', [join(root, 'half'), '.'], { cwd: bottom });
      await remove({ path: `${root}/tree`, recursive: true }, options);
      expect(existsSync(join(root, 'tree'))).toBe(false);
      expect(existsSync(join(root, 'dir/file'))).toBe(true);
    },
  );

  test('the root is not removed', async () => {
    await expect(remove({ path: '/', recursive: true }, options)).rejects.toMatchObject({
      code: 'invalid_argument',
    });
  });
});
