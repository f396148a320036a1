import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { OUTCOMES, type JobError, type Phase } from './outcome.ts';
import type { RunSummary } from './report/reporter.ts';
import { vmStopped } from './supervisor/boot.ts';
import type { JobContext, RunSettings } from './supervisor/job-context.ts';
import { enterPhase, supervise } from './supervisor/supervisor.ts';
import { toJobError } from './supervisor/to-job-error.ts';

/** How long the agent may be out of reach before the job is given up. */
export const DEFAULT_AGENT_LOST_TIMEOUT_MS = 60_000;

/**
 * Runs one job in one VM, from image to outputs, and cleans up: the VM is gone when this resolves,
 * however the job ended. The slot is emptied after success and kept after a failure. Never throws: the
 * summary says how it went. The caller opened the slot and closes it.
 * @param signal aborting it with a {@link JobError} ends the job with that outcome
 */
export async function runJob(settings: RunSettings, signal: AbortSignal): Promise<RunSummary> {
  const startedAt = performance.now();
  const stop = new AbortController();
  const context: JobContext = {
    ...settings,
    signal: AbortSignal.any([signal, stop.signal]),
    bootId: `vmslot-${randomBytes(8).toString('hex')}`,
    taskId: 'job',
    watchVm: (vm) => {
      void vm.ended.then((end) => {
        if (end.cause !== 'requested') stop.abort(vmStopped(context, end));
      });
    },
  };
  let error = await attempt(() => supervise(context), 'finish');
  context.session?.close();
  const clientError = await attempt(async () => context.client?.destroy(), 'finish');
  if (clientError !== undefined) context.reporter.warning('finish', clientError.message);
  if (error === undefined) {
    error = await attempt(async () => {
      await enterPhase(context, 'finish');
      await context.vm?.destroy();
      await context.slot.clear();
    }, 'finish');
  }
  if (error !== undefined) await keepForInspection(context, error);
  return summarise(context, error, performance.now() - startedAt);
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
  const stopError = await attempt(async () => context.vm?.stop(), 'finish');
  // It holds a secret that serves nobody any more, and on a full disk its room is the state file's.
  const seedError = await attempt(() => rm(context.slot.path('seed'), { force: true }), 'finish');
  const stateError = await attempt(
    () => enterPhase(context, error.phase ?? 'finish', { error }),
    'finish',
  );
  for (const problem of [stopError, seedError, stateError]) {
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
  };
}
