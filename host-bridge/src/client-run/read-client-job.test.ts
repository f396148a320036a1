import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatSoftLink } from '@vmslot/proto/boinc';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

/** Writes the job file; its further elements are given. */
async function writeJob(elements = ''): Promise<void> {
  const text = `<vm_job><image>./image</image><task><application>true</application></task>${elements}</vm_job>`;
  await writeFile(join(root, 'slot', 'vm_job.xml'), text);
}

function read(ncpus: number | undefined, words: readonly string[] = []) {
  return readClientJob({
    slotDirectory: join(root, 'slot'),
    initData: ncpus === undefined ? undefined : { projectDir: join(root, 'project'), ncpus },
    options: parseClientOptions(words),
    signal: new AbortController().signal,
  });
}

describe('CPUs and memory', () => {
  const HOST = availableParallelism();

  test.each([
    ['what the client allots', 1, [], '', { cpuCount: 1, cpuLimitCount: 1 }],
    ['a part of one', 0.25, [], '', { cpuCount: 1, cpuLimitCount: 0.25 }],
    ['one and a half', 1.5, [], '', { cpuCount: Math.min(2, HOST), cpuLimitCount: 1.5 }],
    ['more than the computer has', HOST + 7, [], '', { cpuCount: HOST, cpuLimitCount: HOST + 7 }],
    ['nothing known', 0, [], '', { cpuCount: 1, cpuLimitCount: 1 }],
    ['less than nothing', -3, [], '', { cpuCount: 1, cpuLimitCount: 1 }],
    ['no client', undefined, [], '', { cpuCount: 1, cpuLimitCount: 1 }],
    ['the job’s own number', HOST + 7, [], '<ncpus>1</ncpus>', { cpuCount: 1 }],
    [
      'the command line',
      1,
      ['--nthreads', String(HOST)],
      '<ncpus>1</ncpus>',
      { cpuCount: HOST, cpuLimitCount: HOST },
    ],
    [
      'the command line’s part of one',
      4,
      ['--nthreads', '0.5'],
      '',
      { cpuCount: 1, cpuLimitCount: 1 },
    ],
    [
      'too many on the command line',
      1,
      ['--nthreads', '64'],
      '',
      { cpuCount: Math.min(64, HOST), cpuLimitCount: 64 },
    ],
  ] as const)('%s', async (_what, ncpus, words, elements, expected) => {
    await writeJob(elements);
    const { job, cpuLimitCount } = await read(ncpus, words);
    expect({ cpuCount: job.cpuCount, cpuLimitCount }).toMatchObject(expected);
  });

  test('memory and claims of credit are the job’s, or the command line’s', async () => {
    await writeJob('<memory_size_mb>300</memory_size_mb>');
    expect((await read(1)).job.memoryBytes).toBe(300 * 1024 * 1024);
    const { job } = await read(1, ['--memory_size_mb', '700.5', '--trickle', '60']);
    expect(job).toMatchObject({ memoryBytes: 701 * 1024 * 1024, partialCreditIntervalMs: 60_000 });
  });
});

describe('soft links', () => {
  test('job file, inputs, outputs and image stand for files of the project', async () => {
    const project = (name: string) => join(root, 'project', name);
    await writeJob(
      '<input><source>in.dat</source></input><output><source>a</source><target>out.a</target></output>',
    );
    await rename(join(root, 'slot', 'vm_job.xml'), project('job_1.xml'));
    await writeFile(project('in_1.dat'), 'content');
    for (const [name, target] of [
      ['vm_job.xml', 'job_1.xml'],
      ['in.dat', 'in_1.dat'],
      ['out.a', 'result_0_0'],
      ['disk.img', 'disk_1.img'],
    ] as const) {
      await writeFile(join(root, 'slot', name), formatSoftLink(`../project/${target}`));
    }
    const { job, outputDirectory, logicalNames, resolveImageFile } = await read(1);
    expect(job.inputs).toMatchObject([{ source: project('in_1.dat') }]);
    expect(job.image).toBe(join(root, 'slot', 'image'));
    expect(outputDirectory).toBe(join(root, 'project'));
    expect(job.outputs).toMatchObject([{ source: 'a', target: 'result_0_0', fileOnly: true }]);
    expect([...logicalNames]).toEqual([['a', 'out.a']]);
    expect(await resolveImageFile(join(root, 'slot', 'disk.img'))).toBe(project('disk_1.img'));
  });

  test.each([
    ['vm_job.xml', 'job_file_invalid'],
    ['in.dat', 'input_missing'],
    ['out.a', 'output_refused'],
  ])('%s that leads outside is %s', async (name, code) => {
    await writeJob(
      '<input><source>in.dat</source></input><output><source>a</source><target>out.a</target></output>',
    );
    await writeFile(join(root, 'slot', 'in.dat'), 'content');
    await writeFile(join(root, 'slot', name), formatSoftLink('/etc/hostname'));
    await expect(read(1)).rejects.toMatchObject({
      code,
      phase: 'prepare',
      message: expect.stringContaining(join(root, 'slot', name)),
    });
  });

  test('an image’s file that leads outside is missing', async () => {
    await writeJob();
    await writeFile(join(root, 'slot', 'disk.img'), formatSoftLink('/etc/hostname'));
    const { resolveImageFile } = await read(1);
    await expect(resolveImageFile(join(root, 'slot', 'disk.img'))).rejects.toMatchObject({
      code: 'image_missing',
    });
  });

  test('without a client everything is in the slot itself', async () => {
    await writeJob('<output><source>a</source><target>out.a</target></output>');
    const { job, outputDirectory } = await read(undefined);
    expect(outputDirectory).toBe(join(root, 'slot'));
    expect(job.outputs).toMatchObject([{ target: 'out.a' }]);
  });
});
