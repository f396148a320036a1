import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { JobInput } from '../job/index.ts';
import { listInputFiles, MAX_PACKED_FILE_COUNT } from './list-input-files.ts';
import { writeFiles } from './package-fixture.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vmslot-list-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function input(name: string, change: Partial<JobInput> = {}): JobInput {
  return { source: join(root, name), target: name, executable: false, line: 7, ...change };
}

async function list(...inputs: JobInput[]) {
  const files = await listInputFiles({ file: '/j/vm_job.xml', inputs });
  return files.map(({ source, target, executable }) => [
    source.replace(`${root}/`, ''),
    target,
    executable,
  ]);
}

test('files stay, directories become their files in the order of names, modes are kept', async () => {
  writeFiles(root, { 'a.txt': '', 'b*': '', 'd/z': '', 'd/e/y*': '', 'd/.x': '' });
  symlinkSync('a.txt', join(root, 'link'));
  const inputs = [input('a.txt', { target: 'x/a' }), input('b'), input('d'), input('link')];
  expect(await list(...inputs)).toEqual([
    ['a.txt', 'x/a', false],
    ['b', 'b', true],
    ['d/.x', 'd/.x', false],
    ['d/e/y', 'd/e/y', true],
    ['d/z', 'd/z', false],
    ['link', 'link', false],
  ]);
  expect(await list(input('d', { executable: true }))).toEqual([
    ['d/.x', 'd/.x', true],
    ['d/e/y', 'd/e/y', true],
    ['d/z', 'd/z', true],
  ]);
});

test.each<[what: string, make: () => void, code: string, message: RegExp]>([
  [
    'an empty directory',
    () => mkdirSync(join(root, 'd/e'), { recursive: true }),
    'job_file_invalid',
    /^\/j\/vm_job\.xml:7: <input>: the directory .*\/d\/e is empty, .*pack it as a tar/,
  ],
  [
    'a link below a directory',
    () => {
      writeFiles(root, { 'd/a': '' });
      symlinkSync('a', join(root, 'd/l'));
    },
    'job_file_invalid',
    /\/d\/l is a link, .*pack it as a tar/,
  ],
  [
    'a control character in a name',
    () => writeFiles(root, { 'd/a\nb': '' }),
    'job_file_invalid',
    /is no plain text/,
  ],
  [
    'too many files',
    () => {
      const names = Array.from({ length: MAX_PACKED_FILE_COUNT + 1 }, (_, index) => `d/${index}`);
      writeFiles(root, Object.fromEntries(names.map((name) => [name, ''])));
    },
    'job_file_invalid',
    /more than 1000 files; pack them as a tar/,
  ],
  ['nothing', () => {}, 'input_missing', /\/d cannot be read \(ENOENT\)$/],
])('%s is refused with one line', async (_, make, code, message) => {
  make();
  const listing = list(input('d'));
  await expect(listing).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test('a target that a job file could not say again', async () => {
  writeFiles(root, { ' a': '' });
  await expect(list(input(' a'))).rejects.toThrow('white space around it');
});
