import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TEMPORARY_SUFFIX, writeAtomically } from './write-atomically.ts';

const MODULE = new URL('./write-atomically.ts', import.meta.url).href;

/** Writes states of very different lengths for ever, and says so after each. */
const WRITER = `
  const { writeAtomically } = await import(${JSON.stringify(MODULE)});
  for (let count = 0; ; count++) {
    await writeAtomically(process.argv[1], String(count % 10).repeat(1 + (count % 7) * 40_000));
    process.stdout.write('.');
  }
`;

const KILL_COUNT = 8;

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-atomic-'));
  path = join(directory, 'state');
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

test('replaces a file, for this user alone, and leaves nothing beside it', async () => {
  await writeAtomically(path, 'old');
  await writeAtomically(path, new Uint8Array([0, 1, 2]));
  expect([...(await readFile(path))]).toEqual([0, 1, 2]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(directory)).toEqual(['state']);
});

test('a writer killed at any moment leaves the old or the new content, whole', async () => {
  for (let kill = 0; kill < KILL_COUNT; kill++) {
    const writer = spawn(process.execPath, ['--input-type=module', '-e', WRITER, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // Killed somewhere in a write: after a different number of them each time.
    for (let written = 0; written <= kill;) {
      written += ((await once(writer.stdout, 'data')) as [Buffer])[0].length;
    }
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    const text = await readFile(path, 'utf8');
    const digit = text.charAt(0);
    expect(text).toBe(digit.repeat(text.length));
    expect((text.length - 1) % 40_000).toBe(0);
  }
  await writeAtomically(path, 'next');
  expect(await readFile(path, 'utf8')).toBe('next');
  expect(await readdir(directory)).toEqual(['state']);
}, 60_000);

test('what a killed writer left beside it does no harm', async () => {
  await writeFile(`${path}${TEMPORARY_SUFFIX}`, 'half of something much longer than the next');
  await writeAtomically(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
});

test('where it cannot write, the old content stays and nothing is left beside it', async () => {
  await writeAtomically(path, 'old');
  // A string that no file can hold: the write fails after the file beside it was made.
  const broken = { length: 1 } as unknown as string;
  await expect(writeAtomically(path, broken)).rejects.toThrow(TypeError);
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(directory)).toEqual(['state']);
});

test('a directory of that name is an error, not replaced', async () => {
  await mkdir(path);
  await expect(writeAtomically(path, 'x')).rejects.toMatchObject({ code: 'EISDIR' });
  expect(await readdir(directory)).toEqual(['state']);
});
