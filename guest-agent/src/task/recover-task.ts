import { readFile, stat, truncate } from 'node:fs/promises';
import { vmslot } from '@vmslot/proto/agent';
import { isErrorWithCode, type ScopeFactory } from '../cgroup/index.ts';
import { EventLog } from './event-log.ts';
import type { JournalRecord } from './journal-record.ts';
import { spoolPath, type StreamName } from './output-spool.ts';
import { isSuccess } from './step-run.ts';
import { Task } from './task.ts';
import type { TaskDirectory } from './task-directory.ts';
import { TaskProgress } from './task-progress.ts';
import type { TaskSpec } from './task-request.ts';
import type { TaskUser } from './user-directory.ts';
import { WatchedFiles } from './watched-files.ts';

type StepEnded = vmslot.agent.v1.StepEnded.$Properties;

const { EndReason } = vmslot.agent.v1;

/** What is kept of a request on disk, to know the same one again. */
export interface StoredRequest {
  readonly spec: TaskSpec;
  readonly user: TaskUser;
}

export interface RecoverOptions {
  readonly directory: TaskDirectory;
  readonly scopes: ScopeFactory;
  readonly nowMs: () => number;
}

/**
 * Takes up a task of an earlier run of the agent. One that had not ended is ended now as lost: its
 * processes, where some are left, are killed, and what it printed is kept up to the limit.
 *
 * @returns undefined where the task never began, so that nothing is known of it
 */
export async function recoverTask(options: RecoverOptions): Promise<Task | undefined> {
  const { directory, scopes, nowMs } = options;
  const stored = await readStoredRequest(directory.requestFile);
  if (stored === undefined) return undefined;
  const { spec } = stored;
  const progress = new TaskProgress(spec.steps);
  let step = 0;
  let stepEnd: StepEnded | undefined;
  let began = false;
  const left = { stdout: spec.outputBytes, stderr: spec.outputBytes };
  const log = await EventLog.recover(directory.journalFile, nowMs, (record: JournalRecord) => {
    if (record.kind === 'output') left[record.stream] -= record.end - record.start;
    if (record.kind === 'started') {
      [step, began, stepEnd] = [record.step, true, undefined];
    }
    if (record.kind !== 'stepEnded') return;
    [step, stepEnd] = [record.step, record.value];
    finishStep(progress, record.step, record.value);
  });
  if (log.ended === undefined) {
    const killed = await scopes.clear(spec.taskId);
    await new WatchedFiles({ spec, directory, log, nowMs }).recover(step);
    if (stepEnd === undefined || (isSuccess(stepEnd) && step + 1 < spec.steps.length)) {
      if (stepEnd !== undefined) [step, began] = [step + 1, false];
      stepEnd = lostOutcome(killed);
      if (began) await keepOutput(directory, step, log, left);
      progress.finish(step, false);
      await log.endStep(step, stepEnd);
    }
    const succeeded = isSuccess(stepEnd);
    await log.end(step, { succeeded, step, outcome: stepEnd, status: progress.status() });
  }
  return new Task({ ...options, ...stored, log });
}

async function readStoredRequest(path: string): Promise<StoredRequest | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as StoredRequest;
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Numbers what a step printed until the agent died, and after. */
async function keepOutput(
  directory: TaskDirectory,
  step: number,
  log: EventLog,
  left: Record<StreamName, number>,
): Promise<void> {
  for (const stream of ['stdout', 'stderr'] as const) {
    const path = spoolPath(directory.state, step, stream);
    const { size } = await stat(path);
    const keepBytes = log.numberedBytes(stream) + left[stream];
    if (size > keepBytes) await truncate(path, keepBytes);
    log.grow(stream, Math.min(size, keepBytes));
  }
}

function finishStep(progress: TaskProgress, step: number, value: StepEnded): void {
  progress.update(step, {
    usage: {
      cpuTimeMs: value.cpuTimeMs ?? 0,
      memoryBytes: 0,
      peakMemoryBytes: value.peakMemoryBytes ?? 0,
      oomKillCount: 0,
    },
    fractionDone: undefined,
    credit: undefined,
    diskFreeBytes: 0,
  });
  progress.finish(step, isSuccess(value));
}

function lostOutcome(processesWereKilled: boolean): StepEnded {
  return {
    reason: EndReason.END_REASON_LOST,
    message: processesWereKilled
      ? 'the agent was restarted; the program still ran and was ended by force'
      : 'the agent was restarted and cannot tell how the program ended',
  };
}
