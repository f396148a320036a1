import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stat } from './stat.ts';
import { MAX_FOLLOWED_LINKS } from './trusted-link.ts';
import { withParent } from './with-parent.ts';

const SOMEBODY = 65534;

/** Below a directory that is root's alone on each machine: `/tmp` is not. The tests run as root. */
let root: string;

beforeEach(() => {
  root = mkdtempSync('/run/vmslot-walk-');
  chmodSync(root, 0o755);
  mkdirSync(join(root, 'real/inner'), { recursive: true });
  writeFileSync(join(root, 'real/inner/file'), 'content');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const link = (target: string, name: string) => symlinkSync(target, join(root, name));
const reach = async (path: string) =>
  (await stat({ path: `${root}/${path}` })).file?.sizeBytes ?? 'no size';
const refused = { code: 'failed_precondition', message: expect.stringMatching(/link/) as string };

describe('links of root in directories of root', () => {
  test.each<[string, () => void, string]>([
    ['a relative one', () => link('real', 'l'), 'l/inner/file'],
    ['an absolute one', () => link(join(root, 'real'), 'l'), 'l/inner/file'],
    ['one with dots and slashes', () => link('.//real/./inner/', 'l'), 'l/file'],
    ['one that goes up', () => link('../real/inner', 'real/l'), 'real/l/file'],
    [
      'one to another',
      () => {
        link('real', 'a');
        link('a/inner', 'b');
      },
      'b/file',
    ],
  ])('%s is followed', async (_what, prepare, path) => {
    prepare();
    expect(await reach(path)).toBe(7);
  });

  test('up to a number of them', async () => {
    link('real/inner', 'l0');
    for (let index = 1; index <= MAX_FOLLOWED_LINKS; index += 1) link(`l${index - 1}`, `l${index}`);
    expect(await reach(`l${MAX_FOLLOWED_LINKS - 1}/file`)).toBe(7);
    await expect(reach(`l${MAX_FOLLOWED_LINKS}/file`)).rejects.toMatchObject(refused);
  });

  test('a circle ends', async () => {
    link('b', 'a');
    link('a', 'b');
    await expect(reach('a/file')).rejects.toMatchObject(refused);
  });

  test('the system has them too', async () => {
    expect((await stat({ path: '/bin/sh' })).file?.name).toBe('sh');
  });
});

describe('other links are not followed', () => {
  test.each<[string, () => void]>([
    [
      "somebody else's link",
      () => {
        link('real', 'l');
        lchownSync(join(root, 'l'), SOMEBODY, SOMEBODY);
      },
    ],
    [
      "a link in somebody else's directory",
      () => {
        link('real', 'l');
        chownSync(root, SOMEBODY, SOMEBODY);
      },
    ],
    [
      'a link in a directory that all can write to, sticky as it may be',
      () => {
        link('real', 'l');
        chmodSync(root, 0o1777);
      },
    ],
    [
      'a link in a directory that its group can write to',
      () => {
        link('real', 'l');
        chmodSync(root, 0o775);
      },
    ],
  ])('%s', async (_what, prepare) => {
    prepare();
    await expect(reach('l/inner/file')).rejects.toMatchObject(refused);
  });

  test("a link of root's below a directory of somebody else, who could put another in its place", async () => {
    mkdirSync(join(root, 'theirs/roots'), { recursive: true });
    link(join(root, 'real'), 'theirs/roots/l');
    expect(await reach('theirs/roots/l/inner/file')).toBe(7);
    chownSync(join(root, 'theirs'), SOMEBODY, SOMEBODY);
    await expect(reach('theirs/roots/l/inner/file')).rejects.toMatchObject(refused);
  });

  test("a link of procfs, whose target is another process's", async () => {
    await expect(stat({ path: '/proc/self/status' })).rejects.toMatchObject(refused);
    await expect(stat({ path: `/proc/${process.pid}/root/etc` })).rejects.toMatchObject(refused);
  });

  test('the last component is never followed', async () => {
    link('real', 'l');
    expect((await stat({ path: `${root}/l` })).file).toMatchObject({ linkTarget: 'real' });
  });
});

test('a file in the way is said to be no directory', async () => {
  await expect(reach('real/inner/file/x')).rejects.toMatchObject({
    code: 'failed_precondition',
    message: expect.stringMatching(/"file" on the way to .* is no directory/) as string,
  });
});

test('the root itself has no name', async () => {
  expect(await withParent('/', ({ name, isTrusted }) => [name, isTrusted])).toEqual(['', true]);
});

test('a walk leaves no descriptor open, whatever comes of it', async () => {
  link('real', 'l');
  const count = () => readdirSync('/proc/self/fd').length;
  await reach('l/inner/file');
  const before = count();
  for (const path of ['l/inner/file', 'l/none/file', 'real/inner/file/x', 'none']) {
    await reach(path).catch(() => undefined);
  }
  expect(count()).toBe(before);
});
