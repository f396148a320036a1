import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { MAX_JOB_FILE_BYTES } from './guard-xml.ts';
import { JOB_FILE_NAME, readJobFile } from './read-job-file.ts';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-job-'));
  file = join(directory, JOB_FILE_NAME);
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

const job = (...inputs: string[]) =>
  [
    '<vm_job><image>debian</image><task><application>true</application></task>',
    ...inputs.map((source) => `<input><source>${source}</source></input>`),
    '</vm_job>',
  ].join('\n');

describe('readJobFile', () => {
  test('reads a job whose inputs are there, by file or by directory', async () => {
    await writeFile(file, job('a.txt', 'dir', 'link'));
    await writeFile(join(directory, 'a.txt'), '');
    await mkdir(join(directory, 'dir'));
    await symlink('a.txt', join(directory, 'link'));
    const read = await readJobFile(file);
    expect(read.inputs.map(({ source }) => source)).toEqual(
      ['a.txt', 'dir', 'link'].map((name) => join(directory, name)),
    );
    expect(await readJobFile(directory)).toEqual(read);
  });

  test('names all inputs that are missing, with their lines', async () => {
    await writeFile(file, job('a', '/dev/null', 'b'));
    await writeFile(join(directory, 'b'), '');
    await expect(readJobFile(file)).rejects.toMatchObject({
      code: 'input_missing',
      exitCode: 11,
      message: `${file}:2: <input>: input "${join(directory, 'a')}" is not there; put it there or correct <source> (and 1 more)`,
      details: [expect.stringContaining(`${file}:3: <input>: input "/dev/null" is neither`)],
    });
  });

  test('an input behind a file is an error with its code', async () => {
    await writeFile(file, job(`${JOB_FILE_NAME}/x`));
    await expect(readJobFile(file)).rejects.toMatchObject({
      code: 'input_missing',
      message: expect.stringContaining('cannot be read (ENOTDIR)'),
    });
  });

  test.each([
    ['is not there', 'nothing.xml', 'is not there; name a job file or its directory'],
    ['is a directory without one', '.', 'is not there; name a job file'],
  ])('a job file that %s', async (_, name, message) => {
    await expect(readJobFile(join(directory, name))).rejects.toMatchObject({
      code: 'job_file_invalid',
      phase: 'prepare',
      message: expect.stringContaining(message),
      cause: expect.objectContaining({ code: 'ENOENT' }),
    });
  });

  test('a device is no job file', async () => {
    await expect(readJobFile('/dev/zero')).rejects.toMatchObject({
      code: 'job_file_invalid',
      message: expect.stringContaining('is not a regular file'),
    });
  });

  test('a job file may not be too long, nor anything but UTF-8', async () => {
    await writeFile(file, Buffer.alloc(MAX_JOB_FILE_BYTES + 1, ' '));
    await expect(readJobFile(file)).rejects.toMatchObject({
      code: 'job_file_invalid',
      message: expect.stringContaining(`is longer than ${MAX_JOB_FILE_BYTES} bytes`),
    });
    await writeFile(file, Buffer.from([0x3c, 0xff]));
    await expect(readJobFile(file)).rejects.toMatchObject({
      code: 'job_file_invalid',
      message: expect.stringContaining('is not UTF-8'),
    });
  });

  test('ends with the reason of its signal', async () => {
    await writeFile(file, job());
    const reason = new Error('enough');
    await expect(readJobFile(file, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const reading = readJobFile(file, { signal: controller.signal });
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });
});
