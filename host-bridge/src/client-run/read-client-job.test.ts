import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatSoftLink } from '@vmslot/proto/boinc';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseClientOptions } from './client-options.ts';
import { readClientJob } from './read-client-job.ts';

let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'vmslot-client-job-')));
  await mkdir(join(root, 'slot'));
  await mkdir(join(root, 'project'));
});

afterEach(() => rm(root, { recursive: true, force: true }));

test('an output that goes to the project is a file; one that stays in the slot may be a directory', async () => {
  const slotDirectory = join(root, 'slot');
  await writeFile(
    join(slotDirectory, 'vm_job.xml'),
    `<vm_job>
  <image>./image</image>
  <task><application>true</application></task>
  <output><source>a</source><target>out.a</target></output>
  <output><source>b</source><target>out.b</target></output>
</vm_job>`,
  );
  await writeFile(join(slotDirectory, 'out.a'), formatSoftLink('../project/result_0_0'));
  const { job, outputDirectory } = await readClientJob({
    slotDirectory,
    initData: { projectDir: join(root, 'project'), ncpus: Number.MAX_VALUE },
    options: parseClientOptions([]),
    signal: new AbortController().signal,
  });
  expect(outputDirectory).toBe(root);
  expect(job.outputs).toMatchObject([
    { source: 'a', target: 'project/result_0_0', fileOnly: true },
    { source: 'b', target: 'slot/out.b' },
  ]);
  expect(job.outputs[1]).not.toHaveProperty('fileOnly');
});
