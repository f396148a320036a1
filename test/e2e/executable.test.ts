import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { BRIDGE_VERSION } from '../../host-bridge/src/cli/build-program.ts';

const run = promisify(execFile);
const EXECUTABLE = fileURLToPath(
  new URL('../../host-bridge/dist/vmslot-x86_64-linux', import.meta.url),
);

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-executable-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** With nothing in the environment: no HOME, no PATH. */
async function vmslot(...words: string[]) {
  const { stdout, stderr } = await run(EXECUTABLE, words, { cwd: directory, env: {} });
  return { stdout, stderr };
}

test('the executable says its version and its help, and nothing besides', async () => {
  expect(await vmslot('--version')).toEqual({ stdout: `${BRIDGE_VERSION}\n`, stderr: '' });
  const { stdout, stderr } = await vmslot('--help');
  expect(stdout).toMatch(/^Usage: vmslot \[options\] \[command\]\n/);
  expect(stderr).toBe('');
  expect(await readdir(directory)).toEqual([]);
});

test('it runs in a directory that it cannot write, whatever options for Node are set', async () => {
  await chmod(directory, 0o555);
  const { stdout } = await run(EXECUTABLE, ['--version'], {
    cwd: directory,
    env: { NODE_OPTIONS: '--no-such-option' },
  });
  expect(stdout).toBe(`${BRIDGE_VERSION}\n`);
});

test('what fails has the status of the outcome table', async () => {
  await expect(vmslot('run', '/no/such/job.xml')).rejects.toMatchObject({ code: 10 });
});
