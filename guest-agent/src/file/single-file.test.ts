import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readFile, READ_FILE_BYTES } from './read-file.ts';
import { writeFile, type WriteFileOptions } from './write-file.ts';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'vmslot-file-')));
  mkdirSync(join(root, 'dir'));
  symlinkSync('dir', join(root, 'door'));
  execFileSync('/usr/bin/mkfifo', [join(root, 'fifo')]);
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const signal = new AbortController().signal;

function read(name: string, offset = 0, length?: number) {
  return readFile({ path: `${root}/${name}`, offset, length, signal });
}

function write(name: string, content: string | Readable, change: Partial<WriteFileOptions> = {}) {
  const source = typeof content === 'string' ? Readable.from([Buffer.from(content)]) : content;
  const path = `${root}/${name}`;
  return writeFile(source, { path, offset: 0, digest: { kind: 'none' }, signal, ...change });
}

function content(name: string): string {
  return readFileSync(join(root, name), 'utf8');
}

describe('readFile', () => {
  test.each([
    [0, undefined, '0123456789'],
    [3, undefined, '3456789'],
    [3, 4, '3456'],
    [8, 100, '89'],
    [10, 5, ''],
    [0, 0, ''],
  ])('from %j, %j bytes', async (offset, length, expected) => {
    writeFileSync(join(root, 'f'), '0123456789');
    const file = await read('f', offset, length);
    expect(file).toMatchObject({ fileBytes: 10, contentBytes: expected.length });
    expect((await buffer(file.stream)).toString()).toBe(expected);
  });

  test('a large file in pieces', async () => {
    const bytes = Buffer.alloc(READ_FILE_BYTES * 3 + 5, 'large');
    writeFileSync(join(root, 'f'), bytes);
    expect((await buffer((await read('f')).stream)).equals(bytes)).toBe(true);
  });

  test.each([
    ['missing', 0, 'not_found'],
    ['dir', 0, 'failed_precondition'],
    ['door', 0, 'failed_precondition'],
    ['door/f', 0, 'failed_precondition'],
    ['fifo', 0, 'failed_precondition'],
    ['dir/f', 2, 'out_of_range'],
    ['dir/../f', 0, 'invalid_argument'],
  ])('%s from %i is %s', async (name, offset, code) => {
    writeFileSync(join(root, 'dir/f'), 'x');
    await expect(read(name, offset)).rejects.toMatchObject({ code });
  });

  test('a file that shrinks makes the stream fail', async () => {
    writeFileSync(join(root, 'f'), Buffer.alloc(READ_FILE_BYTES * 3));
    const { stream } = await read('f');
    truncateSync(join(root, 'f'), READ_FILE_BYTES);
    await expect(buffer(stream)).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('writeFile', () => {
  test('makes a file, and gives its digest', async () => {
    const written = await write('dir/new', 'content');
    expect(written).toEqual({
      contentBytes: 7,
      sha256: createHash('sha256').update('content').digest(),
    });
    expect(content('dir/new')).toBe('content');
    expect(statSync(join(root, 'dir/new')).mode & 0o7777).toBe(0o644);
    expect(readdirSync(join(root, 'dir'))).toEqual(['new']);
  });

  test('replaces a file as a whole and keeps its mode', async () => {
    writeFileSync(join(root, 'f'), 'a longer old content');
    chmodSync(join(root, 'f'), 0o751);
    await write('f', 'new');
    expect(content('f')).toBe('new');
    expect(statSync(join(root, 'f')).mode & 0o7777).toBe(0o751);
  });

  test('goes on where it was cut off', async () => {
    await write('f', '01234');
    await write('f', '56789', { offset: 5 });
    expect(content('f')).toBe('0123456789');
    await write('f', 'ab', { offset: 2 });
    expect(content('f')).toBe('01ab456789');
  });

  test.each([
    ['missing/f', 0, 'not_found'],
    ['missing', 5, 'not_found'],
    ['f', 5, 'out_of_range'],
    ['dir', 0, 'failed_precondition'],
    ['dir', 1, 'failed_precondition'],
    ['door', 0, 'failed_precondition'],
    ['door', 1, 'failed_precondition'],
    ['door/f', 0, 'failed_precondition'],
    ['fifo', 0, 'failed_precondition'],
  ])('%s from %i is %s and changes nothing', async (name, offset, code) => {
    writeFileSync(join(root, 'f'), 'old');
    await expect(write(name, 'new', { offset })).rejects.toMatchObject({ code });
    expect(content('f')).toBe('old');
    expect(readdirSync(root).sort()).toEqual(['dir', 'door', 'f', 'fifo']);
    expect(readdirSync(join(root, 'dir'))).toEqual([]);
  });

  test('a wrong digest, or a source that breaks off, leaves the old file', async () => {
    writeFileSync(join(root, 'f'), 'old');
    const wrong = { digest: { kind: 'value', sha256: Buffer.alloc(32) } } as const;
    await expect(write('f', 'new', wrong)).rejects.toMatchObject({ code: 'data_loss' });
    const source = new Readable({ read: () => undefined });
    source.push('half');
    const writing = write('f', source);
    source.destroy();
    await expect(writing).rejects.toMatchObject({ code: 'data_loss' });
    expect(content('f')).toBe('old');
    expect(readdirSync(root).sort()).toEqual(['dir', 'door', 'f', 'fifo']);
  });

  test('a caller that gives up leaves the old file', async () => {
    writeFileSync(join(root, 'f'), 'old');
    const controller = new AbortController();
    const source = new Readable({ read: () => undefined });
    source.push('half');
    const writing = write('f', source, { signal: controller.signal });
    controller.abort();
    await expect(writing).rejects.toMatchObject({ code: 'canceled' });
    expect(content('f')).toBe('old');
  });
});
