import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { VmslotRun } from './run-vmslot.ts';
import { REPOSITORY, Workspace } from './workspace.ts';

/** `vmslot guest` against the VM of a job that runs: one machine for all of these tests. */
let workspace: Workspace;
let run: VmslotRun;

beforeAll(async () => {
  workspace = await Workspace.create();
  await writeJobDirectory(workspace.job, {
    files: { input: 'input of the job\n' },
    elements: `<input><source>input</source></input>${shellTask('echo the job runs; exec sleep 100000')}`,
  });
  // People wait for it here.
  run = await VmslotRun.start(workspace, { arguments: ['--priority=normal'] });
  await run.waitForOutput('the job runs');
});

/** The last test ends it; this is for when it could not. */
afterAll(() => run[Symbol.asyncDispose]());

const PROGRAM = join(REPOSITORY, 'host-bridge', 'bin', 'vmslot.mjs');

interface Result {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line as a person would. */
async function guest(words: readonly string[], input = ''): Promise<Result> {
  const line = [PROGRAM, 'guest', words[0] ?? '', '--slot', workspace.slot, ...words.slice(1)];
  return await new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      line,
      { cwd: workspace.root, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout, stderr) => {
        resolve({ exitCode: child.exitCode ?? -1, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}

const WORK = '/var/lib/vmslot/tasks/job/work';

test('the way in is this user’s alone', async () => {
  const path = join(workspace.slot, 'vm', 'guest.sock');
  expect((await lstat(path)).mode & 0o777).toBe(0o600);
  expect((await lstat(join(workspace.slot, 'vm'))).mode & 0o777).toBe(0o700);
});

test('info and ls', async () => {
  const { exitCode, stdout } = await guest(['info']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^agent +0\.1\.0/);
  expect(stdout).toMatch(/^kernel +6\.1/m);
  const listed = await guest(['ls', '-l', WORK]);
  expect(listed.stdout).toMatch(/^-rw-r--r-- +[1-9]\d* +[1-9]\d* +17 .* input$/m);
});

test('exec: user, exit codes, input, time limit', async () => {
  expect(await guest(['exec', '--', 'id', '-un'])).toEqual({
    exitCode: 0,
    stdout: 'app\n',
    stderr: '',
  });
  const script = 'cat; echo err >&2; exit 7';
  expect(await guest(['exec', '--user', 'root', '--', 'sh', '-c', script], 'typed\n')).toEqual({
    exitCode: 7,
    stdout: 'typed\n',
    stderr: 'err\n',
  });
  expect((await guest(['exec', '--timeout', '1s', '--', 'sleep', '1000'])).exitCode).toBe(124);
  expect((await guest(['exec', '--', 'sh', '-c', 'kill -9 $$'])).exitCode).toBe(137);
  expect((await guest(['exec', '--', '/nonexistent'])).exitCode).toBe(127);
});

test('cp of files and trees, both ways', async () => {
  const content = Buffer.alloc(3_000_000, 'content of a file ');
  await writeFile(workspace.path('file'), content);
  const up = await guest(['cp', 'file', 'guest:/tmp/']);
  expect(up).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('3.00 MB') as string });
  expect((await guest(['cp', 'guest:/tmp/file', 'back'])).exitCode).toBe(0);
  expect((await readFile(workspace.path('back'))).equals(content)).toBe(true);
  await mkdir(workspace.path('tree', 'sub'), { recursive: true });
  await writeFile(workspace.path('tree', 'sub', 'x'), 'x');
  const tree = await guest(['cp', '--user', 'app', 'tree', 'guest:/tmp/tree']);
  expect(tree.exitCode).toBe(0);
  const seen = await guest(['exec', '--', 'stat', '-c', '%U %a', '/tmp/tree/sub/x']);
  expect(seen.stdout).toBe('app 644\n');
  expect((await guest(['cp', 'guest:/tmp/tree', 'out-of-guest'])).exitCode).toBe(0);
  expect(await readFile(workspace.path('out-of-guest', 'sub', 'x'), 'utf8')).toBe('x');
  const job = await guest(['cp', `guest:${WORK}/input`, '.']);
  expect(job.exitCode).toBe(0);
  expect(await readFile(workspace.path('input'), 'utf8')).toBe('input of the job\n');
});

test('logs of the job, of a detached program, of the agent', async () => {
  expect(await guest(['logs', 'job'])).toEqual({
    exitCode: 0,
    stdout: 'the job runs\n',
    stderr: '',
  });
  const started = await guest(['exec', '-d', '--', 'echo', 'detached']);
  expect((await guest(['logs', '-f', started.stdout.trim()])).stdout).toBe('detached\n');
  expect((await guest(['logs', 'agent'])).stdout).toMatch(/ready on port org\.vmslot\.agent\.0/);
  expect((await guest(['logs'])).stdout).toMatch(/^task {4}running {3}job$/m);
});

test('a shell at a terminal', async () => {
  const line = `stty rows 30 cols 100; '${process.execPath}' '${PROGRAM}' guest shell --slot '${workspace.slot}'; echo "status $?"`;
  const child = spawn('script', ['-q', '-e', '-c', line, '/dev/null'], {
    cwd: workspace.root,
    env: { ...process.env, TERM: 'dumb' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const read = (pattern: RegExp) => expect.poll(() => text, { timeout: 120_000 }).toMatch(pattern);
  await read(/[$#] $/);
  child.stdin.write('stty size; id -un; tty\n');
  await read(/30 100\s+app\s+\/dev\/pts\/\d+/);
  child.stdin.write('exit 5\n');
  await read(/status 5/);
  await ended;
});

test('the job has noticed nothing, and the way in goes with its machine', async () => {
  const warnings = run.lines.filter(({ type }) => type === 'warning');
  // Before there was a machine it may have tried other accelerators.
  expect(warnings.filter((line) => !('phase' in line) || line.phase !== 'prepare')).toEqual([]);
  expect(run.lines.some(({ type }) => type === 'finished')).toBe(false);
  run.kill('SIGTERM');
  expect(await run.ended).toMatchObject({ exitCode: 143 });
  expect(existsSync(join(workspace.slot, 'vm', 'guest.sock'))).toBe(false);
  await workspace[Symbol.asyncDispose]();
});
