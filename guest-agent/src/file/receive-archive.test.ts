import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  HOSTILE_ARCHIVES,
  RAW_END,
  rawDirectory,
  rawFile,
  rawHeader,
  rawLink,
} from '@vmslot/proto/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AgentError } from '../errors.ts';
import { receiveArchive, type ReceiveArchiveOptions } from './receive-archive.ts';

/** Root may give files away, others only keep them. */
const OWNER = process.getuid?.() === 0 ? 65_534 : (process.getuid?.() ?? 0);
const GROUP = process.getuid?.() === 0 ? 65_534 : (process.getgid?.() ?? 0);

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-receive-'));
  mkdirSync(join(directory, 'staging'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

function receive(bytes: Buffer | Readable, change: Partial<ReceiveArchiveOptions> = {}) {
  const source = bytes instanceof Readable ? bytes : Readable.from([bytes], { objectMode: false });
  return receiveArchive(source, {
    stagingParent: join(directory, 'staging'),
    target: join(directory, 'tasks/t1/work'),
    uid: OWNER,
    gid: GROUP,
    signal: new AbortController().signal,
    digest: { kind: 'none' },
    durable: false,
    ...change,
  });
}

function work(path = ''): string {
  return join(directory, 'tasks/t1/work', path);
}

function expectNoStaging(): void {
  expect(readdirSync(join(directory, 'staging'))).toEqual([]);
}

const GOOD = Buffer.concat([
  rawFile('sub/implied/file', 'content'),
  rawDirectory('sub'),
  rawHeader({ name: 'script', mode: 0o555, mtime: 1_600_000_000 }),
  rawLink('link', 'sub/implied'),
  rawFile('Name'),
  rawFile('name'),
  RAW_END,
]);

/**
 * What is bad for a guest that tells cases apart and asks for no roots. Names that only collide
 * elsewhere, and links that only leave the root they belong to, are good there.
 */
const BAD_HERE = HOSTILE_ARCHIVES.filter(
  ({ code, title }) =>
    !['name_taken', 'outside_roots'].includes(code) &&
    !['below a link in other case', 'link out of the root', 'link at the root itself'].includes(
      title,
    ),
);

describe('receiveArchive', () => {
  test('makes the directory, with modes, times and owner', async () => {
    const received = await receive(GOOD, { durable: true });
    expect(received).toEqual({
      entryCount: 6,
      contentBytes: 7,
      sha256: createHash('sha256').update(GOOD).digest(),
    });
    expect(readdirSync(work()).sort()).toEqual(['Name', 'link', 'name', 'script', 'sub']);
    expect(readFileSync(work('sub/implied/file'), 'utf8')).toBe('content');
    expect(readlinkSync(work('link'))).toBe('sub/implied');
    const script = statSync(work('script'));
    expect(script.mode & 0o7777).toBe(0o555);
    expect(script.mtimeMs).toBe(1_600_000_000_000);
    for (const path of ['', 'script', 'sub', 'sub/implied', 'sub/implied/file']) {
      expect(statSync(work(path))).toMatchObject({ uid: OWNER, gid: GROUP });
    }
    expect(statSync(work()).mode & 0o7777).toBe(0o755);
    expectNoStaging();
  });

  test('content of every size arrives, in pieces of every size', async () => {
    const sizes = [0, 1, 511, 512, 513, 256 * 1024, 256 * 1024 + 1, 700_000];
    const contents = sizes.map((size) => Buffer.alloc(size, `${size},`));
    const files = contents.map((content, index) => rawFile(`f${index}`, content));
    const bytes = Buffer.concat([...files, RAW_END]);
    for (const pieceBytes of [700, 65_536, bytes.length]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
        bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
      );
      await receive(Readable.from(pieces, { objectMode: false }));
      for (const [index, content] of contents.entries()) {
        expect(readFileSync(work(`f${index}`)).equals(content)).toBe(true);
      }
    }
  });

  test('replaces what was there', async () => {
    mkdirSync(work('old'), { recursive: true });
    await receive(GOOD);
    expect(readdirSync(work())).not.toContain('old');
    expectNoStaging();
  });

  test.each(BAD_HERE)('refuses $title and keeps the old directory', async ({ bytes }) => {
    mkdirSync(work(), { recursive: true });
    writeFileSync(work('old'), 'old');
    const failure = await receive(bytes).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(AgentError);
    expect(['invalid_argument', 'data_loss', 'resource_exhausted']).toContain(
      (failure as AgentError).code,
    );
    expect(readdirSync(work())).toEqual(['old']);
    expect(readdirSync(directory).sort()).toEqual(['staging', 'tasks']);
    expectNoStaging();
  });

  test('a suffix digest is checked', async () => {
    const digest = createHash('sha256').update(GOOD).digest();
    const body = Buffer.concat([GOOD, digest]);
    expect((await receive(body, { digest: { kind: 'suffix' } })).sha256).toEqual(digest);
    body[body.length - 1] = (digest.at(-1) ?? 0) ^ 1;
    const damaged = receive(body, { digest: { kind: 'suffix' } });
    await expect(damaged).rejects.toMatchObject({ code: 'data_loss' });
  });

  test('a digest that was said before is checked', async () => {
    const sha256 = Buffer.alloc(32);
    const damaged = receive(GOOD, { digest: { kind: 'value', sha256 } });
    await expect(damaged).rejects.toMatchObject({ code: 'data_loss' });
    expect(() => statSync(work())).toThrow(/ENOENT/);
  });

  test('limits are resource_exhausted', async () => {
    const tooMany = receive(GOOD, { limits: { maxEntryCount: 3 } });
    await expect(tooMany).rejects.toMatchObject({ code: 'resource_exhausted' });
    const tooMuch = receive(GOOD, { limits: { maxTotalBytes: 6 } });
    await expect(tooMuch).rejects.toMatchObject({ code: 'resource_exhausted' });
  });

  test('a full disk is resource_exhausted and says what to do', async () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const source = new Readable({ read: () => source.destroy(full) });
    await expect(receive(source)).rejects.toMatchObject({
      code: 'resource_exhausted',
      message: expect.stringMatching(/disk limit of the job/),
    });
    expectNoStaging();
  });

  test('a caller that gives up leaves nothing', async () => {
    const controller = new AbortController();
    const source = new Readable({ read: () => undefined });
    source.push(GOOD.subarray(0, 2000));
    const receiving = receive(source, { signal: controller.signal });
    controller.abort();
    await expect(receiving).rejects.toMatchObject({ code: 'canceled' });
    expect(source.destroyed).toBe(true);
    expectNoStaging();
  });

  test('a source that breaks off leaves nothing', async () => {
    const source = new Readable({ read: () => undefined });
    source.push(GOOD.subarray(0, 2000));
    const receiving = receive(source);
    source.destroy();
    await expect(receiving).rejects.toMatchObject({ code: 'data_loss' });
    expectNoStaging();
  });
});
