import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_CHECKPOINT_COUNT, type Checkpoint } from './checkpoint.ts';
import { readCheckpointFile } from './checkpoint-file.ts';
import { digestDirectory } from './digest-directory.ts';
import { FilesKeeper } from './files-keeper.ts';

let root: string;
let directory: string;
let file: string;
let told = 0;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vmslot-files-'));
  directory = join(root, 'checkpoints');
  file = join(root, 'checkpoints.json');
  told = 0;
});

afterEach(() => rm(root, { recursive: true, force: true }));

/** What one fetch is to do. */
interface Fault {
  /** Files that are there before it fails; undefined: it does not fail. */
  readonly failsAfter?: number | undefined;
}

/** A life of the job: reads the file, and removes what an earlier one left. */
async function begin(fault: () => Fault = () => ({})): Promise<FilesKeeper> {
  const { checkpoints } = await readCheckpointFile(file);
  const keeper = new FilesKeeper({
    directory,
    file,
    checkpoints,
    programCheckpointCount: () => told,
    capture: async (path) => {
      const { failsAfter } = fault();
      for (const [index, name] of ['one', 'two'].entries()) {
        if (index === failsAfter) throw new Error('the disk is full');
        await writeFile(join(path, name), `${name} of ${told}`);
      }
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
        figures: { cpuTimeMs: told, guestCpuTimeMs: 0, runtimeMs: 0, fractionDone: 0 },
        files: { floatingPointOperations: 1, integerOperations: 2, programCheckpointCount: told },
        standstillMs: 5,
      };
    },
  });
  await keeper.removeStrays();
  return keeper;
}

/** What the file names must be there, whole. */
async function expectSound(): Promise<readonly Checkpoint[]> {
  const { checkpoints, problem } = await readCheckpointFile(file);
  expect(problem).toBeUndefined();
  for (const { tag, files } of checkpoints) {
    expect((await digestDirectory(join(directory, tag))).digest).toBe(files?.digest);
  }
  return checkpoints;
}

test('keeps the last two, the newest first, and nothing else', async () => {
  const keeper = await begin();
  for (told = 1; told <= 4; told += 1) {
    expect(keeper.hasNews).toBe(true);
    const { checkpoint, saved } = await keeper.make({});
    expect(saved).toEqual({ standstillMs: 5, bytes: 16 });
    expect(keeper.hasNews).toBe(false);
    expect(keeper.checkpoints[0]).toEqual(checkpoint);
    expect(await expectSound()).toEqual(keeper.checkpoints);
  }
  expect(await readdir(directory)).toEqual(['checkpoint-3', 'checkpoint-4']);
  const next = await begin();
  told = 4;
  expect(next.hasNews).toBe(false);
  told = 5;
  await next.make({});
  expect(next.checkpoints.map(({ tag }) => tag)).toEqual(['checkpoint-5', 'checkpoint-4']);
});

test('whatever fails or is killed, the last complete one stays, and no room is lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          failsAfter: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
          isKilled: fc.boolean(),
        }),
        { minLength: 1, maxLength: 10 },
      ),
      async (faults) => {
        await rm(root, { recursive: true, force: true });
        root = await mkdtemp(join(tmpdir(), 'vmslot-files-'));
        directory = join(root, 'checkpoints');
        file = join(root, 'checkpoints.json');
        let fault: Fault = {};
        let keeper = await begin(() => fault);
        for (fault of faults) {
          told += 1;
          const before = await expectSound();
          const isMade = await keeper.make({}).then(
            () => true,
            () => false,
          );
          expect(isMade).toBe(fault.failsAfter === undefined);
          const after = await expectSound();
          if (isMade) expect(after[0]?.figures.cpuTimeMs).toBe(told);
          else expect(after).toEqual(before);
          expect((await readdir(directory)).length).toBeLessThanOrEqual(MAX_CHECKPOINT_COUNT);
          if ((fault as { isKilled?: boolean }).isKilled === true) {
            // What a killed life had half done.
            await writeFile(join(directory, 'checkpoint-999'), 'half');
            keeper = await begin(() => fault);
            expect((await readdir(directory)).length).toBe(keeper.checkpoints.length);
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a checkpoint that cannot be entered does not count, and says why', async () => {
  const keeper = await begin();
  told = 1;
  await keeper.make({});
  const { checkpoints } = keeper;
  await rm(file);
  // Nothing can be written in the place of a directory that is not empty.
  await mkdir(join(file, 'in-the-way'), { recursive: true });
  told = 2;
  await expect(keeper.make({})).rejects.toThrow(/cannot be entered in .*checkpoints\.json/);
  expect(keeper.checkpoints).toEqual(checkpoints);
});
