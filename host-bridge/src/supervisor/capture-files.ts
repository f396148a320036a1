import { setTimeout as pause } from 'node:timers/promises';
import { vmslot } from '@vmslot/proto/agent';
import { RpcError } from '@vmslot/proto/rpc';
import { receiveOutputs } from '../archive/index.ts';
import type { JobOutput } from '../job/index.ts';
import { JobError } from '../outcome.ts';
import { required, type JobContext } from './job-context.ts';

const { TaskVerb } = vmslot.agent.v1;

/** How long the events that a task had made before it was stopped may take until they were dealt with. */
export const DRAIN_TIMEOUT_MS = 60_000;

/** How often it is looked whether they were, and how long after a broken link a call is made again. */
export const CAPTURE_POLL_MS = 50;

/** How long programs may stand still while their files are fetched; then the checkpoint is given up. */
export const CAPTURE_TIMEOUT_MS = 600_000;

/** How long one call to stop or continue the task may take: the agent waits for critical sections. */
export const TASK_CONTROL_TIMEOUT_MS = 60_000;

/** How often it is tried to let the task go on where the link breaks; the agent comes back or is lost. */
export const MAX_RESUME_TRIES = 1_000;

/**
 * Fetches the files of a checkpoint into a directory, while the programs stand still outside of critical
 * sections, and after all that they had printed and sent by then has been dealt with. They go on
 * whatever happens.
 *
 * @param note called while they stand still, when all is fetched
 * @returns what `note` gave, and how long they stood still
 * @throws what the link, the agent, the archive or the disk say
 */
export async function captureFiles<T>(
  context: JobContext,
  directory: string,
  options: { readonly signal?: AbortSignal | undefined; readonly note: () => Promise<T> },
): Promise<{ readonly noted: T; readonly standstillMs: number }> {
  const { slot, job, taskId } = context;
  const client = required(context, 'client');
  const signal = AbortSignal.any([
    context.signal,
    AbortSignal.timeout(CAPTURE_TIMEOUT_MS),
    ...(options.signal === undefined ? [] : [options.signal]),
  ]);
  const startedAt = performance.now();
  let noted: T;
  try {
    await client.task.control(
      { taskId, verb: TaskVerb.TASK_VERB_SUSPEND },
      { signal, timeoutMs: TASK_CONTROL_TIMEOUT_MS },
    );
    await drain(context, signal);
    const { body, verified } = await client.getArchive(taskId, job.checkpointFiles, { signal });
    await receiveOutputs(body, {
      outputs: job.checkpointFiles.map(asOutput),
      stagingDirectory: slot.path('checkpointStaging'),
      outputDirectory: directory,
      maxBytes: job.diskLimitBytes,
      verified,
      signal,
    });
    noted = await options.note();
  } finally {
    await letGoOn(context);
  }
  return { noted, standstillMs: performance.now() - startedAt };
}

/** A program need not have written all of its files yet. */
function asOutput(path: string): JobOutput {
  return { source: path, target: path, optional: true, intermediate: false, line: 0 };
}

/** Waits until every event that the stopped task has made was dealt with. */
async function drain(context: JobContext, signal: AbortSignal): Promise<void> {
  const { taskId } = context;
  const { tasks } = await required(context, 'client').task.list({}, { signal });
  const task = tasks.find((one) => one.taskId === taskId);
  if (task?.state !== vmslot.agent.v1.TaskState.TASK_STATE_SUSPENDED) {
    throw new RpcError('failed_precondition', `task ${taskId} does not stand still`);
  }
  const deadline = performance.now() + DRAIN_TIMEOUT_MS;
  while (required(context, 'progress').position.lastSequence < (task.lastSequence ?? 0)) {
    if (performance.now() > deadline) {
      throw new JobError(
        'agent_lost',
        `events of the task are missing after ${DRAIN_TIMEOUT_MS} ms`,
      );
    }
    await pause(CAPTURE_POLL_MS, undefined, { signal });
  }
}

/** Where this fails for good the machine is gone or about to be given up. */
async function letGoOn({ client, signal, taskId }: JobContext): Promise<void> {
  for (let count = 0; count < MAX_RESUME_TRIES && !signal.aborted; count += 1) {
    try {
      await client?.task.control(
        { taskId, verb: TaskVerb.TASK_VERB_RESUME },
        { signal, timeoutMs: TASK_CONTROL_TIMEOUT_MS },
      );
      return;
    } catch (error) {
      // A task that has ended needs no such word.
      if (error instanceof RpcError && error.code === 'failed_precondition') return;
      await pause(CAPTURE_POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
