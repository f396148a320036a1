import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFiles, writeStandInImage } from '../package/package-fixture.ts';
import { buildProgram } from './build-program.ts';

let root: string;

const TASK = '<task><application>sh</application></task>';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vmslot-package-'));
  writeStandInImage(join(root, 'images/out/debian'));
  writeFiles(root, {
    'bridge*': '#!/bin/sh\n',
    'a job/vm_job.xml': `<vm_job><image>debian</image><input><source>it's</source></input>${TASK}</vm_job>`,
    "a job/it's": '',
  });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

async function vmslot(...words: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await buildProgram({
    arguments: ['package', ...words],
    stdout,
    stderr,
    environment: {},
    workingDirectory: root,
  });
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { exitCode, stdout: text(stdout), stderr: text(stderr) };
}

const WELL = ['--job', 'a job', '--out', 'the out', '--bridge', 'bridge'];

test('people read what was written and what to type next', async () => {
  const { exitCode, stdout, stderr } = await vmslot(...WELL, '--version', '1.4');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const lines = stdout.replaceAll(root, '').split('\n');
  expect(lines).toEqual([
    '/the out/app: 6 files, 0.0 MB, and version.xml',
    '/the out/workunit: 1 file, 0.0 MB, in.xml and out.xml; 0 output(s)',
    '',
    "In the project's directory:",
    "  mkdir -p apps/a_job/1.4/x86_64-pc-linux-gnu && cp '/the out/app'/* apps/a_job/1.4/x86_64-pc-linux-gnu/ && bin/update_versions",
    "  cp '/the out/workunit/in.xml' templates/a_job_in && cp '/the out/workunit/out.xml' templates/a_job_out && bin/stage_file --copy '/the out/workunit/in.it_s' && bin/create_work --appname a_job in.it_s",
    '',
  ]);
});

test('machines read one line', async () => {
  const { exitCode, stdout } = await vmslot(...WELL, '--app', 'x', '--json');
  expect(exitCode).toBe(0);
  expect(stdout.split('\n')).toHaveLength(2);
  expect(JSON.parse(stdout)).toMatchObject({
    type: 'packaged',
    app: 'x',
    version: '1.0',
    platform: 'x86_64-pc-linux-gnu',
    appDirectory: join(root, 'the out/app'),
    workunitFiles: [{ logicalName: 'in.it_s' }],
  });
});

test.each<[what: string, words: string[], exitCode: number, message: RegExp]>([
  ['no job', ['--out', 'x'], 2, /required option '--job <file>' not specified/],
  ['no place', ['--job', 'a job'], 2, /required option '--out <directory>' not specified/],
  ['a job that is not there', [...WELL, '--job', 'none'], 10, /none: job file is not there/],
  ['a version', [...WELL, '--version', '1'], 2, /--version "1" is not a version such as 1\.0/],
  ['a platform', [...WELL, '--platform', 'a/b'], 2, /--platform "a\/b" is not a plain name/],
  ['an app', [...WELL, '--app', '..'], 2, /--app "\.\." is not a plain name/],
  ['no bridge', [...WELL, '--bridge', 'none'], 2, /executable .*\/none is not there: make it/],
  ['a bridge that cannot run', [...WELL, '--bridge', 'text'], 2, /is not executable \(EACCES\)/],
  ['a directory as bridge', [...WELL, '--bridge', '.'], 2, /is not a file: make it with/],
  ['no image', [...WELL, '--images', 'none'], 12, /there is no image at .*\/none\/debian/],
])('%s: one line that says so', async (_, words, exitCode, message) => {
  writeFileSync(join(root, 'text'), '', { mode: 0o644 });
  const before = readdirSync(root);
  const answer = await vmslot(...words);
  expect(answer).toMatchObject({ exitCode, stdout: '', stderr: expect.stringMatching(message) });
  expect(readdirSync(root)).toEqual(before);
});

test('an input that is not there, for machines', async () => {
  rmSync(join(root, "a job/it's"));
  const { exitCode, stdout, stderr } = await vmslot(...WELL, '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 11, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ type: 'failed', outcome: 'input_missing' });
});
