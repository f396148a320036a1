import { readFile, stat, truncate } from 'node:fs/promises';
import { vmslot } from '@vmslot/proto/agent';
import { type OpenAppSocket, readAppState, type StepReport } from '../app/index.ts';
import { isErrorWithCode, type ScopeFactory, taskGroup } from '../cgroup/index.ts';
import { adopt, readBootId } from '../launch/index.ts';
import { EventLog } from './event-log.ts';
import type { JournalRecord } from './journal-record.ts';
import { spoolPath, type StreamName } from './output-spool.ts';
import { programStatus } from './program-status.ts';
import { type RunState, RunStateFile } from './run-state.ts';
import type { StreamSizes } from './step-output.ts';
import { isSuccess } from './step-run.ts';
import { Task } from './task.ts';
import type { TaskDirectory } from './task-directory.ts';
import { TaskProgress } from './task-progress.ts';
import type { TaskSpec } from './task-request.ts';
import type { GuestUser } from '../user/user-directory.ts';
import { WatchedFiles } from './watched-files.ts';

type StepEnded = vmslot.agent.v1.StepEnded.$Properties;

const { EndReason } = vmslot.agent.v1;

/** What is kept of a request on disk, to know the same one again. */
export interface StoredRequest {
  readonly spec: TaskSpec;
  readonly user: GuestUser;
  /** Life of the kernel in which the task was begun, see `readBootId`. */
  readonly kernelBootId: string;
}

export interface RecoverOptions {
  readonly directory: TaskDirectory;
  readonly scopes: ScopeFactory;
  readonly nowMs: () => number;
  readonly openAppSocket?: OpenAppSocket | undefined;
  /** See `TaskStoreOptions`. */
  readonly segmentProgram: string;
  /** See `TaskStoreOptions`. */
  readonly isFrozen?: (() => boolean) | undefined;
}

/** What the journal says of a task that has not ended. */
interface Recovered {
  readonly log: EventLog;
  readonly progress: TaskProgress;
  /** Step that runs, or is the next one; with `end` the last. */
  readonly step: number;
  /** True where the start of that step is in the journal. */
  readonly announced: boolean;
  /** End of the last step, where only the end of the task is missing. */
  readonly end: StepEnded | undefined;
  /** What the task could still print when that step began. */
  readonly outputLeft: StreamSizes;
}

/**
 * Takes up a task of an earlier life of the agent. One that had not ended goes on where it is: its
 * program may still run, or have ended meanwhile, or not have been started yet. Only where the machine
 * itself was reset, or its state is damaged, it is ended as lost, with what it printed up to the limit.
 *
 * @returns undefined where the task never began, so that nothing is known of it
 */
export async function recoverTask(options: RecoverOptions): Promise<Task | undefined> {
  const { directory } = options;
  const stored = await readStoredRequest(directory.requestFile);
  if (stored === undefined) return undefined;
  const run = RunStateFile.recover(directory.runFile);
  const recovered = await readJournal(options, stored.spec, run.state);
  const { announced, end, log, outputLeft, progress, step } = recovered;
  const task = new Task({ ...options, ...stored, log, progress, run });
  if (log.ended !== undefined) return task;
  if (end !== undefined || stored.kernelBootId !== readBootId()) {
    await endAsLost({ ...options, spec: stored.spec, ...recovered });
    return task;
  }
  const launched = await adopt(directory.launch(step));
  const startsAgain = run.state.startsAgain === true && run.state.step === step;
  if (launched === undefined && announced && !startsAgain) {
    await endAsLost({ ...options, spec: stored.spec, ...recovered });
    return task;
  }
  if (launched === undefined && !announced) await directory.clearStep(step);
  if (launched === undefined) await directory.discard(directory.launch(step));
  const seen = { stdout: log.numberedBytes('stdout'), stderr: log.numberedBytes('stderr') };
  const isBegun = launched !== undefined || announced;
  const taken = isBegun ? { launched, announced, seen } : undefined;
  task.goOn({ firstStep: step, taken, outputLeft });
  return task;
}

async function readJournal(
  options: RecoverOptions,
  spec: TaskSpec,
  { figures, step: figuredStep }: RunState,
): Promise<Recovered> {
  const { directory, nowMs } = options;
  const progress = new TaskProgress(spec);
  const said = readAppState(directory.appFiles.stateFile);
  if (said !== undefined) progress.note(programStatus({ report: said.report, checkpoints: said }));
  let [step, announced] = [spec.start?.step ?? 0, false];
  let end: StepEnded | undefined;
  const outputLeft = { stdout: spec.outputBytes, stderr: spec.outputBytes };
  const printed = { stdout: 0, stderr: 0 };
  const log = await EventLog.recover(directory.journalFile, nowMs, (record: JournalRecord) => {
    if (record.kind === 'output') printed[record.stream] += record.end - record.start;
    if (record.kind === 'started') [step, announced, end] = [record.step, true, undefined];
    if (record.kind !== 'stepEnded') return;
    [step, announced, end] = [record.step, false, record.value];
    // The journal tells nothing of the operations, neither this step's nor those of the steps before.
    if (figures !== undefined && record.step === figuredStep) progress.restore(figures);
    const ofStep = said?.step === record.step ? said.report : undefined;
    finishStep(progress, record.step, record.value, ofStep);
    for (const stream of ['stdout', 'stderr'] as const) {
      outputLeft[stream] -= printed[stream];
      printed[stream] = 0;
    }
  });
  if (end !== undefined && isSuccess(end) && step + 1 < spec.steps.length) {
    [step, end] = [step + 1, undefined];
  }
  if (figures !== undefined && end === undefined && step === figuredStep) progress.restore(figures);
  return { log, progress, step, announced, end, outputLeft };
}

interface LostTask extends RecoverOptions, Recovered {
  readonly spec: TaskSpec;
}

/** Ends what cannot go on, and what only lacks its end. */
async function endAsLost(lost: LostTask): Promise<void> {
  const { announced, directory, log, outputLeft, progress, scopes, spec, step } = lost;
  const killed = await scopes.clear(taskGroup(spec.taskId));
  await new WatchedFiles(lost).recover(step);
  await directory.discard(directory.app);
  let outcome = lost.end;
  if (outcome === undefined) {
    outcome = lostOutcome(killed);
    if (announced) await keepOutput(directory, step, log, outputLeft);
    progress.finish(step, false);
    await log.endStep(step, outcome);
  }
  const succeeded = isSuccess(outcome);
  await log.end(step, { succeeded, step, outcome, status: progress.status() });
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
    const keepBytes = Math.max(log.numberedBytes(stream), left[stream]);
    if (size > keepBytes) await truncate(path, keepBytes);
    log.grow(stream, Math.min(size, keepBytes));
  }
}

/** @param said what its programs have told by calls; undefined: not known any more */
function finishStep(
  progress: TaskProgress,
  step: number,
  value: StepEnded,
  said: StepReport | undefined,
): void {
  progress.update(step, {
    usage: {
      cpuTimeMs: value.cpuTimeMs ?? 0,
      memoryBytes: 0,
      peakMemoryBytes: value.peakMemoryBytes ?? 0,
      oomKillCount: 0,
    },
    fractionDone: said?.fractionDone,
    credit: said,
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
