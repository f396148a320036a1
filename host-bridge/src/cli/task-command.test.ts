import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildProgram } from './build-program.ts';
import { isStartedByClient } from './task-command.ts';

const COMMANDS = ['run', 'package', 'task'];

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-task-command-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const ioOf = (words: readonly string[]) => ({
  arguments: words,
  stdout: new PassThrough(),
  stderr: new PassThrough(),
  environment: {},
  workingDirectory: directory,
});

describe('the client started it', () => {
  const CLIENT_WORDS = [[], ['--nthreads', '4'], ['--nonsense'], ['surplus'], ['']];
  const OWN_WORDS = [
    ...COMMANDS.map((name) => [name]),
    ['run', '.'],
    ['--help'],
    ['-h'],
    ['--version'],
    ['-V'],
  ];

  test.each(CLIENT_WORDS)('in a slot, with the words %j %j', async (...words) => {
    await writeFile(join(directory, 'init_data.xml'), '');
    expect(isStartedByClient(ioOf(words), COMMANDS)).toBe(true);
  });

  test('also where what it has left there is no file', async () => {
    await mkdir(join(directory, 'init_data.xml'));
    expect(isStartedByClient(ioOf([]), COMMANDS)).toBe(true);
  });

  test.each(OWN_WORDS)('not where a person names a command: %j %j', async (...words) => {
    await writeFile(join(directory, 'init_data.xml'), '');
    expect(isStartedByClient(ioOf(words), COMMANDS)).toBe(false);
  });

  test.each([...CLIENT_WORDS, ...OWN_WORDS])('nor outside of a slot: %j %j', (...words) => {
    expect(isStartedByClient(ioOf(words), COMMANDS)).toBe(false);
  });
});

test('the help of task says where it runs, and names the options that a client passes on', async () => {
  await writeFile(join(directory, 'init_data.xml'), '');
  const io = ioOf(['task', '--help']);
  expect(await buildProgram(io)).toBe(0);
  const text = String(io.stdout.read());
  expect(text).toContain('Usage: vmslot task [options]');
  for (const option of [
    '--nthreads <n>',
    '--memory_size_mb <mb>',
    '--trickle <seconds>',
    '--driver <name>',
    '--qemu <directory>',
  ]) {
    expect(text).toContain(option);
  }
  for (const word of ['init_data.xml', 'vm_job.xml', 'image/', 'stderr']) {
    expect(text).toContain(word);
  }
  expect(text).toContain('without a client');
  expect(io.stderr.read()).toBeNull();
});
