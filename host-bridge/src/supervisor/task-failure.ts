import { vmslot } from '@vmslot/proto/agent';
import type { Job } from '../job/index.ts';
import { JobError, type OutcomeCode } from '../outcome.ts';
import { oneLine } from '../report/one-line.ts';
import { readAppWords } from './read-app-words.ts';

const { EndReason } = vmslot.agent.v1;

/** Lines of the app's standard error that go with a failure. */
export const STDERR_TAIL_LINES = 10;

/** Outcome of each way a task can end, and what a person can do about it. */
const FAILURES = new Map<number, { readonly code: OutcomeCode; readonly advice: string }>([
  [EndReason.END_REASON_EXITED, { code: 'app_failed', advice: 'see what it printed' }],
  [EndReason.END_REASON_SIGNALED, { code: 'app_signaled', advice: 'see what it printed' }],
  [EndReason.END_REASON_NOT_STARTED, { code: 'app_not_started', advice: 'correct <application>' }],
  [
    EndReason.END_REASON_TIME_LIMIT,
    { code: 'time_limit', advice: 'raise <time_limit> if it needs longer' },
  ],
  [
    EndReason.END_REASON_OUTPUT_LIMIT,
    { code: 'output_limit', advice: 'print less, or raise <output_limit_mb>' },
  ],
  [
    EndReason.END_REASON_DISK_FULL,
    { code: 'guest_disk_full', advice: 'write less, or raise <disk_limit_mb>' },
  ],
  [EndReason.END_REASON_OUT_OF_MEMORY, { code: 'out_of_memory', advice: 'raise <memory_size_mb>' }],
  [EndReason.END_REASON_CONTROLLED, { code: 'terminated', advice: 'it was told to end' }],
  [
    EndReason.END_REASON_PREMATURE_EXIT,
    { code: 'app_failed', advice: 'see what it printed, and <boinc_api>' },
  ],
  [EndReason.END_REASON_LOST, { code: 'agent_lost', advice: 'run the job again' }],
]);

/** The error for a task that did not end well. `stderrTail` holds the last lines that the app printed. */
export function taskFailure(
  job: Job,
  ended: vmslot.agent.v1.ITaskEnded,
  stderrTail: readonly string[],
): JobError {
  const task = job.tasks[ended.step ?? 0];
  const failure = FAILURES.get(ended.outcome?.reason ?? 0);
  const where = task === undefined ? 'a task' : `task ${task.name} (${job.file}:${task.line})`;
  const what = oneLine(ended.outcome?.message ?? '') || 'ended in an unknown way';
  const appWords = readAppWords(ended);
  const said = appWords === undefined || appWords.message === '' ? '' : `: ${appWords.message}`;
  if (appWords !== undefined && appWords.retryAfterS > 0) {
    const text = `${where} asked to be tried again in ${appWords.retryAfterS} s${said}`;
    return new JobError('app_deferred', text, { details: stderrTail, appWords });
  }
  if (failure === undefined) {
    return new JobError('agent_refused', `${where}: the agent gave no known reason: ${what}`);
  }
  return new JobError(failure.code, `${where}: ${what}${said}; ${failure.advice}`, {
    details: stderrTail,
    appWords,
  });
}
