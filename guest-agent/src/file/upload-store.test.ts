import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  MAX_FINISHED_UPLOAD_COUNT,
  MAX_UPLOAD_AGE_MS,
  MAX_UPLOAD_COUNT,
  UploadStore,
} from './upload-store.ts';

const { signal } = new AbortController();
const digest = { kind: 'none' } as const;
const nobody = { owner: undefined };

let root: string;
let state: string;
let files: string;
let path: string;
let nowMs: number;

beforeEach(() => {
  // In memory where there is such a place: every record and every piece is synced.
  root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'vmslot-uploads-'));
  state = join(root, 'state');
  files = join(root, 'files');
  mkdirSync(files);
  path = join(files, 'file');
  nowMs = Date.now();
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** A store as an agent that starts has it. */
async function openStore(): Promise<UploadStore> {
  const store = new UploadStore({ directory: state, now: () => nowMs });
  await store.open();
  return store;
}

const put = (store: UploadStore, text: string, offset = 0, uploadId = 'u') =>
  store.write(uploadId, Readable.from([Buffer.from(text)]), { offset, digest, signal });
const request = (more = {}) => ({ uploadId: 'u', path, sizeBytes: 10, ...more });
const sha256 = (text: string) => createHash('sha256').update(text).digest();

describe('an agent that starts again', () => {
  test('goes on with what has come', async () => {
    const first = await openStore();
    await first.begin(request(), nobody);
    await put(first, 'hello');
    const second = await openStore();
    expect(await second.begin(request(), nobody)).toEqual({ receivedBytes: 5 });
    await put(second, 'world', 5);
    await second.finish({ uploadId: 'u', sha256: sha256('helloworld') }, { signal });
    expect(readFileSync(path, 'utf8')).toBe('helloworld');
    const third = await openStore();
    const again = await third.finish({ uploadId: 'u' }, { signal });
    expect(Buffer.from(again.sha256 ?? [])).toEqual(sha256('helloworld'));
  });

  test('has written nothing that others could read', async () => {
    const store = await openStore();
    await store.begin(request({ mode: 0o644 }), nobody);
    await put(store, 'hello');
    const [name = ''] = readdirSync(files);
    expect(lstatSync(join(files, name)).mode & 0o777).toBe(0o700);
    expect(lstatSync(state).mode & 0o777).toBe(0o700);
  });

  test('drops an upload with which nobody has gone on, and one only then', async () => {
    const first = await openStore();
    await first.begin(request(), nobody);
    await put(first, 'hello');
    nowMs += MAX_UPLOAD_AGE_MS - 60_000;
    expect((await openStore()).openCount).toBe(1);
    expect(readdirSync(files)).toHaveLength(1);
    nowMs += 120_000;
    expect((await openStore()).openCount).toBe(0);
    expect(readdirSync(files)).toEqual([]);
    expect(readdirSync(state)).toEqual([]);
  });

  test('passes over records that are none, and half ones', async () => {
    await openStore();
    writeFileSync(join(state, 'x.json'), '{"uploadId":"x"');
    writeFileSync(join(state, 'y.json'), '{"uploadId":"z","path":"/y","sizeBytes":1,"token":""}');
    writeFileSync(join(state, 'u.json.new'), '');
    const store = await openStore();
    expect(store.openCount).toBe(0);
    expect(readdirSync(state)).toEqual([]);
  });

  test('drops the record of an upload whose directory is gone', async () => {
    const first = await openStore();
    await first.begin(request(), nobody);
    rmSync(files, { recursive: true });
    nowMs += MAX_UPLOAD_AGE_MS + 60_000;
    expect((await openStore()).openCount).toBe(0);
  });
});

describe('a later piece', () => {
  test('ends one that is under way, and what that has brought is there', async () => {
    const store = await openStore();
    await store.begin(request(), nobody);
    const slow = new PassThrough();
    const first = store.write('u', slow, { offset: 0, digest, signal });
    slow.write('hel');
    // Its connection is dead, and nobody has noticed.
    const ended = expect(first).rejects.toMatchObject({ code: 'aborted' });
    const { receivedBytes = 0 } = await store.begin(request(), nobody);
    await ended;
    expect(receivedBytes).toBeLessThanOrEqual(3);
    await put(store, 'helloworld'.slice(receivedBytes), receivedBytes);
    await store.finish({ uploadId: 'u', sha256: sha256('helloworld') }, { signal });
  });

  test('waits for its turn, and all of them end', async () => {
    const store = await openStore();
    await store.begin(request(), nobody);
    const pieces = Array.from({ length: 20 }, () => put(store, 'helloworld'));
    const results = await Promise.allSettled(pieces);
    expect(results.at(-1)?.status).toBe('fulfilled');
    await store.finish({ uploadId: 'u', sha256: sha256('helloworld') }, { signal });
  });
});

describe('who can write to the directory', () => {
  test('can take away what has come, and then it is sent again', async () => {
    const store = await openStore();
    await store.begin(request(), nobody);
    await put(store, 'hello');
    const [name = ''] = readdirSync(files);
    renameSync(join(files, name), join(root, 'away'));
    await expect(put(store, 'world', 5)).rejects.toMatchObject({ code: 'failed_precondition' });
    expect(await store.begin(request(), nobody)).toEqual({ receivedBytes: 0 });
    await put(store, 'helloworld');
    await store.finish({ uploadId: 'u', sha256: sha256('helloworld') }, { signal });
  });

  test('cannot put a directory or file of its own in the place of what has come', async () => {
    const store = await openStore();
    await store.begin(request(), nobody);
    await put(store, 'hello');
    const [name = ''] = readdirSync(files);
    const token = readdirSync(join(files, name))[0] ?? '';
    renameSync(join(files, name), join(root, 'away'));
    mkdirSync(join(files, name), { mode: 0o700 });
    writeFileSync(join(files, name, token), 'of the app');
    chownSync(join(files, name), 65534, 65534);
    await expect(store.finish({ uploadId: 'u' }, { signal })).rejects.toMatchObject({
      code: 'failed_precondition',
    });
    rmSync(join(files, name), { recursive: true });
    symlinkSync(join(root, 'away'), join(files, name));
    await expect(put(store, 'x', 5)).rejects.toMatchObject({ code: 'failed_precondition' });
    expect(readdirSync(files)).toEqual([name]);
  });

  test('can make a link at the end, which is replaced and not followed', async () => {
    const store = await openStore();
    await store.begin(request(), nobody);
    await put(store, 'helloworld');
    writeFileSync(join(root, 'victim'), 'victim');
    symlinkSync(join(root, 'victim'), path);
    await expect(store.finish({ uploadId: 'u' }, { signal })).rejects.toMatchObject({
      code: 'failed_precondition',
    });
    expect(readFileSync(join(root, 'victim'), 'utf8')).toBe('victim');
  });
});

describe('limits', { timeout: 60_000 }, () => {
  test('of uploads at once', async () => {
    const store = await openStore();
    for (let index = 0; index < MAX_UPLOAD_COUNT; index += 1) {
      await store.begin(request({ uploadId: `u${index}`, path: `${files}/${index}` }), nobody);
    }
    await expect(store.begin(request(), nobody)).rejects.toMatchObject({
      code: 'resource_exhausted',
    });
    await store.abort('u0');
    await store.begin(request(), nobody);
  });

  test('of finished ones that are remembered', async () => {
    const store = await openStore();
    for (let index = 0; index <= MAX_FINISHED_UPLOAD_COUNT; index += 1) {
      const uploadId = `u${index}`;
      await store.begin(request({ uploadId, sizeBytes: 0 }), nobody);
      await store.finish({ uploadId }, { signal });
    }
    expect(readdirSync(state).length).toBeLessThanOrEqual(MAX_FINISHED_UPLOAD_COUNT);
    await expect(store.finish({ uploadId: 'u0' }, { signal })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('a large file comes in as it was sent', async () => {
    const store = await openStore();
    const content = randomBytes(5 * 1024 * 1024 + 1);
    await store.begin(request({ sizeBytes: content.length }), nobody);
    await store.write('u', Readable.from([content]), { offset: 0, digest, signal });
    const { sha256: sum } = await store.finish({ uploadId: 'u' }, { signal });
    expect(Buffer.from(sum ?? [])).toEqual(createHash('sha256').update(content).digest());
  });
});
