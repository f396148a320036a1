import {
  readCheckpointFile,
  writeCheckpointFile,
  type Checkpoint,
  type CheckpointFileContent,
} from '../checkpoint/index.ts';
import type { DriverProbe } from '../hypervisor/driver.ts';
import { HypervisorError } from '../hypervisor/errors.ts';
import { JobError } from '../outcome.ts';
import { required, type JobContext } from './job-context.ts';
import { jobDigest } from './run-request.ts';

/**
 * How long a job waits for the hypervisor and the accelerator that its checkpoints need, before it begins anew: a
 * volunteer may have them back in a day, and all the work is in there.
 */
export const CHECKPOINT_WAIT_MS = 24 * 3_600_000;

/** Starts from one checkpoint in which the guest never answered, before an older one is taken. */
export const MAX_FAILED_START_COUNT = 2;

/** The checkpoints of this very job; the file has others where the job file was changed. */
export async function keptCheckpoints(context: JobContext): Promise<CheckpointFileContent> {
  const { job, slot, reporter, checkpointIntervalMs } = context;
  if (checkpointIntervalMs === undefined) return { checkpoints: [], problem: undefined, notes: {} };
  const content = await readCheckpointFile(slot.path('checkpoints'));
  const { problem } = content;
  if (problem !== undefined) reporter.warning('prepare', `starting from the beginning: ${problem}`);
  const digest = jobDigest(job, context.taskId);
  const checkpoints = content.checkpoints.filter(({ tag, jobDigest: found }) => {
    if (found === digest) return true;
    reporter.warning('prepare', `not going on from ${tag}: the job is another one now`);
    return false;
  });
  return { ...content, checkpoints };
}

/** Tries the accelerators, that of the last checkpoint first: only with it the work goes on. */
export async function probeFor(
  context: JobContext,
  { checkpoints }: Pick<CheckpointFileContent, 'checkpoints'>,
): Promise<DriverProbe> {
  const { job, driver, signal, slot } = context;
  const options = { signal, scratchDirectory: slot.directory };
  const last = checkpoints.find(({ files, machine }) => {
    return files === undefined && machine.driver === driver.name;
  })?.machine.accelerator;
  if (last !== undefined && job.accelerators?.includes(last) !== false) {
    try {
      return await driver.probe({ ...options, accelerators: [last] });
    } catch (error) {
      if (!(error instanceof HypervisorError) || error.code !== 'accelerator_unusable') throw error;
    }
  }
  return await driver.probe({ ...options, accelerators: job.accelerators });
}

/**
 * Those that image, hypervisor and accelerator fit, the newest first. Where there are only some that would fit if
 * another hypervisor or accelerator was there, that is waited for, and nothing is deleted meanwhile.
 *
 * @throws JobError `hypervisor_missing` or `accelerator_unusable`, for {@link CHECKPOINT_WAIT_MS} at the most
 */
export async function usableCheckpoints(
  context: JobContext,
  { checkpoints, notes }: CheckpointFileContent,
): Promise<readonly Checkpoint[]> {
  const { reporter, slot } = context;
  const waiting: JobError[] = [];
  const usable = checkpoints.filter((checkpoint) => {
    const { tag, files } = checkpoint;
    if (files !== undefined) return true;
    const failedCount = notes.failedStarts?.[tag] ?? 0;
    const obstacle =
      findObstacle(context, checkpoint) ??
      (failedCount >= MAX_FAILED_START_COUNT
        ? `its guest did not answer in ${failedCount} starts`
        : undefined);
    if (obstacle instanceof JobError) waiting.push(obstacle);
    else if (obstacle !== undefined) {
      reporter.warning('prepare', `not going on from ${tag}: ${obstacle}`);
    }
    return obstacle === undefined;
  });
  const [error] = waiting;
  const file = slot.path('checkpoints');
  if (usable.length > 0 || error === undefined) {
    if (notes.blockedSinceMs !== undefined) {
      const { failedStarts } = notes;
      await writeCheckpointFile(file, checkpoints, { failedStarts });
    }
    return usable;
  }
  const nowMs = context.clocks.wallMs();
  const waitedMs = nowMs - (notes.blockedSinceMs ?? nowMs);
  if (waitedMs > CHECKPOINT_WAIT_MS) {
    reporter.warning('prepare', `${error.message}; that was waited for long enough`);
    return [];
  }
  // A clock that was set back begins the time anew.
  if (notes.blockedSinceMs === undefined || waitedMs < 0) {
    await writeCheckpointFile(file, checkpoints, { ...notes, blockedSinceMs: nowMs });
  }
  throw error;
}

/** @returns a text for what will not change; an error for what may */
function findObstacle(
  context: JobContext,
  { machine, tag, figures }: Checkpoint,
): string | JobError | undefined {
  const { diskFile } = required(context, 'image');
  const { accelerator, driver, rejected } = required(context, 'probe');
  if (machine.diskFile !== diskFile) {
    return `the image is ${diskFile} now, it was ${machine.diskFile}`;
  }
  const percent = (figures.fractionDone * 100).toFixed(1);
  const work = `the work, ${percent} % done, is in ${tag}, which ${machine.driver} with ${machine.accelerator} made`;
  const hours = Math.round(CHECKPOINT_WAIT_MS / 3_600_000);
  const end = `within ${hours} h the job goes on from there, after that it begins anew`;
  if (machine.driver !== driver) {
    return new JobError(
      'hypervisor_missing',
      `${work}, and ${driver} is to run it now: let ${machine.driver} be there again; ${end}`,
    );
  }
  if (machine.accelerator !== accelerator) {
    const why = rejected.find((one) => one.accelerator === machine.accelerator)?.reason;
    return new JobError(
      'accelerator_unusable',
      `${work}, and ${machine.accelerator} does not work now${why === undefined ? '' : ` (${why})`}: mend that; ${end}`,
    );
  }
  return undefined;
}

/** To be called when a machine that went on from a checkpoint has not answered. */
export async function noteFailedStart({ slot, restored }: JobContext): Promise<void> {
  if (restored === undefined || restored.files !== undefined) return;
  const file = slot.path('checkpoints');
  const { checkpoints, notes } = await readCheckpointFile(file);
  if (!checkpoints.some(({ tag }) => tag === restored.tag)) return;
  const count = (notes.failedStarts?.[restored.tag] ?? 0) + 1;
  const failedStarts = { ...notes.failedStarts, [restored.tag]: count };
  await writeCheckpointFile(file, checkpoints, { ...notes, failedStarts });
}

/** To be called when it has: what was before is forgotten. */
export async function forgetFailedStarts({ slot }: JobContext): Promise<void> {
  const file = slot.path('checkpoints');
  const { checkpoints, notes } = await readCheckpointFile(file);
  if (notes.failedStarts !== undefined) await writeCheckpointFile(file, checkpoints);
}
