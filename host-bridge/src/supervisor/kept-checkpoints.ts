import {
  readCheckpointFile,
  writeCheckpointFile,
  type Checkpoint,
  type CheckpointFileContent,
  type CheckpointNotes,
} from '../checkpoint/index.ts';
import type { DriverProbe } from '../hypervisor/driver.ts';
import { HypervisorError } from '../hypervisor/errors.ts';
import { JobError, type OutcomeCode } from '../outcome.ts';
import { required, type JobContext } from './job-context.ts';
import { jobDigest } from './run-request.ts';

/**
 * Longest time that a job waits for the hypervisor and the accelerator that its checkpoints need, before it begins
 * anew: a volunteer may have them back in a day, and all the work is in there.
 */
export const MAX_CHECKPOINT_WAIT_MS = 24 * 3_600_000;

/** Shortest such time, however little work there is. */
export const MIN_CHECKPOINT_WAIT_MS = 3_600_000;

/** The wait in times of the work. */
const WAIT_PER_WORK = 4;

/** What counts at the most of the time between two starts, which the client makes an hour apart at the most. */
const MAX_WAIT_STEP_MS = 2 * 3_600_000;

/** Starts from one checkpoint in which the guest did not answer, hung or panicked, before an older one is taken. */
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
 * Waits where a job has snapshots, and all of them are of another hypervisor than the one that is to run it now.
 * To be called before that one is asked anything: what it cannot do does not matter then.
 *
 * @throws JobError `hypervisor_missing`, as {@link usableCheckpoints} throws
 */
export async function waitForDriver(
  context: JobContext,
  content: CheckpointFileContent,
): Promise<void> {
  const { diskFile } = required(context, 'image');
  const { name } = context.driver;
  const fitting = content.checkpoints.filter(
    ({ files, machine }) => files !== undefined || machine.diskFile === diskFile,
  );
  const [last] = fitting;
  if (last === undefined) return;
  if (fitting.some(({ files, machine }) => files !== undefined || machine.driver === name)) return;
  const { driver } = last.machine;
  const what = `and ${name} is to run it now: let ${driver} be there again`;
  await waitOrGiveUp(context, content, { last, code: 'hypervisor_missing', what });
}

/**
 * Those that image, hypervisor and accelerator fit, the newest first. Where there are only some that would fit if
 * another accelerator worked, that is waited for, and nothing is deleted meanwhile.
 *
 * @throws JobError `accelerator_unusable`, for as long as {@link waitLimitMs} says
 */
export async function usableCheckpoints(
  context: JobContext,
  content: CheckpointFileContent,
): Promise<readonly Checkpoint[]> {
  const { checkpoints, notes } = content;
  const { reporter, slot } = context;
  const { accelerator, driver, rejected } = required(context, 'probe');
  const { diskFile } = required(context, 'image');
  const waiting: Checkpoint[] = [];
  const usable = checkpoints.filter((checkpoint) => {
    const { tag, files, machine } = checkpoint;
    if (files !== undefined) return true;
    const failedCount = notes.failedStarts?.[tag] ?? 0;
    const obstacle =
      machine.diskFile !== diskFile
        ? `the image is ${diskFile} now, it was ${machine.diskFile}`
        : machine.driver !== driver
          ? `${machine.driver} ran it, and ${driver} is to run it now`
          : failedCount >= MAX_FAILED_START_COUNT
            ? `its guest did not answer, or ended badly, in ${failedCount} starts`
            : undefined;
    if (obstacle !== undefined) {
      reporter.warning('prepare', `not going on from ${tag}: ${obstacle}`);
      return false;
    }
    if (machine.accelerator === accelerator) return true;
    waiting.push(checkpoint);
    return false;
  });
  const [last] = waiting;
  if (usable.length === 0 && last !== undefined) {
    const needed = last.machine.accelerator;
    const reason = rejected.find((one) => one.accelerator === needed)?.reason;
    const why = reason === undefined ? '' : ` (${reason})`;
    const what = `and ${needed} does not work now${why}: mend that`;
    await waitOrGiveUp(context, content, { last, code: 'accelerator_unusable', what });
  } else if (notes.waited !== undefined) {
    const { failedStarts } = notes;
    await writeCheckpointFile(slot.path('checkpoints'), checkpoints, { failedStarts });
  }
  return usable;
}

/** How long a job waits for what the checkpoint needs: some times the work in it, within limits. */
export function waitLimitMs({ figures }: Pick<Checkpoint, 'figures'>): number {
  const worthMs = WAIT_PER_WORK * figures.runtimeMs;
  return Math.min(MAX_CHECKPOINT_WAIT_MS, Math.max(MIN_CHECKPOINT_WAIT_MS, worthMs));
}

/** @throws JobError until it was waited for long enough */
async function waitOrGiveUp(
  { clocks, reporter, slot }: JobContext,
  { checkpoints, notes }: CheckpointFileContent,
  need: { readonly last: Checkpoint; readonly code: OutcomeCode; readonly what: string },
): Promise<void> {
  const { tag, machine, figures } = need.last;
  const atMs = clocks.wallMs();
  // Each try counts for little, whatever the clock says: a computer that was off has not tried.
  const sinceMs = atMs - (notes.waited?.atMs ?? atMs);
  const counted = Math.min(Math.max(0, sinceMs), MAX_WAIT_STEP_MS);
  const waited = { atMs, totalMs: (notes.waited?.totalMs ?? 0) + counted };
  const limitMs = waitLimitMs(need.last);
  const percent = (figures.fractionDone * 100).toFixed(1);
  const hours = (limitMs / 3_600_000).toFixed(1);
  const text =
    `the work, ${percent} % done, is in ${tag}, which ${machine.driver} with ${machine.accelerator} made, ` +
    `${need.what}; within ${hours} h of trying the job goes on from there, after that it begins anew`;
  if (waited.totalMs > limitMs) {
    reporter.warning('prepare', `${text}; that was waited for long enough`);
    return;
  }
  await writeCheckpointFile(slot.path('checkpoints'), checkpoints, { ...notes, waited });
  throw new JobError(need.code, text);
}

/**
 * To be called when a machine that went on from a checkpoint has not answered, or has hung or panicked. Counts
 * only where it has made no checkpoint of its own, which forgets what was before.
 */
export async function noteFailedStart({ slot, restored }: JobContext): Promise<void> {
  if (restored === undefined || restored.files !== undefined) return;
  const file = slot.path('checkpoints');
  const { checkpoints, notes } = await readCheckpointFile(file);
  const known = checkpoints.find(({ tag }) => tag === restored.tag);
  // One that this machine has made stands before it, or has its tag and another time.
  if (known?.savedAtMs !== restored.savedAtMs || isPassed(restored, checkpoints, notes)) return;
  const count = (notes.failedStarts?.[restored.tag] ?? 0) + 1;
  const failedStarts = { ...notes.failedStarts, [restored.tag]: count };
  await writeCheckpointFile(file, checkpoints, { ...notes, failedStarts });
}

/** Whether there is a newer one that has not been given up. */
function isPassed(
  { tag }: Checkpoint,
  checkpoints: readonly Checkpoint[],
  { failedStarts }: CheckpointNotes,
): boolean {
  const newer = checkpoints.slice(
    0,
    checkpoints.findIndex((one) => one.tag === tag),
  );
  return newer.some((one) => (failedStarts?.[one.tag] ?? 0) < MAX_FAILED_START_COUNT);
}
