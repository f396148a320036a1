import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { RAW_END, rawFile } from '@vmslot/proto/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { receiveTree, UploadStore, writeFile } from '../../guest-agent/src/file/index.ts';
import { makeDirectory } from '../../guest-agent/src/file/make-directory.ts';
import { rename } from '../../guest-agent/src/file/rename.ts';
import { setAttributes } from '../../guest-agent/src/file/set-attributes.ts';

const DISK_BYTES = 4 * 1024 * 1024;
const INODE_COUNT = 12;

const { signal } = new AbortController();
const digest = { kind: 'none' } as const;
const full = { code: 'resource_exhausted', message: expect.stringMatching(/^[^\n]+$/) as string };

let directory: string;
let disk: string;

/** A file system of some megabytes and few files, in memory. The tests run as root. */
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vmslot-full-'));
  disk = join(directory, 'disk');
  execFileSync('/bin/mkdir', [disk]);
  const size = `size=${DISK_BYTES},nr_inodes=${INODE_COUNT},mode=0755`;
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', disk]);
  writeFileSync(join(disk, 'old'), 'old content');
});

afterEach(() => {
  execFileSync('/bin/umount', [disk]);
  rmSync(directory, { recursive: true });
});

/** More than the disk holds, in pieces. */
function tooMuch(bytes = DISK_BYTES * 2): Readable {
  return Readable.from(
    Array.from({ length: Math.ceil(bytes / 65_536) }, () => randomBytes(65_536)),
    { objectMode: false },
  );
}

/** Takes what is left of the disk's room. */
function fillRoom(): void {
  try {
    writeFileSync(join(disk, 'filler'), randomBytes(DISK_BYTES));
  } catch {
    // It was the aim.
  }
}

/** Takes what is left of the disk's files. */
function fillFiles(): void {
  for (let index = 0; index < INODE_COUNT; index += 1) {
    try {
      writeFileSync(join(disk, `filler-${index}`), '');
    } catch {
      return;
    }
  }
}

function assertNothingLeft(): void {
  const names = readdirSync(disk).filter((name) => !name.startsWith('filler'));
  expect(names.sort()).toEqual(['old']);
  expect(readFileSync(join(disk, 'old'), 'utf8')).toBe('old content');
}

describe('on a full disk', () => {
  test('a file that does not fit leaves the old one', async () => {
    const work = writeFile(tooMuch(), { path: `${disk}/old`, offset: 0, digest, signal });
    await expect(work).rejects.toMatchObject(full);
    assertNothingLeft();
  });

  test('a file that cannot be made is not there', async () => {
    fillFiles();
    const body = Readable.from([Buffer.from('x')]);
    const work = writeFile(body, { path: `${disk}/new`, offset: 0, digest, signal });
    await expect(work).rejects.toMatchObject(full);
    assertNothingLeft();
  });

  test('a directory that cannot be made is not there', async () => {
    fillFiles();
    const work = makeDirectory({ path: `${disk}/a/b/c`, parents: true }, { owner: undefined });
    await expect(work).rejects.toMatchObject(full);
    assertNothingLeft();
  });

  test('a tree that does not fit leaves nothing, and the old one', async () => {
    const entries = [rawFile('a', randomBytes(DISK_BYTES)), rawFile('b', 'x'), RAW_END];
    for (const replace of [false, true]) {
      const source = Readable.from([Buffer.concat(entries)]);
      const work = receiveTree(source, {
        path: `${disk}/tree`,
        owner: undefined,
        replace,
        digest,
        signal,
      });
      await expect(work).rejects.toMatchObject(full);
      assertNothingLeft();
    }
  });

  test('a tree of too many files leaves nothing', async () => {
    const files = Array.from({ length: INODE_COUNT }, (_, index) => rawFile(`f${index}`, 'x'));
    const source = Readable.from([Buffer.concat([...files, RAW_END])]);
    const options = { path: `${disk}/tree`, owner: undefined, replace: false, digest, signal };
    await expect(receiveTree(source, options)).rejects.toMatchObject(full);
    assertNothingLeft();
  });

  test('names and attributes need no room', async () => {
    fillRoom();
    fillFiles();
    // Not to replace anything takes a second name for a moment, which some file systems count.
    const careful = rename({ from: `${disk}/old`, to: `${disk}/renamed` });
    await expect(careful).rejects.toMatchObject(full);
    assertNothingLeft();
    await rename({ from: `${disk}/old`, to: `${disk}/renamed`, replace: true });
    await setAttributes({ path: `${disk}/renamed`, mode: 0o600, uid: 1, modifiedMs: 1000 });
    await rename({ from: `${disk}/renamed`, to: `${disk}/old`, replace: true });
    assertNothingLeft();
  });
});

describe('an upload to a full disk', () => {
  async function opened() {
    const uploads = new UploadStore({ directory: join(directory, 'state') });
    await uploads.open();
    return uploads;
  }

  test('is refused at once where it cannot fit', async () => {
    const uploads = await opened();
    const request = { uploadId: 'u', path: `${disk}/old`, sizeBytes: DISK_BYTES * 2 };
    await expect(uploads.begin(request, { owner: undefined })).rejects.toMatchObject(full);
    assertNothingLeft();
    expect(readdirSync(join(directory, 'state'))).toEqual([]);
  });

  test('is refused where nothing can be made', async () => {
    const uploads = await opened();
    fillFiles();
    const request = { uploadId: 'u', path: `${disk}/old`, sizeBytes: 1 };
    await expect(uploads.begin(request, { owner: undefined })).rejects.toMatchObject(full);
    assertNothingLeft();
    expect(uploads.openCount).toBe(0);
  });

  test('that runs out of room on the way goes on when there is some', async () => {
    const uploads = await opened();
    const content = randomBytes(DISK_BYTES / 2);
    const request = { uploadId: 'u', path: `${disk}/old`, sizeBytes: content.length };
    await uploads.begin(request, { owner: undefined });
    fillRoom();
    const first = uploads.write('u', Readable.from([content]), { offset: 0, digest, signal });
    await expect(first).rejects.toMatchObject(full);
    expect(readFileSync(join(disk, 'old'), 'utf8')).toBe('old content');
    rmSync(join(disk, 'filler'));
    const { receivedBytes = 0 } = await uploads.begin(request, { owner: undefined });
    const rest = Readable.from([content.subarray(receivedBytes)]);
    await uploads.write('u', rest, { offset: receivedBytes, digest, signal });
    await uploads.finish({ uploadId: 'u' }, { signal });
    expect(readFileSync(join(disk, 'old')).equals(content)).toBe(true);
    expect(readdirSync(disk)).toEqual(['old']);
  });

  test('that is given up leaves the old file', async () => {
    const uploads = await opened();
    const request = { uploadId: 'u', path: `${disk}/old`, sizeBytes: DISK_BYTES / 2 };
    await uploads.begin(request, { owner: undefined });
    fillRoom();
    const work = uploads.write('u', tooMuch(DISK_BYTES / 2), { offset: 0, digest, signal });
    await expect(work).rejects.toMatchObject(full);
    await uploads.abort('u');
    assertNothingLeft();
  });
});
