import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { buildProgram } from '../../host-bridge/src/cli/build-program.ts';
import { writeStandIn } from '../../host-bridge/src/probe/stand-in-programs.ts';

/** The command as a user gives it, on this machine as it is. */
async function probe(...words: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await buildProgram({
    arguments: ['probe', '--json', ...words],
    stdout,
    stderr,
    environment: process.env,
    workingDirectory: '/',
  });
  const text = String(stdout.read() ?? '');
  return { exitCode, report: JSON.parse(text) as unknown, stderr: String(stderr.read() ?? '') };
}

test('a trial guest runs in a real QEMU, and is told with version, path and accelerator', async () => {
  expect(await probe('--only', 'drivers')).toMatchObject({
    exitCode: 0,
    stderr: '',
    report: {
      drivers: expect.arrayContaining([
        expect.objectContaining({
          name: 'qemu',
          status: 'usable',
          program: expect.stringMatching(/^\/.*qemu-system-x86_64$/),
          version: expect.stringMatching(/^\d+\.\d+/),
          accelerator: expect.stringMatching(/^(kvm|hvf|tcg)$/),
        }),
      ]),
    },
  });
});

test('programs that every machine of the project has are found with their versions', async () => {
  const found = (name: string) =>
    expect.objectContaining({ name, status: 'found', version: expect.stringMatching(/^\d+\.\d+/) });
  expect(await probe('--only', 'python,perl')).toMatchObject({
    exitCode: 0,
    report: { capabilities: [found('perl'), found('python')] },
  });
});

test.each<[signal: NodeJS.Signals, exitCode: number]>([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])(
  '%s while a program hangs: it is ended with its children, status %i',
  async (signal, exitCode) => {
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-probe-'));
    try {
      const ready = join(directory, 'ready');
      execFileSync('mkfifo', [ready]);
      writeStandIn(directory, 'perl', `trap '' INT TERM; sleep 3600 & echo $$ > ${ready}; wait`);
      const main = join(import.meta.dirname, '../../host-bridge/src/main.ts');
      const child = spawn(process.execPath, [main, 'probe', '--only', 'perl', '--json'], {
        env: { PATH: `${directory}:/usr/bin:/bin` },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const output: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
      const closed = once(child, 'close');
      const group = -Number(await readFile(ready, 'utf8'));
      child.kill(signal);
      expect(await closed).toEqual([exitCode, null]);
      expect(JSON.parse(Buffer.concat(output).toString())).toMatchObject({
        type: 'failed',
        exitCode,
      });
      // A zombie counts until its new parent has noticed.
      await expect.poll(() => isThere(group)).toBe(false);
    } finally {
      await rm(directory, { recursive: true });
    }
  },
);

function isThere(group: number): boolean {
  try {
    return process.kill(group, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
