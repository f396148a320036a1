import { createHash, randomBytes } from 'node:crypto';
import {
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AgentCommand } from './agent-command.ts';
import { runProgram, type ProgramOptions, type ProgramResult } from './run-program.ts';

/** The commands for people, against `vmslot agent` on this machine. */
let agent: AgentCommand;
let directory: string;

beforeAll(async () => {
  agent = await AgentCommand.start();
}, 60_000);

afterAll(() => agent[Symbol.asyncDispose]());

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-guest-'));
});

afterEach(() => rm(directory, { recursive: true }));

function guest(words: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
  const environment = { VMSLOT_ADDRESS: agent.line.address, VMSLOT_TOKEN: agent.line.token };
  return runProgram(['guest', ...words], { workingDirectory: directory, environment, ...options });
}

const done = (stdout: unknown) => ({ exitCode: 0, stdout, stderr: '' });

describe('guest exec', () => {
  test('output apart, and the exit status of the program', async () => {
    const script = 'echo out; echo err >&2; exit 7';
    expect(await guest(['exec', '--', 'sh', '-c', script])).toEqual({
      exitCode: 7,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  test('words go as they are: no shell, no option of ours behind the program', async () => {
    const words = ['$HOME', 'a b', '--json', '-d', '*', ''];
    const shown = words.map((word) => `[${word}]\n`).join('');
    expect(await guest(['exec', 'printf', '[%s]\\n', ...words])).toEqual(done(shown));
  });

  test('input is streamed, whole and once', async () => {
    const content = randomBytes(3_000_000);
    const pieces = [content.subarray(0, 1), content.subarray(1, 70_001), content.subarray(70_001)];
    const { stdout } = await guest(['exec', '--', 'sha256sum'], { stdin: Readable.from(pieces) });
    expect(stdout).toBe(`${createHash('sha256').update(content).digest('hex')}  -\n`);
  });

  test('a program that reads nothing ends, though there is more for it', async () => {
    const endless = new Readable({
      read() {
        this.push(Buffer.alloc(64 * 1024));
      },
    });
    expect(await guest(['exec', '--', 'echo', 'x'], { stdin: endless })).toEqual(done('x\n'));
    expect(endless.destroyed).toBe(true);
  });

  test('environment, directory and user are as they were asked for', async () => {
    const script = 'echo "$A|$B"; pwd; id -un';
    const options = ['--env', 'A=1=2', '--env', 'B=', '--cwd', '/usr', '--user', 'root'];
    expect(await guest(['exec', ...options, '--', 'sh', '-c', script])).toEqual(
      done('1=2|\n/usr\nroot\n'),
    );
  });

  test.each([
    [['--', '/nonexistent'], 127, '/nonexistent'],
    [['--timeout', '0.2s', '--', 'sleep', '1000'], 124, 'time limit'],
    [['--', 'sh', '-c', 'kill -9 $$'], 137, 'SIGKILL'],
    [['--', 'sh', '-c', 'kill -TERM $$'], 143, ''],
    [['--user', 'nobody-of-this-name', '--', 'true'], 2, 'nobody-of-this-name'],
    [['--cwd', 'relative', '--', 'true'], 2, 'cwd'],
    [['--env', 'A', '--', 'true'], 2, 'NAME=VALUE'],
    [['--timeout', 'soon', '--', 'true'], 2, '--timeout soon'],
  ])('%j is status %i', async (words, exitCode, text) => {
    const result = await guest(['exec', ...words]);
    expect(result).toMatchObject({ exitCode, stdout: '' });
    expect(result.stderr).toContain(text);
    expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('as JSON, a line for each piece and one for the end', async () => {
    const { exitCode, stdout, stderr } = await guest([
      'exec',
      '--json',
      '--',
      'sh',
      '-c',
      'echo x',
    ]);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(lines[0]).toEqual({ type: 'output', stream: 'stdout', base64: 'eAo=' });
    expect(lines.at(-1)).toMatchObject({ type: 'ended', exitStatus: 0 });
  });

  test('at a terminal the program has one, of a size', async () => {
    const script = 'test -t 0 && test -t 1 && test -t 2 && stty size';
    const { exitCode, stdout } = await guest(['exec', '--tty', '-n', '--', 'sh', '-c', script]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '24 80\r\n' });
  });

  test('a detached one runs on, and its output is read by its ID', async () => {
    const script = 'echo first; echo second >&2; exit 4';
    const started = await guest(['exec', '-d', '--', 'sh', '-c', script]);
    const id = started.stdout.trim();
    expect(id).toMatch(/^cli-[0-9a-f]{12}$/);
    expect(await guest(['logs', '-f', id])).toEqual({
      exitCode: 0,
      stdout: 'first\n',
      stderr: 'second\n',
    });
    expect((await guest(['logs', id])).stdout).toBe('first\n');
    expect((await guest(['logs'])).stdout).toContain(`process ended     ${id}\n`);
  });
});

describe('guest info, ls and logs', () => {
  test('info for people and for machines', async () => {
    const { stdout } = await guest(['info']);
    expect(stdout).toMatch(/^agent +0\.1\.0, contract 1, ready after \d+ ms/);
    expect(stdout).toMatch(/^memory +\S+ [kMGT]B free of \S+ [kMGT]B/m);
    const json = JSON.parse((await guest(['info', '--json'])).stdout) as object;
    expect(json).toMatchObject({
      type: 'info',
      info: { agentVersion: '0.1.0' },
      metrics: { load: {} },
    });
  });

  test('ls shows names that cannot harm a terminal', async () => {
    await writeFile(join(directory, 'plain'), '12345');
    await writeFile(join(directory, '\x1b[2J\n'), '');
    await mkdir(join(directory, 'd'));
    await symlink('plain', join(directory, 'l'));
    const listed = await guest(['ls', directory]);
    expect(listed).toEqual(done(['\\x1b[2J\\n', 'd/', 'l', 'plain', ''].join('\n')));
    const long = (await guest(['ls', '-l', directory])).stdout.trimEnd().split('\n');
    expect(long[2]).toMatch(/^lrwxrwxrwx \d+ \d+ +5 \d{4}-\d\d-\d\d \d\d:\d\d l -> plain$/);
    expect(long[3]).toMatch(/^-rw-r--r-- \d+ \d+ +5 \d{4}-\d\d-\d\d \d\d:\d\d plain$/);
    const json = (await guest(['ls', '--json', join(directory, 'plain')])).stdout;
    expect(JSON.parse(json)).toMatchObject({
      type: 'file',
      file: { name: 'plain', type: 'regular', sizeBytes: 5 },
    });
  });

  test('what is not there is one line, also as JSON', async () => {
    expect(await guest(['ls', '/nonexistent'])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringMatching(/^vmslot guest ls: .*\/nonexistent.*\n$/) as string,
    });
    const { stdout } = await guest(['logs', 'nobody', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      type: 'failed',
      code: 'not_found',
      message: 'the agent knows no process and no task "nobody"',
    });
  });

  test("logs of the agent's own", async () => {
    const { stdout } = await guest(['logs', 'agent']);
    expect(stdout).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z ready on tcp:127\.0\.0\.1:/);
  });

  test('a wrong token, and an agent that is not there', async () => {
    const wrong = { VMSLOT_ADDRESS: agent.line.address, VMSLOT_TOKEN: 'wrong' };
    expect(await guest(['info'], { environment: wrong })).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('token') as string,
    });
    const gone = ['--address', `unix:${directory}/none.sock`, '--token', 'x'];
    expect(await guest(['info', ...gone])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('cannot be reached') as string,
    });
    expect(await guest(['info'], { environment: {} })).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('--slot DIR') as string,
    });
  });
});

describe('guest cp', () => {
  const there = (...names: string[]) => join(directory, 'there', ...names);
  const here = (...names: string[]) => join(directory, 'here', ...names);

  beforeEach(async () => {
    await mkdir(there());
    await mkdir(here());
  });

  test('a file in and out, with its mode, under its name or another', async () => {
    const content = randomBytes(2_500_000);
    await writeFile(here('a'), content, { mode: 0o755 });
    const { exitCode, stdout } = await guest(['cp', 'here/a', `guest:${there()}`]);
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `guest:${there('a')}: 2.50 MB, SHA-256 ${sha256}\n`,
    });
    expect((await lstat(there('a'))).mode & 0o777).toBe(0o755);
    expect(await guest(['cp', `guest:${there('a')}`, 'here/b'])).toMatchObject({ exitCode: 0 });
    expect((await readFile(here('b'))).equals(content)).toBe(true);
    expect(await readdir(here())).toEqual(['a', 'b']);
    expect(await readdir(there())).toEqual(['a']);
  });

  test('a tree in, with links as they are and without what is no file', async () => {
    await mkdir(here('t', 'sub'), { recursive: true });
    await writeFile(here('t', 'sub', 'x y'), 'x', { mode: 0o640 });
    await symlink('/etc/passwd', here('t', 'out'));
    const { stdout } = await guest(['cp', 'here/t', `guest:${there('new')}`, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'copied', entryCount: 3, contentBytes: 1 });
    expect(await readlink(there('new', 'out'))).toBe('/etc/passwd');
    expect(await readFile(there('new', 'sub', 'x y'), 'utf8')).toBe('x');
    // Into a directory that is there it goes under its own name.
    expect(await guest(['cp', 'here/t', `guest:${there('new')}`])).toMatchObject({ exitCode: 0 });
    expect(await readdir(there('new', 't'))).toEqual(['out', 'sub']);
  });

  test('a tree out: hard links, holes, and no link that leads elsewhere', async () => {
    await mkdir(there('sub'));
    await writeFile(there('sub', 'x'), 'x');
    await link(there('sub', 'x'), there('y'));
    await writeFile(there('holes'), 'start');
    await truncate(there('holes'), 50_000_000);
    await symlink('sub/x', there('in'));
    await symlink('../here', there('out'));
    const { exitCode, stderr } = await guest(['cp', `guest:${there()}`, 'copy']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('1 link(s) that lead out of the directory were left out');
    const copy = (...names: string[]) => join(directory, 'copy', ...names);
    expect(await readdir(copy())).toEqual(['holes', 'in', 'sub', 'y']);
    expect((await lstat(copy('y'))).ino).toBe((await lstat(copy('sub', 'x'))).ino);
    const holes = await lstat(copy('holes'));
    expect(holes.size).toBe(50_000_000);
    expect(holes.blocks * 512).toBeLessThan(1_000_000);
  });

  test('a directory that holds something is replaced only where that was asked for', async () => {
    await writeFile(there('x'), 'new');
    await mkdir(here('there'));
    await writeFile(here('there', 'old'), 'old');
    const words = ['cp', `guest:${there()}`, 'here'];
    expect(await guest(words)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('use --replace') as string,
    });
    expect(await readdir(here('there'))).toEqual(['old']);
    expect(await guest([...words, '--replace'])).toMatchObject({ exitCode: 0 });
    expect(await readdir(here('there'))).toEqual(['x']);
    expect(await readdir(here())).toEqual(['there']);
  });

  test.each([
    ['no guest', ['a', 'b'], 2, 'one of the two paths must be the guest'],
    ['two guests', ['guest:/a', 'guest:/b'], 2, 'one of the two paths must be the guest'],
    ['a relative path of the guest', ['guest:a', 'b'], 2, 'not absolute'],
    ['a source that is not there', ['none', 'guest:/tmp/x'], 1, '/none is not there'],
    ['a source that the guest does not have', ['guest:/none', 'x'], 1, '/none is not there'],
    ['a directory that is not there', ['guest:/etc/passwd', 'none/'], 1, 'none/ is not there'],
    ['a parent that is not there', ['guest:/etc/passwd', 'none/x'], 1, 'ENOENT'],
    ['a device', ['guest:/dev/null', 'x'], 1, 'no file and no directory'],
    ['a link', ['guest:/proc/self', 'x'], 1, 'is a link to'],
  ])('%s', async (_name, paths, exitCode, text) => {
    const result = await guest(['cp', ...paths]);
    expect(result).toMatchObject({ exitCode, stdout: '' });
    expect(result.stderr).toContain(text);
    expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(await readdir(directory)).toEqual(['here', 'there']);
  });
});

test.each(['info', 'ls', 'cp', 'exec', 'shell', 'logs'])('help of %s teaches', async (command) => {
  const { exitCode, stdout, stderr } = await guest([command, '--help']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  for (const word of ['Usage: vmslot guest', '--slot', '--address', '--token', '--json']) {
    expect(stdout).toContain(word);
  }
});
