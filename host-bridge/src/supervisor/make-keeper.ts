import {
  CheckpointKeeper,
  FilesKeeper,
  readCheckpointFile,
  type Checkpoint,
  type Keeper,
} from '../checkpoint/index.ts';
import { captureFiles } from './capture-files.ts';
import { required, type JobContext } from './job-context.ts';
import { jobDigest } from './run-request.ts';

/**
 * What makes the checkpoints of a machine that has just been started; undefined where the job wants none,
 * or the driver cannot.
 */
export async function makeKeeper(context: JobContext): Promise<Keeper | undefined> {
  const { job, slot, checkpointIntervalMs, reporter } = context;
  if (checkpointIntervalMs === undefined || job.checkpoint === 'none') return undefined;
  const checkpoints = await countingCheckpoints(context);
  if (job.checkpoint === 'files') return await makeFilesKeeper(context, checkpoints);
  const { driver, capabilities } = required(context, 'probe');
  if (!capabilities.snapshot) {
    reporter.warning(
      'boot',
      `no checkpoints: the driver ${driver} cannot save a machine; the job starts anew after an interruption (<checkpoint>files</checkpoint> works everywhere)`,
    );
    return undefined;
  }
  return new CheckpointKeeper({
    vm: required(context, 'vm'),
    file: slot.path('checkpoints'),
    checkpoints,
    describe: () => describe(context),
    exclusive: (work) => context.control.exclusive(work),
    // They go when this machine has got as far as its first checkpoint: until then a newer one than the one
    // that is gone on from may still be of use.
    mayHaveStrays: context.restored !== undefined,
  });
}

/** Newer ones than the one that is gone on from could not be used, and are none any more. */
async function countingCheckpoints({ restored, slot }: JobContext): Promise<readonly Checkpoint[]> {
  if (restored === undefined) return [];
  const { checkpoints } = await readCheckpointFile(slot.path('checkpoints'));
  return checkpoints.slice(checkpoints.findIndex(({ tag }) => tag === restored.tag));
}

async function makeFilesKeeper(
  context: JobContext,
  checkpoints: readonly Checkpoint[],
): Promise<Keeper> {
  const { slot, figures } = context;
  const keeper = new FilesKeeper({
    directory: slot.path('checkpointFiles'),
    file: slot.path('checkpoints'),
    checkpoints,
    programCheckpointCount: () => figures.now.programCheckpointCount,
    capture: async (directory, { signal }) => {
      const note = async () => {
        const { floatingPointOperations, integerOperations, programCheckpointCount } = figures.now;
        const files = { floatingPointOperations, integerOperations, programCheckpointCount };
        return { ...(await describe(context)), files };
      };
      const { noted, standstillMs } = await captureFiles(context, directory, { signal, note });
      return { ...noted, standstillMs };
    },
  });
  await keeper.removeStrays();
  return keeper;
}

async function describe(context: JobContext): Promise<Omit<Checkpoint, 'tag' | 'savedAtMs'>> {
  const { job, figures } = context;
  const vm = required(context, 'vm');
  const { driver, version, accelerator } = required(context, 'probe');
  // A machine that was restored is as it was saved, whatever the job says now.
  const machine = machineOf(context) ?? job;
  const progress = required(context, 'progress');
  await figures.look(vm);
  const { cpuTimeMs, guestCpuTimeMs, runtimeMs, fractionDone } = figures.now;
  return {
    bootId: context.bootId,
    jobDigest: jobDigest(job, context.taskId),
    machine: {
      driver,
      version,
      accelerator,
      machineType: vm.machineType,
      memoryBytes: machine.memoryBytes,
      cpuCount: machine.cpuCount,
      network: machine.network,
      diskLimitBytes: machine.diskLimitBytes,
      diskFile: required(context, 'image').diskFile,
    },
    ...progress,
    figures: { cpuTimeMs, guestCpuTimeMs, runtimeMs, fractionDone },
  };
}

/** The machine that was restored; undefined where the one that runs is new. */
export function machineOf({ restored }: JobContext): Checkpoint['machine'] | undefined {
  return restored?.files === undefined ? restored?.machine : undefined;
}
