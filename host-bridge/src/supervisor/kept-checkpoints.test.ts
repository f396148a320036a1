import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCheckpointFile, writeCheckpointFile, type Checkpoint } from '../checkpoint/index.ts';
import type { Accelerator, DriverProbe, ProbeOptions } from '../hypervisor/driver.ts';
import { HypervisorError } from '../hypervisor/errors.ts';
import type { JobContext } from './job-context.ts';
import {
  keptCheckpoints,
  MAX_CHECKPOINT_WAIT_MS,
  MAX_FAILED_START_COUNT,
  MIN_CHECKPOINT_WAIT_MS,
  noteFailedStart,
  probeFor,
  usableCheckpoints,
  waitForDriver,
  waitLimitMs,
} from './kept-checkpoints.ts';
import { jobDigest } from './run-request.ts';

const JOB = { tasks: [], inputs: [], outputs: [], checkpointFiles: [], trickleFiles: [] };
const TASK_ID = 'task';
const HOUR_MS = 3_600_000;

/** A host with a driver and accelerators that work, and a slot. */
class FakeHost {
  driver = 'qemu';
  working: readonly Accelerator[] = ['kvm', 'tcg'];
  nowMs = 1_700_000_000_000;
  readonly warnings: string[] = [];
  readonly tried: (readonly string[] | undefined)[] = [];
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  get file(): string {
    return join(this.#directory, 'checkpoints.json');
  }

  context(accelerators?: readonly Accelerator[]): JobContext {
    const { driver: name } = this;
    return {
      job: { ...JOB, accelerators },
      taskId: TASK_ID,
      image: { diskFile: '/image/disk' },
      checkpointIntervalMs: () => 0,
      slot: { directory: this.#directory, path: () => this.file },
      reporter: { warning: (_phase: string, text: string) => void this.warnings.push(text) },
      clocks: { wallMs: () => this.nowMs },
      driver: { name, probe: async (options: ProbeOptions) => this.#probe(options) },
    } as unknown as JobContext;
  }

  #probe({ accelerators = ['kvm', 'tcg'] }: ProbeOptions): DriverProbe {
    this.tried.push(accelerators);
    const accelerator = accelerators.find((one) => this.working.includes(one));
    if (accelerator === undefined) throw new HypervisorError('accelerator_unusable', 'none');
    const rejected = [{ accelerator: 'kvm' as const, reason: 'another program has it' }];
    return { driver: this.driver, accelerator, rejected } as unknown as DriverProbe;
  }

  checkpoint(tag: string, change: { driver?: string; accelerator?: Accelerator } = {}): Checkpoint {
    const machine = {
      driver: 'qemu',
      version: '7',
      accelerator: 'kvm' as const,
      machineType: undefined,
      memoryBytes: 1,
      cpuCount: 1,
      network: false,
      diskLimitBytes: 1,
      diskFile: '/image/disk',
      ...change,
    };
    return {
      tag,
      savedAtMs: 1,
      bootId: 'boot',
      jobDigest: jobDigest(this.context().job, TASK_ID),
      machine,
      position: { lastSequence: 1, step: 0, stdoutOffset: 0, stderrOffset: 0 },
      outputBytes: { stdout: 0, stderr: 0 },
      trickleCount: 0,
      figures: { cpuTimeMs: 1, guestCpuTimeMs: 1, runtimeMs: HOUR_MS, fractionDone: 0.25 },
    };
  }

  /** As a start does it. @returns tags that can be gone on from */
  async start(): Promise<readonly string[]> {
    const context = this.context();
    const kept = await keptCheckpoints(context);
    await waitForDriver(context, kept);
    context.probe = await probeFor(context, kept);
    return (await usableCheckpoints(context, kept)).map(({ tag }) => tag);
  }
}

let directory: string;
let host: FakeHost;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-kept-'));
  host = new FakeHost(directory);
});

afterEach(() => rm(directory, { recursive: true }));

test('without checkpoints a job begins, with the best accelerator', async () => {
  expect(await host.start()).toEqual([]);
  expect(host.tried).toEqual([['kvm', 'tcg']]);
  expect(host.warnings).toEqual([]);
});

test('those of another job are passed over, and told', async () => {
  const other = { ...host.checkpoint('checkpoint-2'), jobDigest: 'other' };
  await writeCheckpointFile(host.file, [other, host.checkpoint('checkpoint-1')]);
  expect(await host.start()).toEqual(['checkpoint-1']);
  expect(host.warnings).toEqual(['not going on from checkpoint-2: the job is another one now']);
});

describe('the accelerator of the last checkpoint', () => {
  test('is tried first, also where a better one works now', async () => {
    await writeCheckpointFile(host.file, [host.checkpoint('checkpoint-1', { accelerator: 'tcg' })]);
    expect(await host.start()).toEqual(['checkpoint-1']);
    expect(host.tried).toEqual([['tcg']]);
  });

  test('is not tried where the job does not allow it any more', async () => {
    const kept = { checkpoints: [host.checkpoint('checkpoint-1', { accelerator: 'tcg' })] };
    expect(await probeFor(host.context(['kvm']), kept)).toMatchObject({ accelerator: 'kvm' });
  });

  test('is waited for where it does not work, and nothing is deleted meanwhile', async () => {
    const list = [host.checkpoint('checkpoint-1')];
    await writeCheckpointFile(host.file, list);
    host.working = ['tcg'];
    const waits = expect.objectContaining({
      code: 'accelerator_unusable',
      message:
        'the work, 25.0 % done, is in checkpoint-1, which qemu with kvm made, and kvm does not work now ' +
        '(another program has it): mend that; within 4.0 h of trying the job goes on from there, after that it begins anew',
    });
    const waitFor = async (hours: number) => {
      for (let hour = 0; hour <= hours; hour += 1) {
        await expect(host.start()).rejects.toThrow(waits);
        host.nowMs += HOUR_MS;
      }
    };
    await waitFor(4);
    expect((await readCheckpointFile(host.file)).checkpoints).toEqual(list);
    // It works again: the next time is counted from its own beginning.
    host.working = ['kvm', 'tcg'];
    expect(await host.start()).toEqual(['checkpoint-1']);
    host.working = ['tcg'];
    await waitFor(4);
    expect(await host.start()).toEqual([]);
    expect(host.warnings).toEqual([expect.stringMatching(/; that was waited for long enough$/)]);
  });

  test('is tried several times, however long the computer was off and whatever its clock says', async () => {
    await writeCheckpointFile(host.file, [host.checkpoint('checkpoint-1')]);
    host.working = ['tcg'];
    for (const days of [3, -20_000, 0]) {
      await expect(host.start()).rejects.toMatchObject({ code: 'accelerator_unusable' });
      host.nowMs += days * 24 * HOUR_MS;
    }
    await expect(host.start()).rejects.toMatchObject({ code: 'accelerator_unusable' });
  });

  test('is waited for as long as the work is worth', () => {
    const limitOf = (runtimeMs: number) =>
      waitLimitMs({ figures: { runtimeMs, cpuTimeMs: 0, guestCpuTimeMs: 0, fractionDone: 0 } });
    expect(limitOf(1)).toBe(MIN_CHECKPOINT_WAIT_MS);
    expect(limitOf(2 * HOUR_MS)).toBe(8 * HOUR_MS);
    expect(limitOf(1_000 * HOUR_MS)).toBe(MAX_CHECKPOINT_WAIT_MS);
  });
});

test('the hypervisor of the last checkpoint is waited for, too', async () => {
  await writeCheckpointFile(host.file, [host.checkpoint('checkpoint-1', { driver: 'virtualbox' })]);
  await expect(host.start()).rejects.toMatchObject({
    code: 'hypervisor_missing',
    message: expect.stringContaining('and qemu is to run it now: let virtualbox be there again'),
  });
  // Nobody has asked what is there instead.
  expect(host.tried).toEqual([]);
});

test('a checkpoint whose guest does not answer again and again makes way for the one before', async () => {
  const list = [host.checkpoint('checkpoint-2'), host.checkpoint('checkpoint-1')];
  await writeCheckpointFile(host.file, list);
  const failed = async (tag: string) => {
    await noteFailedStart({ ...host.context(), restored: host.checkpoint(tag) });
  };
  for (let count = 0; count < MAX_FAILED_START_COUNT; count += 1) {
    expect((await host.start())[0]).toBe('checkpoint-2');
    await failed('checkpoint-2');
  }
  expect(await host.start()).toEqual(['checkpoint-1']);
  for (let count = 0; count < MAX_FAILED_START_COUNT; count += 1) await failed('checkpoint-1');
  expect(await host.start()).toEqual([]);
  expect(host.warnings.at(-1)).toBe(
    'not going on from checkpoint-1: its guest did not answer, or ended badly, in 2 starts',
  );
  expect((await readCheckpointFile(host.file)).checkpoints).toEqual(list);
});

test('a life that has made a checkpoint of its own says nothing against the one it came from', async () => {
  const restored = host.checkpoint('checkpoint-1');
  const made = { ...host.checkpoint('checkpoint-2'), savedAtMs: 2 };
  for (const list of [[made, restored], [{ ...made, tag: 'checkpoint-1' }], []]) {
    await writeCheckpointFile(host.file, list);
    await noteFailedStart({ ...host.context(), restored });
    expect((await readCheckpointFile(host.file)).notes).toEqual({});
  }
});
