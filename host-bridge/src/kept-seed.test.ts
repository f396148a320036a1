import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startJob } from './bridge.ts';
import { readCheckpointFile, writeCheckpointFile } from './checkpoint/index.ts';
import type { DriverProbe, ProbeOptions } from './hypervisor/driver.ts';
import { HypervisorError } from './hypervisor/errors.ts';
import type { Job } from './job/index.ts';
import { JobError } from './outcome.ts';
import { Slot } from './slot/slot.ts';
import type { RunSettings } from './supervisor/job-context.ts';
import { jobDigest } from './supervisor/run-request.ts';

let directory: string;
let slot: Slot;
let job: Job;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-seed-'));
  const image = join(directory, 'image');
  await mkdir(image);
  const names = ['disk', 'kernel', 'initrd'];
  for (const name of names) await writeFile(join(image, name), 'x');
  const manifest = {
    formatVersion: 1,
    architecture: 'x86_64',
    diskFormat: 'raw',
    kernelArguments: '',
    diskFile: 'disk',
    kernelFile: 'kernel',
    initrdFile: 'initrd',
    files: names.map((name) => ({ name, size: 1 })),
  };
  await writeFile(join(image, 'manifest.json'), JSON.stringify(manifest));
  slot = await Slot.open(join(directory, 'slot'), { keep: true });
  const lists = { tasks: [], inputs: [], outputs: [], checkpointFiles: [], trickleFiles: [] };
  job = { name: 'test', image, agentLink: 'auto', network: false, ...lists } as unknown as Job;
  await writeFile(slot.path('seed'), 'seed');
});

afterEach(async () => {
  await slot.close();
  await rm(directory, { recursive: true });
});

async function leaveCheckpoint(): Promise<void> {
  const machine = {
    driver: 'qemu',
    version: '7',
    accelerator: 'kvm' as const,
    machineType: undefined,
    memoryBytes: 1,
    cpuCount: 1,
    network: false,
    diskLimitBytes: 1,
    diskFile: join(job.image, 'disk'),
  };
  const checkpoint = {
    tag: 'checkpoint-1',
    savedAtMs: 1,
    bootId: 'boot',
    jobDigest: jobDigest(job, 'job'),
    machine,
    position: { lastSequence: 1, step: 0, stdoutOffset: 0, stderrOffset: 0 },
    outputBytes: { stdout: 0, stderr: 0 },
    trickleCount: 0,
    figures: { cpuTimeMs: 1, guestCpuTimeMs: 1, runtimeMs: 1, fractionDone: 0.5 },
  };
  await writeCheckpointFile(slot.path('checkpoints'), [checkpoint]);
}

/** Runs the job with this probe. @returns how it went */
async function runWith(
  probe: (options: ProbeOptions) => Promise<DriverProbe>,
  signal = new AbortController().signal,
): Promise<string> {
  const settings = {
    job,
    slot,
    outputDirectory: directory,
    imageDirectories: [],
    checkpointIntervalMs: () => 0,
    reporter: { phase: () => undefined, warning: () => undefined },
    driver: { name: 'qemu', probe },
  } as unknown as RunSettings;
  return (await startJob(settings, signal).finished).outcome;
}

const seedIsThere = () =>
  stat(slot.path('seed')).then(
    () => true,
    () => false,
  );

const missing = async (): Promise<never> => {
  throw new HypervisorError('hypervisor_missing', 'it is being upgraded');
};

test('a seed stays as long as there are checkpoints, however early the run ends', async () => {
  await leaveCheckpoint();
  expect(await runWith(missing)).toBe('hypervisor_missing');
  expect(await seedIsThere()).toBe(true);

  const onlyTcg = async ({ accelerators }: ProbeOptions): Promise<DriverProbe> => {
    if (accelerators?.includes('tcg') === false)
      throw new HypervisorError('accelerator_unusable', '');
    const probe = { driver: 'qemu', accelerator: 'tcg', rejected: [], capabilities: {} };
    return probe as unknown as DriverProbe;
  };
  expect(await runWith(onlyTcg)).toBe('accelerator_unusable');
  expect(await seedIsThere()).toBe(true);

  const stop = new AbortController();
  const quit = async (): Promise<never> => {
    stop.abort(new JobError('terminated', 'the client asks the task to leave'));
    throw new HypervisorError('canceled', 'the probe was given up');
  };
  expect(await runWith(quit, stop.signal)).not.toBe('succeeded');
  expect(await seedIsThere()).toBe(true);
  expect((await readCheckpointFile(slot.path('checkpoints'))).checkpoints).toHaveLength(1);
});

test('a seed without a checkpoint serves nobody, and goes', async () => {
  expect(await runWith(missing)).toBe('hypervisor_missing');
  expect(await seedIsThere()).toBe(false);
});
