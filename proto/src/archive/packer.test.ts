import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Parser } from 'tar';
import { describe, expect, test } from 'vitest';
import { END_BYTES } from './archive-options.ts';
import { ArchiveScanner } from './archive-scanner.ts';
import type { Entry } from './entry.ts';
import { ArchiveGate } from './gate.ts';
import { packArchive, SLAB_BYTES, withoutContent, type PackSource } from './packer.ts';

function file(path: string, content: Buffer, change: Partial<PackSource> = {}): PackSource {
  let at = 0;
  return {
    entry: entry({ path, sizeBytes: content.length }),
    read: (target, offset, length) => {
      const count = content.copy(target, offset, at, at + length);
      at += count;
      return count;
    },
    isUnchanged: () => true,
    close: () => undefined,
    ...change,
  };
}

function entry(change: Partial<Entry>): Entry {
  const base = {
    type: 'file',
    mode: 0o644,
    sizeBytes: 0,
    modifiedSeconds: 1_700_000_000.9,
  } as const;
  return { path: 'f', linkTarget: '', ...base, ...change };
}

async function pack(sources: Iterable<PackSource>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of packArchive(sources)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Entries as the scanner reads them, with the length of their content. */
function read(bytes: Buffer): { entry: Entry; content: Buffer }[] {
  const scanner = new ArchiveScanner({ caseSensitive: true });
  const found: { entry: Entry; content: Buffer }[] = [];
  scanner.feed(bytes);
  let content: Buffer[] = [];
  for (let step = scanner.step(); step !== 'more'; step = scanner.step()) {
    if (step === 'content') content.push(scanner.content);
    if (step === 'entry-end' && scanner.entry !== undefined) {
      const { impliedDirectories: _, ...found_ } = scanner.entry;
      found.push({ entry: found_, content: Buffer.concat(content) });
      content = [];
    }
  }
  scanner.finish();
  return found;
}

const LONG = `${'directory-'.repeat(20)}/${'name-'.repeat(30)}`;

const ENTRIES: Entry[] = [
  entry({ type: 'directory', path: 'd', mode: 0o750 }),
  entry({ type: 'link', path: 'l', mode: 0o777, linkTarget: 'd' }),
  entry({ type: 'link', path: 'long', mode: 0o777, linkTarget: 'x/'.repeat(80) + 'y' }),
  entry({ type: 'directory', path: `${'p'.repeat(150)}/${'n'.repeat(99)}` }),
  entry({ type: 'directory', path: `${'q'.repeat(150)}/${'n'.repeat(100)}` }),
  entry({ path: 'n'.repeat(100) }),
  entry({ path: 'o'.repeat(101) }),
  entry({ path: `${'p'.repeat(155)}/${'n'.repeat(100)}` }),
  entry({ path: `${'p'.repeat(156)}/${'n'.repeat(100)}` }),
  entry({ path: LONG }),
  entry({ path: 'é'.repeat(60) }),
  entry({ path: 'old', modifiedSeconds: -5 }),
];

describe('packArchive', () => {
  test('what it writes passes the gate and comes back as it was', async () => {
    const bytes = await pack(ENTRIES.map((each) => withoutContent(each)));
    const expected = ENTRIES.map((each) => ({
      entry: { ...each, modifiedSeconds: Math.max(0, Math.floor(each.modifiedSeconds)) },
      content: Buffer.alloc(0),
    }));
    expect(read(bytes)).toEqual(expected);
    const gate = new ArchiveGate({ caseSensitive: true });
    await expect(pipeline(Readable.from([bytes]), gate.resume())).resolves.toBeUndefined();
  });

  test('another reader understands it', async () => {
    const bytes = await pack([
      ...ENTRIES.map((each) => withoutContent(each)),
      file('z', Buffer.from('zz')),
    ]);
    const seen: string[] = [];
    const parser = new Parser({
      strict: true,
      onReadEntry: (found) => {
        seen.push(`${found.type} ${found.path} ${found.linkpath ?? ''} ${found.size}`);
        found.resume();
      },
    });
    parser.end(bytes);
    const types = { file: 'File', directory: 'Directory', link: 'SymbolicLink', hardlink: 'Link' };
    const wanted = ENTRIES.map(({ type, path, linkTarget, sizeBytes }) => {
      return `${types[type]} ${path}${type === 'directory' ? '/' : ''} ${linkTarget} ${sizeBytes}`;
    });
    expect(seen).toEqual([...wanted, 'File z  2']);
  });

  test.each([
    0,
    1,
    511,
    512,
    513,
    SLAB_BYTES - 512,
    SLAB_BYTES - 511,
    SLAB_BYTES,
    SLAB_BYTES * 2 + 7,
  ])('content of %i bytes keeps its place', async (byteCount) => {
    const content = Buffer.alloc(byteCount, 'content');
    const found = read(await pack([file('a', content), file('b', Buffer.from('after'))]));
    expect(found.map(({ entry: { path } }) => path)).toEqual(['a', 'b']);
    expect(found[0]?.content.equals(content)).toBe(true);
    expect(found[1]?.content.toString()).toBe('after');
  });

  test('pieces are of a bounded size, and small files share one', async () => {
    const many = Array.from({ length: 2000 }, (_, index) =>
      file(`f${index}`, Buffer.from('small')),
    );
    const sizes: number[] = [];
    for await (const piece of packArchive(many)) sizes.push(piece.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(SLAB_BYTES);
    // Each takes a header and a block.
    expect(sizes.length).toBeLessThan((2000 * 1024) / SLAB_BYTES + 2);
  });

  test('a size of 8 GiB and more goes into a pax header', () => {
    const sizeBytes = 8 * 1024 ** 3;
    const scanner = new ArchiveScanner();
    const generator = packArchive([
      file('huge', Buffer.alloc(0), { entry: entry({ path: 'huge', sizeBytes }) }),
    ]);
    return generator.next().then(async ({ value }) => {
      scanner.feed(value as Buffer);
      expect(scanner.step()).toBe('entry');
      expect(scanner.entry?.sizeBytes).toBe(sizeBytes);
      await generator.return(undefined);
    });
  });

  test('a file that shrinks is filled with zeros, stays in step, and fails before the end', async () => {
    const short = file('short', Buffer.from('only this'), {
      entry: entry({ path: 'short', sizeBytes: 600 }),
    });
    const pieces: Buffer[] = [];
    const packing = (async () => {
      for await (const piece of packArchive([short, file('big', Buffer.alloc(SLAB_BYTES, 1))])) {
        pieces.push(Buffer.from(piece));
      }
    })();
    await expect(packing).rejects.toMatchObject({ code: 'content_changed', entryName: 'short' });
    const bytes = Buffer.concat(pieces);
    expect(bytes.subarray(512, 1112).toString()).toBe('only this'.padEnd(600, '\0'));
    const scanner = new ArchiveScanner();
    scanner.feed(bytes);
    let step = scanner.step();
    while (step !== 'more') step = scanner.step();
    expect(() => scanner.finish()).toThrow(expect.objectContaining({ code: 'truncated' }));
  });

  test('a file that only changed fails too', async () => {
    const changed = file('f', Buffer.from('x'), { isUnchanged: () => false });
    await expect(pack([changed])).rejects.toMatchObject({ code: 'content_changed' });
  });

  test('a reader that leaves closes the file that is open and opens no other', async () => {
    let closedCount = 0;
    let openedCount = 0;
    function* sources(): Generator<PackSource> {
      for (;;) {
        openedCount += 1;
        yield file(`f${openedCount}`, Buffer.alloc(SLAB_BYTES), {
          close: () => (closedCount += 1),
        });
      }
    }
    const pieces = packArchive(sources());
    await pieces.next();
    await pieces.return(undefined);
    expect(closedCount).toBe(openedCount);
    expect(openedCount).toBe(1);
  });

  test('a source that fails is closed', async () => {
    let closed = false;
    const broken = file('f', Buffer.from('x'), {
      read: () => Promise.reject(new Error('broken')),
      close: () => (closed = true),
    });
    await expect(pack([broken])).rejects.toThrow('broken');
    expect(closed).toBe(true);
  });

  test('nothing to pack is an end only', async () => {
    expect((await pack([])).equals(Buffer.alloc(END_BYTES))).toBe(true);
  });
});
