import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkBundle } from './check-bundle.ts';
import { nextOptions } from './replace-agent.ts';

vi.setConfig({ testTimeout: 60_000 });

const GOOD = `if (!process.argv.includes('--check')) throw new Error('not a check');`;
const { signal } = new AbortController();

let directory = '';
let path = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-bundle-'));
  path = join(directory, 'new.cjs');
  await writeFile(path, GOOD, { mode: 0o600 });
});
afterEach(() => rm(directory, { recursive: true }));

const sha256 = (text: string) => createHash('sha256').update(text).digest();

const check = (bundlePath: string, text = GOOD) =>
  checkBundle({
    bundlePath,
    sha256: sha256(text),
    runningPath: join(directory, 'running.cjs'),
    stateDirectory: directory,
    signal,
  });

test('a good bundle is copied, and what is started is the copy', async () => {
  const copy = await check(path);
  await writeFile(path, 'changed');
  expect(await readFile(copy, 'utf8')).toBe(GOOD);
  await rm(path);
  await symlink(copy, path);
  expect(await check(path)).toBe(copy);
  expect(await readdir(join(directory, 'bundles'))).toHaveLength(1);
});

test('the running bundle is checked where it is', async () => {
  await expect(check('')).rejects.toMatchObject({ code: 'failed_precondition' });
  await writeFile(join(directory, 'running.cjs'), GOOD);
  expect(await check('')).toBe(join(directory, 'running.cjs'));
});

test.each([
  ['a relative path', () => check('new.cjs'), /^bundle_path: must be absolute/],
  ['NUL', () => check('/tmp/a\0b'), /^bundle_path: must be absolute/],
  ['a missing file', () => check('/no/such/bundle.cjs'), /cannot be read, ENOENT/],
  ['a directory', () => check('/tmp'), /is no file/],
  ['a wrong hash', () => check(path, 'other'), /has SHA-256 [0-9a-f]{64}, not the one given/],
])('%s is refused', async (_, run, message) => {
  await expect(run()).rejects.toThrow(message);
});

test('no hash, a short one, a FIFO, a writable file and one that does not start are refused', async () => {
  const options = { bundlePath: path, runningPath: '', stateDirectory: directory, signal };
  for (const length of [0, 31, 33]) {
    const sum = new Uint8Array(length);
    await expect(checkBundle({ ...options, sha256: sum })).rejects.toThrow(/^sha256: needed/);
  }
  await chmod(path, 0o620);
  await expect(check(path)).rejects.toThrow(/can be written by others/);
  execFileSync('mkfifo', [join(directory, 'fifo')]);
  await expect(check(join(directory, 'fifo'))).rejects.toThrow(/is no file/);
  await chmod(path, 0o600);
  for (const text of ['process.exit(1)', 'not a program', 'process.kill(process.pid)']) {
    await writeFile(path, text);
    await expect(check(path, text)).rejects.toThrow(/does not start/);
  }
  expect(await readdir(join(directory, 'bundles'))).toEqual([]);
});

test.runIf(process.geteuid?.() === 0)('a bundle of another user is refused', async () => {
  await chown(path, 65_534, 65_534);
  await expect(check(path)).rejects.toThrow(/does not belong to root/);
});

test('the next life listens where this one does', () => {
  const options = ['--seed', 'a', '--listen', 'tcp:127.0.0.1:0', '--state', 'b'];
  expect(nextOptions(options, undefined)).toEqual(options);
  const next = ['--seed', 'a', '--state', 'b', '--listen', 'tcp:127.0.0.1:77'];
  expect(nextOptions(options, 'tcp:127.0.0.1:77')).toEqual(next);
  const joined = ['--seed', 'a', '--listen=tcp:127.0.0.1:0', '--state', 'b'];
  expect(nextOptions(joined, 'tcp:127.0.0.1:77')).toEqual(next);
});
