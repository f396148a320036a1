import { describe, expect, test } from 'vitest';
import {
  HOSTILE_ARCHIVES,
  RAW_END,
  rawDirectory,
  rawFile,
  rawHeader,
  rawLink,
  rawPax,
} from '../testing/index.ts';
import { ArchiveError } from './archive-error.ts';
import { DEFAULT_ARCHIVE_LIMITS, type ArchiveOptions } from './archive-options.ts';
import { ArchiveGate } from './gate.ts';

/** Leads bytes through a gate, in pieces of `pieceBytes`; gives what came out, and the error. */
async function passThrough(
  bytes: Buffer,
  options: Partial<ArchiveOptions> = {},
  pieceBytes = bytes.length,
): Promise<{ passed: Buffer; error: unknown }> {
  const gate = new ArchiveGate(options);
  const passed: Buffer[] = [];
  gate.on('data', (chunk: Buffer) => passed.push(chunk));
  const { promise, resolve } = Promise.withResolvers<unknown>();
  gate.once('error', resolve);
  gate.once('end', () => resolve(undefined));
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    gate.write(bytes.subarray(at, at + pieceBytes));
  }
  gate.end();
  return { error: await promise, passed: Buffer.concat(passed) };
}

function limits(change: Partial<ArchiveOptions['limits']>): Partial<ArchiveOptions> {
  return { limits: { ...DEFAULT_ARCHIVE_LIMITS, ...change } };
}

const ROOTS = { roots: ['out', 'top'] };

describe('hostile archives', () => {
  test('the corpus is large and has no title twice', () => {
    expect(HOSTILE_ARCHIVES.length).toBeGreaterThan(140);
    expect(new Set(HOSTILE_ARCHIVES.map(({ title }) => title)).size).toBe(HOSTILE_ARCHIVES.length);
  });

  describe.each([['whole'], ['in pieces of 7 bytes', 7], ['in pieces of 600 bytes', 600]])(
    '%s',
    (_title, pieceBytes?: number) => {
      test.each(HOSTILE_ARCHIVES)('$title: $code', async ({ bytes, code, badOffset }) => {
        const { error, passed } = await passThrough(bytes, ROOTS, pieceBytes ?? bytes.length);
        expect(error).toBeInstanceOf(ArchiveError);
        expect(error).toMatchObject({ code });
        expect((error as Error).message).not.toMatch(/[\p{Cc}\u202E]/u);
        expect(passed.length).toBeLessThanOrEqual(badOffset);
        expect(passed.equals(bytes.subarray(0, passed.length))).toBe(true);
      });
    },
  );
});

describe('good archives', () => {
  const parts = [
    rawDirectory('out'),
    rawFile('out/a', 'x'.repeat(1000)),
    rawFile('out/empty'),
    rawFile('out/deep/implied/file', 'y'),
    rawDirectory('out/deep'),
    rawLink('out/link', 'a'),
    rawLink('out/deep/up', '../link'),
    rawLink('out/deep/here', './implied/'),
    rawFile('out/..two dots', '1'),
    rawFile('out/wrf_12:30:00', '1'),
    rawFile('out/console', '1'),
    rawFile('out/ünïcode', '1'),
    rawPax({ path: `out/${'long/'.repeat(40)}name`, mtime: '1700000000.25' }),
    rawHeader({ name: 'ignored' }),
    rawHeader({ prefix: 'out', name: 'prefixed' }),
    RAW_END,
  ];
  const good = Buffer.concat(parts);

  test.each([1, 3, 511, 512, 513, 1024, 100_000])(
    'pass unchanged in pieces of %i',
    async (size) => {
      const { error, passed } = await passThrough(good, ROOTS, size);
      expect(error).toBeUndefined();
      expect(passed.equals(good)).toBe(true);
    },
  );

  test('an empty archive is two blocks of zeros', async () => {
    const { error, passed } = await passThrough(RAW_END);
    expect(error).toBeUndefined();
    expect(passed.equals(RAW_END)).toBe(true);
  });

  test('a directory on the way to a root', async () => {
    const bytes = Buffer.concat([rawDirectory('a'), rawFile('a/b/c', '1'), RAW_END]);
    expect((await passThrough(bytes, { roots: ['a/b'] })).error).toBeUndefined();
    const link = Buffer.concat([rawLink('a/b/x/l', '../../c'), RAW_END]);
    expect((await passThrough(link, { roots: ['a/b'] })).error).toMatchObject({
      code: 'link_refused',
    });
  });

  test('the end is held back until the input has ended', () => {
    const gate = new ArchiveGate();
    gate.write(good);
    const passed = gate.read() as Buffer;
    expect(passed.length).toBe(good.length - RAW_END.length);
    gate.destroy();
  });
});

describe('options', () => {
  const twins = Buffer.concat([rawFile('Name'), rawFile('name'), RAW_END]);

  test('caseSensitive lets names differ in case', async () => {
    expect((await passThrough(twins)).error).toMatchObject({ code: 'name_taken' });
    expect((await passThrough(twins, { caseSensitive: true })).error).toBeUndefined();
  });

  test('symlinks: false refuses links', async () => {
    const bytes = Buffer.concat([rawLink('l', 'a'), RAW_END]);
    expect((await passThrough(bytes, { symlinks: false })).error).toMatchObject({
      code: 'type_refused',
    });
  });

  test.each(['out:b', 'what?', 'PROGRA~1', 'x~2.txt'])('windowsNames refuses %s', async (name) => {
    const bytes = Buffer.concat([rawFile(name), RAW_END]);
    expect((await passThrough(bytes)).error).toBeUndefined();
    expect((await passThrough(bytes, { windowsNames: true })).error).toMatchObject({
      code: 'name_refused',
    });
  });

  test('limits count entries with implied directories, bytes in all, bytes of one', async () => {
    const bytes = Buffer.concat([rawFile('a/b/c', 'four'), rawFile('d', 'sixsix'), RAW_END]);
    expect((await passThrough(bytes, limits({ maxEntryCount: 4 }))).error).toBeUndefined();
    expect((await passThrough(bytes, limits({ maxEntryCount: 3 }))).error).toMatchObject({
      code: 'too_many_entries',
      entryName: 'd',
    });
    expect((await passThrough(bytes, limits({ maxTotalBytes: 10 }))).error).toBeUndefined();
    expect((await passThrough(bytes, limits({ maxTotalBytes: 9 }))).error).toMatchObject({
      code: 'too_many_bytes',
    });
    expect((await passThrough(bytes, limits({ maxEntryBytes: 5 }))).error).toMatchObject({
      code: 'entry_too_large',
      entryName: 'd',
    });
  });

  test('a limit that is no number is refused', () => {
    expect(() => new ArchiveGate(limits({ maxEntryBytes: Number.NaN }))).toThrow(RangeError);
    expect(() => new ArchiveGate(limits({ maxTotalBytes: -1 }))).toThrow(RangeError);
  });
});
