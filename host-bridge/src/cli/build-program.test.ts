import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OUTCOMES } from '../outcome.ts';
import { BRIDGE_VERSION, buildProgram } from './build-program.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-cli-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function vmslot(...words: string[]) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const exitCode = await buildProgram({
    arguments: words,
    stdout,
    stderr,
    environment: {},
    workingDirectory: directory,
  });
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { exitCode, stdout: text(stdout), stderr: text(stderr) };
}

/** Writes a job whose image is not there, so that it ends before anything is started. */
async function writeJob(name: string): Promise<void> {
  const text = `<vm_job><name>${name}</name><image>./none</image><task><application>a</application></task></vm_job>`;
  await writeFile(join(directory, 'vm_job.xml'), text);
}

describe('what the program says of itself', () => {
  test('the version is the one of the package', async () => {
    const url = new URL('../../package.json', import.meta.url);
    const { version } = JSON.parse(await readFile(url, 'utf8')) as { version: string };
    expect(BRIDGE_VERSION).toBe(version);
    expect(await vmslot('--version')).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('help ends well and lists every exit status', async () => {
    const { exitCode, stdout, stderr } = await vmslot('--help');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const [code, { exitCode: status, meaning }] of Object.entries(OUTCOMES)) {
      expect(stdout).toContain(`${status}  ${code} `);
      expect(stdout).toContain(meaning);
    }
  });

  test('help of run names its options', async () => {
    const { exitCode, stdout } = await vmslot('run', '--help');
    expect(exitCode).toBe(0);
    for (const option of [
      '--out',
      '--slot',
      '--image',
      '--images',
      '--driver',
      '--qemu',
      '--json',
    ]) {
      expect(stdout).toContain(option);
    }
  });
});

describe('a command line that is wrong is status 2', () => {
  test.each([
    ['nothing', [], 'Usage: vmslot'],
    ['an unknown command', ['fly'], "unknown command 'fly'"],
    ['an unknown option', ['--fast'], "unknown option '--fast'"],
    ['an unknown option of run', ['run', 'x', '--fast'], "unknown option '--fast'"],
    ['run without a job', ['run'], "missing required argument 'job'"],
    ['run with two jobs', ['run', 'a', 'b'], 'too many arguments'],
    ['an option without its value', ['run', 'x', '--out'], "'--out <directory>' argument missing"],
  ])('%s', async (_what, words, message) => {
    const { exitCode, stdout, stderr } = await vmslot(...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('a run that cannot begin', () => {
  test('a job file that is not there: status 10 and what to look at', async () => {
    const { exitCode, stdout, stderr } = await vmslot('run', 'none.xml');
    expect({ exitCode, stdout }).toEqual({ exitCode: 10, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d prepare {2}failed: .*none\.xml/);
    expect(lines[1]).toMatch(/exit status 10 \(job_file_invalid\)/);
    expect(lines).toHaveLength(2);
    expect(await readdir(directory)).toEqual([]);
  });

  test('an unknown driver', async () => {
    await writeJob('x');
    const { exitCode, stderr } = await vmslot('run', '.', '--driver', 'hal');
    expect(exitCode).toBe(14);
    expect(stderr).toContain('there is no driver "hal"');
  });

  test('for machines the same as JSON on standard output', async () => {
    await writeJob('x');
    const { exitCode, stdout, stderr } = await vmslot('run', '.', '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 12, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    const last = JSON.parse(lines.at(-1) ?? '') as unknown;
    expect(last).toMatchObject({
      type: 'finished',
      outcome: 'image_missing',
      exitCode: 12,
      phase: 'prepare',
      slotDirectory: join(directory, '.vmslot', 'x'),
    });
  });

  test('the option --image wins over the job file, from the working directory', async () => {
    await writeJob('x');
    const { exitCode, stderr } = await vmslot('run', '.', '--image', 'other');
    expect(exitCode).toBe(12);
    expect(stderr).toContain(`there is no image at ${join(directory, 'other')} `);
  });

  test.each([
    ['plain-1.0', 'plain-1.0'],
    ['2^128+1 bis 2/3', '2_128_1_bis_2_3'],
    ['../../etc', '__.._etc'],
    ['..', '_'],
    ['Zähler', 'Zähler'],
  ])('the slot of a job called %s is one directory, %s', async (name, slot) => {
    await writeJob(name);
    await vmslot('run', '.');
    expect(await readdir(join(directory, '.vmslot'))).toEqual([slot]);
    expect((await readdir(directory)).toSorted()).toEqual(['.vmslot', 'vm_job.xml']);
  });

  test('a slot in which somebody else keeps files is left alone', async () => {
    await writeJob('x');
    await mkdir(join(directory, 'vm', 'mine'), { recursive: true });
    const { exitCode, stderr } = await vmslot('run', '.', '--slot', '.');
    expect(exitCode).toBe(17);
    expect(stderr).toContain('no run of vmslot left it');
    expect((await readdir(directory)).toSorted()).toEqual(['vm', 'vm_job.xml']);
  });
});
