import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArchiveGate, ArchiveScanner, SLAB_BYTES } from '@vmslot/proto/archive';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendArchive, type SendArchiveOptions } from './send-archive.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vmslot-send-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function send(paths: string[], change: Partial<SendArchiveOptions> = {}) {
  return sendArchive({ root, paths, signal: new AbortController().signal, ...change });
}

/** Reads all of it, through the host's gate. */
async function collect(paths: string[], change: Partial<SendArchiveOptions> = {}) {
  const gate = (await send(paths, change)).pipe(new ArchiveGate({ roots: paths }));
  const pieces: Buffer[] = [];
  for await (const piece of gate) pieces.push(piece as Buffer);
  return entries(Buffer.concat(pieces));
}

function entries(bytes: Buffer): Record<string, unknown> {
  const scanner = new ArchiveScanner();
  const found: Record<string, unknown> = {};
  let text = '';
  scanner.feed(bytes);
  for (let step = scanner.step(); step !== 'more'; step = scanner.step()) {
    if (step === 'content') text += scanner.content.toString();
    if (step === 'entry-end' && scanner.entry !== undefined) {
      const { type, path, linkTarget } = scanner.entry;
      found[path] = type === 'file' ? text : type === 'link' ? `-> ${linkTarget}` : type;
      text = '';
    }
  }
  return found;
}

function put(path: string, content = path): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** Descriptors of this process that are below the root. */
function openBelowRoot(): number {
  const targets = readdirSync('/proc/self/fd').map((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      // The descriptor of the listing itself is closed by now.
      return '';
    }
  });
  return targets.filter((target) => target.startsWith(root)).length;
}

describe('sendArchive', () => {
  test('sends files, directories and links that were asked for, nothing else', async () => {
    put('out/a');
    put('out/sub/b', 'x'.repeat(600));
    put('single/file');
    put('other');
    mkdirSync(join(root, 'out/empty'));
    symlinkSync('sub/b', join(root, 'out/link'));
    expect(await collect(['out', 'single/file', 'missing', 'missing/too', 'other/below'])).toEqual({
      out: 'directory',
      'out/a': 'out/a',
      'out/sub': 'directory',
      'out/sub/b': 'x'.repeat(600),
      'out/empty': 'directory',
      'out/link': '-> sub/b',
      'single/file': 'single/file',
    });
    expect(openBelowRoot()).toBe(0);
  });

  test('keeps permission bits and times, not set-user-ID', async () => {
    put('f');
    chmodSync(join(root, 'f'), 0o4751);
    utimesSync(join(root, 'f'), 1_600_000_000, 1_600_000_000);
    const scanner = new ArchiveScanner();
    for await (const piece of await send(['f'])) scanner.feed(piece as Buffer);
    expect(scanner.step()).toBe('entry');
    expect(scanner.entry).toMatchObject({ mode: 0o751, modifiedSeconds: 1_600_000_000 });
  });

  test('a path named twice, or below another, is sent once', async () => {
    put('out/a/b');
    expect(Object.keys(await collect(['out/a/b', 'out', 'out/a']))).toEqual([
      'out',
      'out/a',
      'out/a/b',
    ]);
  });

  test('a FIFO, a socket and a device are skipped and reported; nothing waits', async () => {
    mkdirSync(join(root, 'out'));
    execFileSync('/usr/bin/mkfifo', [join(root, 'out/fifo')]);
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(join(root, 'out/socket'), resolve);
    });
    const skipped: string[] = [];
    const onSkipped = (path: string, reason: string): number => skipped.push(`${path} ${reason}`);
    expect(await collect(['out', 'out/fifo'], { onSkipped })).toEqual({ out: 'directory' });
    expect(skipped.sort()).toEqual(['out/fifo special_file', 'out/socket special_file']);
    await new Promise((resolve) => server.close(resolve));
  });

  test('a link on the way to a path is not followed', async () => {
    put('real/secret');
    symlinkSync('real', join(root, 'door'));
    expect(await collect(['door/secret'])).toEqual({});
  });

  test.each([
    [
      'a link that leaves its directory',
      () => symlinkSync('../../etc', join(root, 'out/l')),
      'out/l',
    ],
    ['an absolute link', () => symlinkSync('/etc/passwd', join(root, 'out/l')), 'out/l'],
    ['a name with a newline', () => put('out/a\nb'), 'out/a?b'],
    ['a device name', () => put('out/CON'), 'out/CON'],
    ['names that differ in case', () => (put('out/a'), put('out/A')), 'out/'],
    [
      'a name that is not UTF-8',
      () => writeFileSync(Buffer.from(`${root}/out/\xff`, 'latin1'), ''),
      'out/',
    ],
  ])('%s is refused by name', async (_title, make, named) => {
    mkdirSync(join(root, 'out'));
    make();
    const failure = await send(['out']).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: expect.stringContaining(named) as string });
    expect(['invalid_argument', 'failed_precondition']).toContain(
      (failure as { code: string }).code,
    );
    expect(openBelowRoot()).toBe(0);
  });

  test('a link where an output is expected is refused', async () => {
    symlinkSync('elsewhere', join(root, 'out'));
    await expect(send(['out'])).rejects.toMatchObject({ code: 'invalid_argument' });
  });

  test.each(['../x', '/etc/passwd', '', 'a//b'])('path %j is refused', async (path) => {
    await expect(send([path])).rejects.toMatchObject({ code: 'invalid_argument' });
  });

  test.each([
    ['shrinks', (path: string) => truncateSync(path, 10)],
    ['grows', (path: string) => appendFileSync(path, 'more')],
  ])('a file that %s while it is read fails at the end', async (_title, change) => {
    put('out', 'x'.repeat(SLAB_BYTES * 4));
    const stream = await send(['out']);
    change(join(root, 'out'));
    let byteCount = 0;
    const reading = (async () => {
      for await (const piece of stream) byteCount += (piece as Buffer).length;
    })();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    expect(byteCount).toBeGreaterThan(SLAB_BYTES * 2);
    expect(openBelowRoot()).toBe(0);
  });

  test('goes at the pace of its reader, and a reader that leaves closes everything', async () => {
    for (let index = 0; index < 8; index += 1) put(`out/f${index}`, 'x'.repeat(SLAB_BYTES));
    const stream = await send(['out']);
    expect(openBelowRoot()).toBeGreaterThan(0);
    expect(stream.readableLength).toBeLessThanOrEqual(SLAB_BYTES);
    const closed = new Promise((resolve) => stream.once('close', resolve));
    stream.destroy();
    await closed;
    expect(openBelowRoot()).toBe(0);
  });

  test('a signal ends it', async () => {
    put('out', 'x'.repeat(SLAB_BYTES * 4));
    const controller = new AbortController();
    const stream = await send(['out'], { signal: controller.signal });
    const failed = new Promise((resolve) => stream.once('error', resolve));
    const closed = new Promise((resolve) => stream.once('close', resolve));
    controller.abort();
    expect(await failed).toMatchObject({ name: 'AbortError' });
    await closed;
    expect(openBelowRoot()).toBe(0);
  });

  test('limits end it', async () => {
    put('out/a');
    put('out/b');
    const tooMany = send(['out'], { limits: { maxEntryCount: 2 } });
    await expect(tooMany).rejects.toMatchObject({ code: 'resource_exhausted' });
  });

  test('a tree deeper than the limit is refused', async () => {
    mkdirSync(join(root, 'd/'.repeat(70)), { recursive: true });
    await expect(send(['d'])).rejects.toMatchObject({ code: 'invalid_argument' });
    expect(openBelowRoot()).toBe(0);
    expect(readdirSync(root)).toEqual(['d']);
  });
});
