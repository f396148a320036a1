import { execFileSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RAW_END, rawContent, rawHeader, rawPax } from '@vmslot/proto/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArchiveScanner } from './archive-scanner.ts';
import { packArchive } from './packer.ts';
import { encodeSparseMap, SparseMapReader, type DataRange } from './sparse-map.ts';

/** Pieces in order, with gaps, from lengths of hole and data in turn. */
const RANGES = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 6 })), {
      maxLength: 40,
    }),
    fc.integer({ min: 0, max: 511 }),
  )
  .map(([lengths, cut]) => {
    let end = 0;
    return lengths.map(([hole, blocks], index): DataRange => {
      const offset = end + hole;
      const length = blocks * 512 - (index === lengths.length - 1 ? cut : 0);
      end = offset + length;
      return { offset, length };
    });
  });

function entry(sizeBytes: number, path = 'dir/sparse') {
  return {
    type: 'file',
    path,
    mode: 0o644,
    sizeBytes,
    modifiedSeconds: 5,
    linkTarget: '',
  } as const;
}

async function pack(content: Buffer, ranges: readonly DataRange[]): Promise<Buffer> {
  const source = {
    entry: entry(content.length),
    findData: () => Promise.resolve(ranges),
    read: (target: Buffer, offset: number, length: number, position: number) =>
      content.copy(target, offset, position, position + length),
    isUnchanged: () => true,
    close: () => undefined,
  };
  const pieces: Buffer[] = [];
  for await (const piece of packArchive([source])) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** Content of the one file of an archive that comes in chunks. */
function unpack(archive: Buffer, chunkBytes: number): Buffer {
  const scanner = new ArchiveScanner({ sparse: true });
  let content = Buffer.alloc(0);
  for (let at = 0; at < archive.length; at += chunkBytes) {
    scanner.feed(archive.subarray(at, at + chunkBytes));
    for (let step = scanner.step(); step !== 'more'; step = scanner.step()) {
      if (step === 'entry') content = Buffer.alloc(scanner.entry?.sizeBytes ?? 0);
      if (step === 'content') scanner.content.copy(content, scanner.contentPosition);
    }
  }
  scanner.finish();
  return content;
}

function fill(sizeBytes: number, ranges: readonly DataRange[]): Buffer {
  const content = Buffer.alloc(sizeBytes);
  for (const { offset, length } of ranges) content.fill(0xa5, offset, offset + length);
  return content;
}

function refusal(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return 'accepted';
}

describe('sparse files', () => {
  test('come out as they went in, in whatever chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        RANGES,
        fc.integer({ min: 0, max: 9_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        async (ranges, tail, chunkBytes) => {
          const last = ranges.at(-1);
          const size = (last === undefined ? 0 : last.offset + last.length) + tail;
          const content = fill(size, ranges);
          const archive = await pack(content, ranges);
          expect(unpack(archive, chunkBytes).equals(content)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('GNU tar reads what is written here', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'vmslot-sparse-'));
    try {
      const ranges = [
        { offset: 4_096, length: 3_072 },
        { offset: 1_000_000, length: 1 },
      ];
      const content = fill(50_000_000, ranges);
      writeFileSync(join(directory, 'a.tar'), await pack(content, ranges));
      execFileSync('/bin/tar', ['-C', directory, '-xif', join(directory, 'a.tar')]);
      const path = join(directory, 'dir/sparse');
      expect(readFileSync(path).equals(content)).toBe(true);
      expect(statSync(path).blocks * 512).toBeLessThan(1_000_000);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('what GNU tar writes is read here', () => {
    const directory = mkdtempSync(join(tmpdir(), 'vmslot-sparse-'));
    try {
      const file = openSync(join(directory, 'sparse'), 'w');
      writeSync(file, 'begin', 0);
      writeSync(file, 'middle', 5_000_000);
      ftruncateSync(file, 9_000_000);
      closeSync(file);
      const format = ['--format=posix', '--pax-option=delete=atime,delete=ctime', '-b1'];
      const archive = execFileSync(
        '/bin/tar',
        ['-C', directory, '-cS', '--sparse-version=1.0', ...format, 'sparse'],
        { maxBuffer: 1 << 24 },
      );
      const content = unpack(archive, 1_000);
      expect(content.equals(readFileSync(join(directory, 'sparse')))).toBe(true);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('are refused where they are not asked for', async () => {
    const archive = await pack(fill(10_000, []), []);
    const scanner = new ArchiveScanner();
    scanner.feed(archive);
    expect(refusal(() => scanner.step())).toBe('pax_key_refused');
  });

  /** An archive with one sparse file, as somebody else may have made it. */
  function foreign(map: string, data: string, realSize: number, keys = {}): Buffer {
    const records = {
      'GNU.sparse.major': '1',
      'GNU.sparse.minor': '0',
      'GNU.sparse.name': 'sparse',
      'GNU.sparse.realsize': String(realSize),
      ...keys,
    };
    const body = Buffer.concat([rawContent(map), Buffer.from(data)]);
    const header = rawHeader({ name: 'GNUSparseFile.0/x', size: body.length });
    return Buffer.concat([rawPax(records), header, rawContent(body), RAW_END]);
  }

  test.each<[string, string, string, number, Record<string, string>, string]>([
    ['a piece beyond the end', '1\n8\n3\n', 'abc', 10, {}, 'sparse_malformed'],
    ['pieces that overlap', '2\n0\n2\n1\n1\n', 'abc', 10, {}, 'sparse_malformed'],
    ['a piece within a block', '2\n0\n2\n4\n1\n', 'abc', 10, {}, 'sparse_malformed'],
    ['less data than pieces', '1\n0\n4\n', 'abc', 10, {}, 'sparse_malformed'],
    ['more data than pieces', '1\n0\n2\n', 'abc', 10, {}, 'sparse_malformed'],
    ['a map of letters', 'x\n', '', 10, {}, 'sparse_malformed'],
    ['a number without end', `1\n${'1'.repeat(20)}\n`, '', 10, {}, 'sparse_malformed'],
    ['a map without end', '9\n1\n', '', 10, {}, 'sparse_malformed'],
    ['a million pieces', '1000000\n', '', 10, {}, 'sparse_malformed'],
    ['another version', '0\n', '', 10, { 'GNU.sparse.major': '0' }, 'pax_malformed'],
    ['two names', '0\n', '', 10, { path: 'other' }, 'pax_malformed'],
    ['a bad name', '0\n', '', 10, { 'GNU.sparse.name': '../x' }, 'name_refused'],
    ['a size over the limit', '0\n', '', 2 ** 40, {}, 'entry_too_large'],
  ])('%s: refused', (_what, map, data, size, keys, code) => {
    expect(refusal(() => unpack(foreign(map, data, size, keys), 512))).toBe(code);
  });

  test('an empty piece at the end is how GNU tar ends with a hole', () => {
    const content = unpack(foreign('2\n0\n3\n10\n0\n', 'abc', 10), 512);
    expect(content.toString('latin1')).toBe('abc\0\0\0\0\0\0\0');
  });

  test('a map is padded to a block', () => {
    const map = encodeSparseMap([{ offset: 1, length: 2 }], 3);
    expect(map).toHaveLength(512);
    const reader = new SparseMapReader('x');
    expect(reader.take(map, 0, map.length)).toBe(512);
    expect(reader.ranges(3, 2)).toEqual([{ offset: 1, length: 2 }]);
  });
});
