import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { parseJobFile, readJobFile } from '../job/index.ts';
import { writeFiles, writeStandInImage } from './package-fixture.ts';
import { writePackage } from './write-package.ts';

let root: string;

const JOB = `<vm_job>
  <image>debian</image>
  <input><source>run.sh</source><executable/></input>
  <input><source>data</source></input>
  <input><source>xml</source></input>
  <task><application>run.sh</application><arg> &lt;x&gt; </arg></task>
  <output><source>result</source><target>a/result</target><intermediate/></output>
  <output><source>log</source><optional/></output>
</vm_job>`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vmslot-package-'));
  writeStandInImage(join(root, 'images/debian'));
  writeFiles(root, {
    'bridge*': '#!/bin/sh\n',
    'job/vm_job.xml': JOB,
    'job/run.sh': 'echo',
    'job/data/one': '1',
    'job/data/tool*': '2',
    'job/xml': '3',
  });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

async function write(out = 'out', signal?: AbortSignal) {
  return await writePackage({
    job: await readJobFile(join(root, 'job')),
    directory: join(root, out),
    bridgeFile: join(root, 'bridge'),
    imageDirectories: [join(root, 'images')],
    signal,
  });
}

/** Nothing but what belongs there: no half-written directory. */
function expectNothingBeside(...names: string[]) {
  expect(readdirSync(root).toSorted()).toEqual(['bridge', 'images', 'job', ...names].toSorted());
}

test('the app version has the code, the workunit the data, each under its name', async () => {
  const summary = await write();
  const logical = summary.appFiles.map(({ logicalName }) => logicalName);
  expect(logical).toEqual([
    'vmslot',
    'image/manifest.json',
    'image/disk.img',
    'image/kernel',
    'image/initrd',
    'vm_job.xml',
    'in.run.sh',
    'in.data_tool',
  ]);
  const app = join(root, 'out/app');
  const physical = summary.appFiles.map(({ physicalName }) => physicalName);
  expect(readdirSync(app).toSorted()).toEqual([...physical, 'version.xml'].toSorted());
  for (const { logicalName, physicalName, sha256, sizeBytes } of summary.appFiles) {
    const content = readFileSync(join(app, physicalName));
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    expect(physicalName).toBe(`${logicalName.replaceAll('/', '_')}_${sha256.slice(0, 16)}`);
    expect(content.length).toBe(sizeBytes);
    const isCode = ['vmslot', 'in.run.sh', 'in.data_tool'].includes(logicalName);
    expect(statSync(join(app, physicalName)).mode & 0o777).toBe(isCode ? 0o755 : 0o644);
  }
  expect(readFileSync(join(app, 'version.xml'), 'utf8').match(/<main_program\/>/g)).toHaveLength(1);
  const workunit = join(root, 'out/workunit');
  expect(readdirSync(workunit).toSorted()).toEqual(
    ['command-line', 'in.data_one', 'in.xml', 'in.xml_2', 'out.xml'].toSorted(),
  );
  expect(readFileSync(join(workunit, 'in.xml_2'), 'utf8')).toBe('3');
  expect(readFileSync(join(workunit, 'command-line'), 'utf8')).toBe('');
  expect(summary.outputNames).toEqual(['out.a_result', 'out.log']);
  expect(readdirSync(join(root, 'out')).toSorted()).toEqual(['app', 'workunit']);
  expectNothingBeside('out');
});

test('the job file finds everything beside itself in the slot', async () => {
  const { appFiles } = await write();
  const file = appFiles.find(({ logicalName }) => logicalName === 'vm_job.xml');
  const text = readFileSync(join(root, 'out/app', file?.physicalName ?? ''), 'utf8');
  expect(parseJobFile(text, { file: '/slots/0/vm_job.xml' })).toMatchObject({
    name: 'job',
    image: '/slots/0/image',
    inputs: [
      { source: '/slots/0/in.run.sh', target: 'run.sh', executable: true },
      { source: '/slots/0/in.data_one', target: 'data/one', executable: false },
      { source: '/slots/0/in.data_tool', target: 'data/tool', executable: true },
      { source: '/slots/0/in.xml_2', target: 'xml', executable: false },
    ],
    tasks: [{ command: './run.sh', arguments: [' <x> '] }],
    outputs: [
      { source: 'result', target: 'out.a_result', optional: false, intermediate: true },
      { source: 'log', target: 'out.log', optional: true, intermediate: false },
    ],
  });
});

test('the same job gives the same names; an earlier package and an empty directory are replaced', async () => {
  mkdirSync(join(root, 'out'));
  const first = await write();
  writeFileSync(join(root, 'job/data/one'), 'changed');
  const second = await write();
  expect(second.appFiles).toEqual(first.appFiles);
  expect(readFileSync(join(root, 'out/workunit/in.data_one'), 'utf8')).toBe('changed');
  expectNothingBeside('out');
});

test.each([
  ['a file', () => writeFileSync(join(root, 'out'), ''), 'is not a directory'],
  ['other files', () => writeFiles(root, { 'out/mine': '' }), 'something else than a package'],
])('%s in the way is left alone', async (_, make, message) => {
  make();
  await expect(write()).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining(message),
  });
  expectNothingBeside('out');
});

test('a package with something of somebody else in it is left alone', async () => {
  await write();
  writeFiles(root, { 'out/mine': '' });
  await expect(write()).rejects.toThrow('holds more than a package');
  expect(existsSync(join(root, 'out/app/version.xml'))).toBe(true);
});

test('a damaged image is found, and nothing stays', async () => {
  writeFileSync(join(root, 'images/debian/disk.img'), 'dusk');
  await expect(write()).rejects.toMatchObject({ code: 'image_unusable' });
  expectNothingBeside();
});

test('an image that is not there', async () => {
  rmSync(join(root, 'images/debian'), { recursive: true });
  await expect(write()).rejects.toMatchObject({ code: 'image_missing' });
  expectNothingBeside();
});

test('a package that is ended leaves the earlier one', async () => {
  await write();
  await expect(write('out', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(existsSync(join(root, 'out/app/version.xml'))).toBe(true);
  expectNothingBeside('out');
});
