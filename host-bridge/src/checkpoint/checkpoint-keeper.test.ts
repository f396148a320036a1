import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SnapshotInfo, SnapshotSaved, Vm } from '../hypervisor/driver.ts';
import { MAX_CHECKPOINT_COUNT, type Checkpoint } from './checkpoint.ts';
import { readCheckpointFile } from './checkpoint-file.ts';
import { CheckpointKeeper } from './checkpoint-keeper.ts';

/** A disk with snapshots, which outlives the keepers that are killed, and what can happen to them. */
class FakeDisk {
  readonly snapshots = new Set<string>();
  /** Steps that still go well; then one fails, before or after it took effect. */
  stepsLeft = Infinity;
  failsAfterEffect = false;
  mostSnapshots = 0;

  async step(effect: () => void): Promise<void> {
    await Promise.resolve();
    this.stepsLeft -= 1;
    const fails = this.stepsLeft < 0;
    if (!fails || this.failsAfterEffect) effect();
    this.mostSnapshots = Math.max(this.mostSnapshots, this.snapshots.size);
    if (!fails) return;
    this.stepsLeft = Infinity;
    throw new Error('killed');
  }

  readonly vm = {
    saveSnapshot: async (tag: string): Promise<SnapshotSaved> => {
      if (this.snapshots.has(tag)) throw new Error(`${tag} is taken`);
      await this.step(() => this.snapshots.add(tag));
      return { standstillMs: 1, bytes: 1 };
    },
    deleteSnapshot: (tag: string) => this.step(() => this.snapshots.delete(tag)),
    listSnapshots: async (): Promise<readonly SnapshotInfo[]> =>
      [...this.snapshots].map((tag) => ({ tag, bytes: 1, savedAtMs: 1 })),
  } as unknown as Vm;
}

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-keeper-'));
  file = join(directory, 'checkpoints.json');
});

afterEach(() => rm(directory, { recursive: true, force: true }));

let workCount = 0;

/** A life of the job: reads the file, and removes what an earlier one left. */
async function begin(disk: FakeDisk): Promise<CheckpointKeeper> {
  const { checkpoints } = await readCheckpointFile(file);
  const keeper = new CheckpointKeeper({
    vm: disk.vm,
    file,
    checkpoints,
    exclusive: (work) => work(),
    describe: async (): Promise<Omit<Checkpoint, 'tag' | 'savedAtMs'>> => {
      await disk.step(() => undefined);
      workCount += 1;
      return {
        bootId: 'boot',
        jobDigest: 'digest',
        machine: {
          driver: 'qemu',
          version: '7',
          accelerator: 'tcg',
          machineType: undefined,
          memoryBytes: 1,
          cpuCount: 1,
          network: false,
          diskLimitBytes: 1,
          diskFile: '/image/disk',
        },
        position: { lastSequence: 0, step: 0, stdoutOffset: 0, stderrOffset: 0 },
        outputBytes: { stdout: 0, stderr: 0 },
        trickleCount: 0,
        figures: { cpuTimeMs: workCount, guestCpuTimeMs: 0, runtimeMs: 0, fractionDone: 0 },
      };
    },
  });
  await keeper.removeStrays({});
  return keeper;
}

/** What the file names must be on the disk. */
async function expectSound(disk: FakeDisk, hadOne: boolean): Promise<Checkpoint[]> {
  const { checkpoints, problem } = await readCheckpointFile(file);
  expect(problem).toBeUndefined();
  for (const { tag } of checkpoints) expect([...disk.snapshots]).toContain(tag);
  if (hadOne) expect(checkpoints.length).toBeGreaterThan(0);
  return [...checkpoints];
}

test('keeps the last two, the newest first, with the figures of their moment', async () => {
  const disk = new FakeDisk();
  const keeper = await begin(disk);
  for (let index = 0; index < 5; index += 1) {
    const { checkpoint, saved } = await keeper.make({});
    expect(saved).toEqual({ standstillMs: 1, bytes: 1 });
    expect(keeper.checkpoints[0]).toEqual(checkpoint);
    expect(await expectSound(disk, true)).toEqual(keeper.checkpoints);
  }
  expect(keeper.checkpoints.map(({ tag }) => tag)).toEqual(['checkpoint-5', 'checkpoint-4']);
  expect([...disk.snapshots].toSorted()).toEqual(['checkpoint-4', 'checkpoint-5']);
  expect(disk.mostSnapshots).toBe(MAX_CHECKPOINT_COUNT);
  const next = await begin(disk);
  await next.make({});
  expect(next.checkpoints.map(({ tag }) => tag)).toEqual(['checkpoint-6', 'checkpoint-5']);
});

test('whatever fails or is killed, the file names complete ones only, and one once there was one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          stepsLeft: fc.integer({ min: 0, max: 6 }),
          failsAfterEffect: fc.boolean(),
          isKilled: fc.boolean(),
        }),
        { minLength: 1, maxLength: 12 },
      ),
      async (faults) => {
        await rm(file, { force: true });
        const disk = new FakeDisk();
        let keeper = await begin(disk);
        let hadOne = false;
        for (const { stepsLeft, failsAfterEffect, isKilled } of faults) {
          Object.assign(disk, { stepsLeft, failsAfterEffect });
          const before = await expectSound(disk, hadOne);
          const isMade = await keeper.make({}).then(
            () => true,
            () => false,
          );
          hadOne ||= isMade;
          const after = await expectSound(disk, hadOne);
          // What was the newest before is still there, unless a newer one is.
          const [newest] = before;
          if (newest !== undefined) expect(after).toContainEqual(newest);
          disk.stepsLeft = Infinity;
          if (!isKilled) continue;
          keeper = await begin(disk);
          // Nothing but what counts is left on the disk.
          expect(disk.snapshots.size).toBe(keeper.checkpoints.length);
        }
        await keeper.make({});
        await expectSound(disk, true);
        // Also without a new life: what failed before leaves nothing behind.
        expect(disk.snapshots.size).toBe(keeper.checkpoints.length);
        // One more than are kept, at the very most: a failed save may have been complete.
        expect(disk.mostSnapshots).toBeLessThanOrEqual(MAX_CHECKPOINT_COUNT);
      },
    ),
    { numRuns: 60 },
  );
});

test('a checkpoint that cannot be entered does not count, and says why', async () => {
  const disk = new FakeDisk();
  const keeper = await begin(disk);
  await keeper.make({});
  const { checkpoints } = keeper;
  await rm(directory, { recursive: true });
  await expect(keeper.make({})).rejects.toThrow(/cannot be entered in .*checkpoints\.json: ENOENT/);
  expect(keeper.checkpoints).toEqual(checkpoints);
});
