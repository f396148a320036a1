import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArchiveScanner, SLAB_BYTES } from '@vmslot/proto/archive';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobInput } from '../job/job.ts';
import { packInputs } from './pack-inputs.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vmslot-inputs-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function input(source: string, change: Partial<JobInput> = {}): JobInput {
  return { source: join(root, source), target: source, executable: false, line: 5, ...change };
}

function put(path: string, content = path): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
}

function pack(inputs: readonly JobInput[], onProgress?: (done: number, total: number) => void) {
  const { signal } = new AbortController();
  return packInputs(inputs, onProgress === undefined ? { signal } : { signal, onProgress });
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Record<string, string>> {
  const scanner = new ArchiveScanner({ caseSensitive: true });
  const found: Record<string, string> = {};
  let text = '';
  for await (const piece of stream) {
    scanner.feed(piece);
    for (let step = scanner.step(); step !== 'more'; step = scanner.step()) {
      if (step === 'content') text += scanner.content.toString();
      if (step === 'entry-end' && scanner.entry !== undefined) {
        const { type, path, mode, linkTarget } = scanner.entry;
        const what = { file: text, directory: '/', link: `-> ${linkTarget}`, hardlink: '?' }[type];
        found[path] = type === 'link' ? what : `${mode.toString(8)} ${what}`;
        text = '';
      }
    }
  }
  scanner.finish();
  return found;
}

describe('packInputs', () => {
  test('packs files and directories at their targets, with modes', async () => {
    put('data/a', 'A');
    put('data/sub/b', 'B');
    put('program', 'P');
    put('Data/a', 'other case');
    chmodSync(join(root, 'data/a'), 0o4640);
    chmodSync(join(root, 'data/sub'), 0o700);
    symlinkSync('sub/b', join(root, 'data/link'));
    symlinkSync('../a', join(root, 'data/sub/up'));
    utimesSync(join(root, 'program'), 1_600_000_000, 1_600_000_000);
    const packed = await pack([
      input('data'),
      input('Data'),
      input('program', { target: 'bin/run', executable: true }),
    ]);
    expect(packed).toMatchObject({ totalBytes: 13, entryCount: 9 });
    expect(await collect(packed.stream)).toEqual({
      data: '755 /',
      'data/a': '640 A',
      'data/sub': '700 /',
      'data/sub/b': '644 B',
      'data/sub/up': '-> ../a',
      'data/link': '-> sub/b',
      Data: '755 /',
      'Data/a': '644 other case',
      'bin/run': '755 P',
    });
  });

  test('an input that is itself a link is followed', async () => {
    put('real/x', 'X');
    symlinkSync('real', join(root, 'soft'));
    symlinkSync('real/x', join(root, 'soft-file'));
    const packed = await pack([input('soft'), input('soft-file')]);
    expect(await collect(packed.stream)).toEqual({
      soft: '755 /',
      'soft/x': '644 X',
      'soft-file': '644 X',
    });
  });

  test('progress ends with the total', async () => {
    put('big', 'x'.repeat(SLAB_BYTES * 3));
    put('small', 'y');
    const seen: [number, number][] = [];
    const packed = await pack([input('big'), input('small')], (...each) => seen.push(each));
    await collect(packed.stream);
    expect(seen.at(-1)).toEqual([packed.totalBytes, SLAB_BYTES * 3 + 1]);
    expect(seen.length).toBeGreaterThan(2);
  });

  test('no inputs are an empty archive', async () => {
    const packed = await pack([]);
    expect(packed).toMatchObject({ totalBytes: 0, entryCount: 0 });
    expect(await collect(packed.stream)).toEqual({});
  });

  test.each([
    ['a file that is not there', () => undefined, /is not there/],
    ['an absolute link', () => symlinkSync('/etc', join(root, 'in/l')), /in\/l.*link/],
    ['a link that leaves the input', () => symlinkSync('../x', join(root, 'in/l')), /in\/l.*link/],
    ['a FIFO', () => execFileSync('/usr/bin/mkfifo', [join(root, 'in/f')]), /no file/],
    ['a name with a newline', () => put('in/a\nb'), /in\/a\?b/],
    [
      'a name that is not UTF-8',
      () => writeFileSync(Buffer.from(`${root}/in/\xff`, 'latin1'), ''),
      /not UTF-8/,
    ],
  ])('%s is input_missing, and says where', async (title, make, message) => {
    if (title !== 'a file that is not there') mkdirSync(join(root, 'in'));
    make();
    const failure = await pack([input('in')]).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'input_missing',
      message: expect.stringMatching(message) as string,
    });
    expect((failure as Error).message).not.toContain('\n');
  });

  test.each([
    ['the same target', 'x', 'x'],
    ['a target below a file', 'x', 'x/y'],
  ])('two inputs with %s are job_file_invalid', async (_title, first, second) => {
    put('a');
    put('b');
    const inputs = [input('a', { target: first }), input('b', { target: second, line: 9 })];
    await expect(pack(inputs)).rejects.toMatchObject({
      code: 'job_file_invalid',
      message: expect.stringMatching(/line 9/) as string,
    });
  });

  test('a file that shrinks while it is packed makes the stream fail', async () => {
    put('big', 'x'.repeat(SLAB_BYTES * 4));
    const { stream } = await pack([input('big')]);
    const pieces = stream[Symbol.asyncIterator]();
    await pieces.next();
    truncateSync(join(root, 'big'), 10);
    const rest = (async () => {
      for (;;) {
        const { done } = await pieces.next();
        if (done === true) return;
      }
    })();
    await expect(rest).rejects.toMatchObject({ code: 'input_missing' });
  });

  test('a file that is gone when its turn comes makes the stream fail', async () => {
    put('a');
    const { stream } = await pack([input('a')]);
    rmSync(join(root, 'a'));
    await expect(collect(stream)).rejects.toMatchObject({ code: 'input_missing' });
  });

  test('a signal ends it', async () => {
    put('a', 'x'.repeat(SLAB_BYTES * 2));
    const controller = new AbortController();
    const { stream } = await packInputs([input('a')], { signal: controller.signal });
    const failed = new Promise((resolve) => stream.once('error', resolve));
    controller.abort();
    expect(await failed).toMatchObject({ name: 'AbortError' });
  });
});
