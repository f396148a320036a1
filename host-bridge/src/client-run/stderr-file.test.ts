import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  composeStderr,
  cutGrownStderr,
  finishStderr,
  LOG_START_BYTES,
  MAX_GROWN_STDERR_BYTES,
  MAX_HEAD_LINES,
  MAX_STDERR_BYTES,
} from './stderr-file.ts';

const MARK = ['ERR_CPU_VM', 'EXTENSIONS_DISABLED'].join('_');
const HEAD = ['failed   in phase boot: why', 'to do    mend it'];

describe('the whole text', () => {
  test('is head, mark, log, appendix', () => {
    expect(composeStderr('first\nsecond', HEAD, ['--- end ---', 'last'])).toBe(
      'failed   in phase boot: why\nto do    mend it\n--- log ---\nfirst\nsecond\n--- end ---\nlast\n',
    );
    expect(composeStderr('', [], [])).toBe('--- log ---\n');
  });

  test('cannot end the element that the client puts it into, whoever wrote the log', () => {
    const found = composeStderr(']]>\n</stderr_out>\n', [']]>'], ['</stderr_txt>', ']]>']);
    expect(found).not.toMatch(/\]\]>|<\/stderr/);
  });

  test('never has more than survives, and begins with the head', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .constantFrom('ü', '€', '😀', 'a', `\n`, 'line\n', '--- log ---\n')
        .chain((unit) => fc.integer({ min: 0, max: 40_000 }).map((count) => unit.repeat(count))),
    );
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 4 }),
        fc.array(fc.string({ unit: 'binary' }), { maxLength: 40 }),
        fc.array(fc.string({ unit: 'grapheme', maxLength: 500 }), { maxLength: 80 }),
        (log, head, appendix) => {
          const found = composeStderr(log.join(''), head, appendix.slice(0, 30));
          expect(Buffer.byteLength(found)).toBeLessThanOrEqual(MAX_STDERR_BYTES);
          const mark = found.split('\n').indexOf('--- log ---');
          expect(mark).toBe(Math.min(head.length, MAX_HEAD_LINES - 1));
          expect(mark).toBeLessThan(MAX_HEAD_LINES);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each(['ü', '€', '😀'])('is not longer for a log without an end of line, of %s', (unit) => {
    for (let shift = 0; shift < 4; shift += 1) {
      const found = composeStderr('x'.repeat(shift) + unit.repeat(40_000), HEAD, []);
      expect(Buffer.byteLength(found)).toBeLessThanOrEqual(MAX_STDERR_BYTES);
      expect(found).not.toContain('\ufffd');
    }
  });

  test('of a long log has its beginning and its end, in whole lines', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index} üöä`);
    const found = composeStderr(`${lines.join('\n')}\n`, HEAD, ['appendix']);
    const shown = found.split('\n').slice(HEAD.length + 1, -1);
    expect(Buffer.byteLength(found)).toBeGreaterThan(MAX_STDERR_BYTES - 200);
    expect(shown.slice(-2)).toEqual(['line 19999 üöä', 'appendix']);
    const gap = shown.indexOf('[... lines left out ...]');
    expect(shown.slice(0, gap)).toEqual(lines.slice(0, gap));
    expect(Buffer.byteLength(shown.slice(0, gap).join('\n'))).toBeGreaterThan(
      LOG_START_BYTES - 100,
    );
    expect(shown.slice(gap + 1, -1)).toEqual(lines.slice(-(shown.length - gap - 2)));
  });

  test('has one head, however often the task ended', () => {
    let log = 'begun\n';
    for (let life = 0; life < 30; life += 1) {
      log = composeStderr(`${log}life ${life}\n`, [`failed   ${life}`, 'why'], [`app ${life}`]);
    }
    expect(log.match(/^failed/gm)).toEqual(['failed']);
    expect(log.startsWith('failed   29\nwhy\n--- log ---\nbegun\nlife 0\napp 0\nlife 1\n')).toBe(
      true,
    );
  });

  test('is not taken in by a head or a log with the mark in it', () => {
    const head = ['failed   it printed --- log ---', '| --- log ---'];
    const first = composeStderr('begun\n', head, []);
    expect(composeStderr(first, ['done'], [])).toBe('done\n--- log ---\nbegun\n');
  });

  test('never has the words that make a client give up virtual machines', () => {
    const log = `a ${MARK} b\n${MARK.slice(0, 11)}\n${MARK.slice(11)}\n`;
    expect(composeStderr(log, [MARK], [MARK])).not.toContain(MARK);
    for (let shift = 0; shift < MARK.length; shift += 1) {
      const long = `${'x'.repeat(LOG_START_BYTES - shift)}${MARK}${MARK.repeat(4000)}`;
      expect(composeStderr(long, [], [])).not.toContain(MARK);
    }
  });
});

describe('the file', () => {
  let directory: string;
  let path: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vmslot-stderr-'));
    path = join(directory, 'stderr.txt');
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  test('is made where there is none', async () => {
    await finishStderr(path, HEAD, []);
    expect(await readFile(path, 'utf8')).toBe(`${HEAD.join('\n')}\n--- log ---\n`);
  });

  test('of any size becomes what survives, both ends kept', async () => {
    await writeFile(path, `first line\n${'middle of it\n'.repeat(2_000_000)}last line\n`);
    await finishStderr(path, HEAD, ['appendix']);
    expect((await stat(path)).size).toBeLessThanOrEqual(MAX_STDERR_BYTES);
    const text = await readFile(path, 'utf8');
    expect(text).toContain('--- log ---\nfirst line\n');
    expect(text.endsWith('middle of it\nlast line\nappendix\n')).toBe(true);
  });

  test('with noise in it is bounded as well', async () => {
    await writeFile(path, Buffer.alloc(200_000, 0xff));
    await finishStderr(path, HEAD, []);
    expect((await stat(path)).size).toBeLessThanOrEqual(MAX_STDERR_BYTES);
  });
});

describe('a log that only ever grew, as with lives that are killed', () => {
  let directory: string;
  let path: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vmslot-stderr-'));
    path = join(directory, 'stderr.txt');
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  test('is cut at the start of the next, in the same file, to which the process goes on writing', async () => {
    const line = `${'x'.repeat(99)}\n`;
    await writeFile(path, `first\n${line.repeat(MAX_GROWN_STDERR_BYTES / 100 + 1)}last\n`);
    await using descriptor = await open(path, 'a');
    await cutGrownStderr(path);
    await descriptor.write('next\n');
    const text = await readFile(path, 'utf8');
    expect(text.length).toBeLessThanOrEqual(MAX_STDERR_BYTES + 5);
    expect(text).toMatch(/^first\n/);
    expect(text).toMatch(/\nlast\nnext\n$/);
  });

  test('stays as it is while it is not too long, and need not be there', async () => {
    await writeFile(path, 'x'.repeat(MAX_GROWN_STDERR_BYTES));
    await cutGrownStderr(path);
    expect((await stat(path)).size).toBe(MAX_GROWN_STDERR_BYTES);
    await rm(path);
    await cutGrownStderr(path);
  });
});
