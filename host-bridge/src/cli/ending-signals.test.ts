import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endingSignals } from './ending-signals.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-signals-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

test('listens while it is needed, and not longer', () => {
  const count = () => SIGNALS.map((name) => process.listenerCount(name));
  const before = count();
  const signals = endingSignals();
  expect(count()).toEqual(before.map((listeners) => listeners + 1));
  expect(signals.signal.aborted).toBe(false);
  signals[Symbol.dispose]();
  signals[Symbol.dispose]();
  expect(count()).toEqual(before);
});

/** A job that gets as far as asking the hypervisor for its version, which never answers. */
async function writeHangingJob(): Promise<void> {
  const manifest = {
    formatVersion: 1,
    architecture: 'x86_64',
    diskFormat: 'raw',
    diskFile: 'file',
    kernelFile: 'file',
    initrdFile: 'file',
    kernelArguments: '',
    files: [{ name: 'file', size: 1 }],
  };
  await mkdir(join(directory, 'image'));
  await writeFile(join(directory, 'image', 'file'), 'x');
  await writeFile(join(directory, 'image', 'manifest.json'), JSON.stringify(manifest));
  await mkdir(join(directory, 'qemu'));
  for (const name of ['qemu-system-x86_64', 'qemu-img']) {
    const path = join(directory, 'qemu', name);
    await writeFile(path, '#!/bin/sh\nexec sleep 1000\n');
    await chmod(path, 0o755);
  }
  await writeFile(
    join(directory, 'vm_job.xml'),
    '<vm_job><name>x</name><image>./image</image><task><application>a</application></task></vm_job>',
  );
}

test.each([
  ['SIGINT', 130, 'ended by Ctrl-C (SIGINT)'],
  ['SIGTERM', 143, 'ended by SIGTERM'],
  ['SIGHUP', 143, 'ended by SIGHUP'],
] as const)(
  '%s ends the program with status %i, also sent twice',
  async (name, status, words) => {
    await writeHangingJob();
    const child = spawn(process.execPath, [MAIN, 'run', '.', '--qemu', join(directory, 'qemu')], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      if (!piece.includes('prepare  job x')) return;
      child.kill(name);
      child.kill(name);
    });
    expect(await once(child, 'close')).toEqual([status, null]);
    expect(text).toContain(`failed: ${words}`);
    expect(text).toContain(`exit status ${status}`);
  },
  30_000,
);
