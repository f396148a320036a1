import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { HOSTILE_ARCHIVES, RAW_END, rawFile, SeededRandom } from '@vmslot/proto/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AgentError } from '../errors.ts';
import { receiveTree } from './receive-tree.ts';
import { sendTree } from './send-tree.ts';

const { signal } = new AbortController();

let root: string;
let from: string;
let to: string;

beforeEach(() => {
  // In memory where there is such a place: each tree that comes in is synced.
  root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'vmslot-tree-'));
  from = join(root, 'from');
  to = join(root, 'to');
  mkdirSync(from);
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

async function receive(bytes: Uint8Array, more: { replace?: boolean; path?: string } = {}) {
  return await receiveTree(Readable.from([bytes]), {
    path: to,
    owner: undefined,
    replace: false,
    digest: { kind: 'none' },
    signal,
    ...more,
  });
}

async function copy(): Promise<Buffer> {
  const bytes = await buffer(await sendTree({ path: from, signal }));
  await receive(bytes, { replace: true });
  return bytes;
}

/** What is told of each name of a tree, with content. */
function describeTree(path: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    const full = join(entry.parentPath, entry.name);
    const { mode, nlink, size, mtimeMs } = lstatSync(full);
    const isFile = entry.isFile();
    const content = isFile ? readFileSync(full, 'latin1') : '';
    const target = entry.isSymbolicLink() ? readlinkSync(full) : '';
    const own = isFile ? `${nlink} ${size} ${content}` : target;
    found[full.slice(path.length)] = `${mode.toString(8)} ${Math.floor(mtimeMs / 1000)} ${own}`;
  }
  return found;
}

describe('a tree', () => {
  test('comes out as it went in, whatever it is', async () => {
    const name = fc
      .stringMatching(/^[a-zé \\.:~-]{1,12}$/)
      .filter((text) => !/^\.{1,2}$/.test(text));
    const node = fc.record({
      name,
      kind: fc.constantFrom('file', 'directory', 'link', 'hardlink', 'sparse'),
      mode: fc.integer({ min: 0, max: 0o777 }),
      seconds: fc.integer({ min: 0, max: 2 ** 31 }),
      size: fc.integer({ min: 0, max: 200_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(node, { maxLength: 12 }), async (nodes) => {
        rmSync(from, { recursive: true });
        mkdirSync(from);
        const directories = [from];
        const files: string[] = [];
        const times: [string, number][] = [];
        const random = new SeededRandom(nodes.length);
        for (const { name: text, kind, mode, seconds, size } of nodes) {
          const path = join(directories[size % directories.length] ?? from, text);
          // A link to itself exists, and does not for one who follows it.
          if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) continue;
          if (kind === 'directory') {
            mkdirSync(path, { mode });
            directories.push(path);
          } else if (kind === 'link') {
            symlinkSync(text, path);
            continue;
          } else if (kind === 'hardlink' && files[0] !== undefined) {
            linkSync(files[0], path);
            continue;
          } else {
            const file = openSync(path, 'wx', mode);
            writeSync(
              file,
              random.bytes(Math.min(size, 5_000)),
              0,
              null,
              kind === 'sparse' ? size : 0,
            );
            if (kind === 'sparse') ftruncateSync(file, size * 3);
            closeSync(file);
            files.push(path);
          }
          times.push([path, seconds]);
        }
        for (const [path, seconds] of times.toReversed()) utimesSync(path, seconds, seconds);
        await copy();
        const wanted = describeTree(from);
        const got = describeTree(to);
        // A time of a link is set by nobody who makes one.
        expect(got).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('of a file of 10 GiB with 1 MiB of data moves less than 2 MiB, and stays sparse', async () => {
    const data = randomBytes(1024 ** 2);
    const file = openSync(join(from, 'sparse'), 'w');
    writeSync(file, data, 0, data.length, 4096 * 1000);
    ftruncateSync(file, 10 * 1024 ** 3);
    closeSync(file);
    const bytes = await copy();
    expect(bytes.length).toBeLessThan(2 * 1024 ** 2);
    const { size, blocks } = lstatSync(join(to, 'sparse'));
    expect(size).toBe(10 * 1024 ** 3);
    expect(blocks * 512).toBeLessThan(2 * 1024 ** 2);
    const copied = openSync(join(to, 'sparse'), 'r');
    closeSync(copied);
    execFileSync('/usr/bin/cmp', ['-n', '8000000', join(from, 'sparse'), join(to, 'sparse')]);
  }, 60_000);

  test('of GNU tar comes in, and GNU tar reads what comes out', async () => {
    mkdirSync(join(from, 'dir'));
    writeFileSync(join(from, 'dir/file'), 'content');
    linkSync(join(from, 'dir/file'), join(from, 'dir/again'));
    symlinkSync('/nowhere', join(from, 'link'));
    const format = ['--format=ustar', '-b1', '-c'];
    await receive(execFileSync('/bin/tar', ['-C', from, ...format, 'dir', 'link']));
    const wanted = describeTree(from);
    const withoutLinkTimes = ({ '/link': _link, ...others }: Record<string, string>) => others;
    expect(withoutLinkTimes(describeTree(to))).toEqual(withoutLinkTimes(wanted));
    writeFileSync(join(root, 'out.tar'), await buffer(await sendTree({ path: to, signal })));
    mkdirSync(join(root, 'gnu'));
    execFileSync('/bin/tar', ['-C', join(root, 'gnu'), '-xf', join(root, 'out.tar')]);
    expect(withoutLinkTimes(describeTree(join(root, 'gnu')))).toEqual(withoutLinkTimes(wanted));
  });

  test('with a name that is not UTF-8 or has a control character fails, and says so', async () => {
    writeFileSync(join(from, 'a\nb'), '');
    await expect(sendTree({ path: from, signal })).rejects.toMatchObject({
      code: 'invalid_argument',
      message: expect.stringContaining('a?b') as string,
    });
  });

  test('that a program changes while it is read is not complete', async () => {
    const path = join(from, 'growing');
    writeFileSync(path, randomBytes(4 * 1024 ** 2));
    const stream = await sendTree({ path: from, signal });
    writeFileSync(path, 'short');
    await expect(buffer(stream)).rejects.toMatchObject({ code: 'aborted' });
  });

  test('that nobody reads on leaves nothing open', async () => {
    writeFileSync(join(from, 'large'), randomBytes(4 * 1024 ** 2));
    const count = () => readdirSync('/proc/self/fd').length;
    const before = count();
    const stream = await sendTree({ path: from, signal });
    await new Promise((resolve) => stream.once('close', resolve).destroy());
    expect(count()).toBe(before);
  });
});

describe('an archive of somebody else', () => {
  test('makes nothing outside of its directory, and fails with a code or fits', async () => {
    for (const [index, { title: name, bytes }] of HOSTILE_ARCHIVES.entries()) {
      const path = join(root, `hostile-${index}`);
      try {
        await receive(bytes, { path });
        expect(existsSync(path), name).toBe(true);
      } catch (error) {
        expect(error, name).toBeInstanceOf(AgentError);
        expect((error as AgentError).code, name).not.toBe('internal');
        expect(existsSync(path), name).toBe(false);
      }
    }
    const names = readdirSync(root).filter((name) => !name.startsWith('hostile-'));
    expect(names).toEqual(['from']);
  }, 60_000);

  test('that is cut anywhere leaves what was there', async () => {
    await receive(Buffer.concat([rawFile('old', 'x'), RAW_END]));
    const whole = Buffer.concat([rawFile('a', 'aaa'), rawFile('b', 'bbb'), RAW_END]);
    for (let length = 0; length < whole.length; length += 100) {
      const work = receive(whole.subarray(0, length), { replace: true });
      await expect(work).rejects.toMatchObject({ code: 'data_loss' });
      expect(readdirSync(to)).toEqual(['old']);
    }
    expect(readdirSync(root).sort()).toEqual(['from', 'to']);
  });
});
