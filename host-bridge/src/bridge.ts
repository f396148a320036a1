import { rm } from 'node:fs/promises';
import type { vmslot } from '@vmslot/proto/agent';
import { RpcError } from '@vmslot/proto/rpc';
import { readCheckpointFile } from './checkpoint/index.ts';
import { OUTCOMES, type JobError, type Phase } from './outcome.ts';
import type { RunSummary } from './report/reporter.ts';
import { blameImage } from './supervisor/blame-image.ts';
import { CheckpointTimer } from './supervisor/checkpoint-timer.ts';
import type { JobContext, RunSettings } from './supervisor/job-context.ts';
import { createJobContext } from './supervisor/create-job-context.ts';
import { noteFailedStart } from './supervisor/kept-checkpoints.ts';
import type { MachineControl } from './supervisor/machine-control.ts';
import { readAppWords } from './supervisor/read-app-words.ts';
import { enterPhase, supervise } from './supervisor/supervisor.ts';
import { toJobError } from './supervisor/to-job-error.ts';

/**
 * The watch's interval: a guest that hangs is found after it, within two of them, in time that its machine
 * had; the job is given up then.
 */
export const DEFAULT_AGENT_LOST_TIMEOUT_MS = 60_000;

/** A job that runs. */
export interface RunningJob {
  /** How it went; never rejects. The VM is gone by then. */
  readonly finished: Promise<RunSummary>;
  /** Pauses, continues and limits the machine. */
  readonly control: MachineControl;
  /**
   * Makes a checkpoint now, where the job has got so far that there is something to save.
   * @returns false where nothing was saved; the last checkpoint is what it was then
   */
  save(options: { readonly signal: AbortSignal }): Promise<boolean>;
  /**
   * Puts a small file into the work directory of the running task.
   * @returns number of the last checkpoint that may lack it: each later one has it in it. Above all numbers
   *   where no checkpoint holds such files
   * @throws RpcError
   */
  deliver(
    name: string,
    content: Uint8Array,
    options: { readonly signal: AbortSignal },
  ): Promise<number>;
  /**
   * Changes what the programs of the running task are told.
   * @throws RpcError, also where it does not run yet
   */
  updateApp(change: AppChange, options: { readonly signal: AbortSignal }): Promise<void>;
}

/** A change of what programs are told; what is not set stays as it is. */
export type AppChange = Omit<vmslot.agent.v1.IUpdateAppRequest, 'taskId'>;

/**
 * Runs one job in one VM, from image to outputs, and cleans up: the VM is gone when this resolves,
 * however the job ended. The slot is emptied after success and kept after a failure. Never throws: the
 * summary says how it went. The caller opened the slot and closes it.
 * @param signal aborting it with a {@link JobError} ends the job with that outcome
 */
export async function runJob(settings: RunSettings, signal: AbortSignal): Promise<RunSummary> {
  return await startJob(settings, signal).finished;
}

/** As {@link runJob}, and lets the caller act on the job while it runs. */
export function startJob(settings: RunSettings, signal: AbortSignal): RunningJob {
  const stop = new AbortController();
  const context = createJobContext(settings, AbortSignal.any([signal, stop.signal]), (reason) =>
    stop.abort(reason),
  );
  const timer = new CheckpointTimer(context, (error) => stop.abort(toJobError(error, 'run')));
  return {
    finished: run(context, timer, signal),
    control: context.control,
    save: (options) => timer.saveNow(options),
    deliver: async (name, content, { signal: given }) => {
      // Whoever thinks that it was delivered deletes it.
      if (context.client === undefined) {
        throw new RpcError('unavailable', 'the agent has not been reached yet');
      }
      await context.client.task.deliver(
        { taskId: context.taskId, name, content },
        { signal: given },
      );
      // One that was begun meanwhile may have been taken before the file was there.
      const { keeper } = context;
      if (keeper?.holdsDeliveries === false) return Number.MAX_SAFE_INTEGER;
      return keeper?.begunNumber ?? 0;
    },
    updateApp: async (change, { signal: given }) => {
      if (context.client === undefined) {
        throw new RpcError('unavailable', 'the agent has not been reached yet');
      }
      await context.client.task.updateApp({ ...change, taskId: context.taskId }, { signal: given });
    },
  };
}

/** @param outerSignal that of the caller; the context's is aborted by a machine that stops, too */
async function run(
  context: JobContext,
  timer: CheckpointTimer,
  outerSignal: AbortSignal,
): Promise<RunSummary> {
  const startedAt = performance.now();
  timer.start();
  let error = await attempt(() => supervise(context), 'finish');
  // Where the boot has failed, this was its end.
  context.bootTurn?.release();
  timer.stop();
  const doorError = await attempt(async () => context.door?.close(), 'finish');
  if (doorError !== undefined) context.reporter.warning('finish', doorError.message);
  context.session?.close();
  const clientError = await attempt(async () => context.client?.destroy(), 'finish');
  if (clientError !== undefined) context.reporter.warning('finish', clientError.message);
  if (error === undefined) {
    error = await attempt(async () => {
      await enterPhase(context, 'finish');
      await context.observer.succeeded();
      await context.vm?.destroy();
      await timer.idle();
      await context.slot.clear();
    }, 'finish');
  }
  if (error !== undefined) {
    const stopError = await attempt(async () => context.vm?.stop(), 'finish');
    if (stopError !== undefined) context.reporter.warning('finish', stopError.message);
    await timer.idle();
    error = await blameImage(context, error, outerSignal);
    if (isGuestsFault(context, error)) {
      const noteError = await attempt(() => noteFailedStart(context), 'finish');
      if (noteError !== undefined) context.reporter.warning('finish', noteError.message);
    }
    await keepForInspection(context, error);
  }
  return summarise(context, error, performance.now() - startedAt);
}

/** Whether a guest that goes on from the same checkpoint again may come to the same end. */
function isGuestsFault({ vmEnd }: JobContext, { code }: JobError): boolean {
  if (code === 'vm_stopped') return vmEnd?.cause === 'guest-panic';
  return code === 'boot_timeout' || code === 'agent_lost';
}

async function attempt(work: () => Promise<void>, phase: Phase): Promise<JobError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return toJobError(error, phase);
  }
}

async function keepForInspection(context: JobContext, error: JobError): Promise<void> {
  // It holds a secret that serves nobody any more, and on a full disk its room is the state file's.
  // But a checkpoint is nothing without it.
  const seedError = await attempt(async () => {
    // By the file: a run that ended before it came to the checkpoints knows of none.
    const { checkpoints, problem } = await readCheckpointFile(context.slot.path('checkpoints'));
    if (checkpoints.length === 0 && problem === undefined)
      await rm(context.slot.path('seed'), { force: true });
  }, 'finish');
  const stateError = await attempt(
    () => enterPhase(context, error.phase ?? 'finish', { error }),
    'finish',
  );
  for (const problem of [seedError, stateError]) {
    if (problem !== undefined) context.reporter.warning('finish', problem.message);
  }
}

function summarise(
  context: JobContext,
  error: JobError | undefined,
  elapsedMs: number,
): RunSummary {
  const outcome = error?.code ?? 'succeeded';
  return {
    outcome,
    exitCode: OUTCOMES[outcome].exitCode,
    phase: error?.phase ?? 'finish',
    message: error?.message,
    details: error?.details ?? [],
    slotDirectory: error === undefined ? undefined : context.slot.directory,
    outputs: error === undefined ? (context.outputs ?? []) : [],
    elapsedMs,
    cpuTimeMs: context.ended?.status?.cpuTimeMs ?? 0,
    // With a failure go the words that decided it; those before it have been another program's.
    appWords: error === undefined ? readAppWords(context.ended) : error.appWords,
  };
}
