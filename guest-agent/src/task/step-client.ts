import { existsSync } from 'node:fs';
import { vmslot } from '@vmslot/proto/agent';
import type { AppSession } from '../app/index.ts';
import { CoreClient } from '../core-client/index.ts';
import type { Launch } from '../launch/index.ts';
import type { GuestUser } from '../user/user-directory.ts';
import { chooseCoreClient } from './choose-core-client.ts';
import { readFinishFiles } from './finish-files.ts';
import type { StopCause } from './step-end.ts';
import type { TakenStep } from './taken-step.ts';
import type { TaskDirectory } from './task-directory.ts';
import type { StepSpec, TaskSpec } from './task-request.ts';

const { BoincApi, EndReason } = vmslot.agent.v1;

/** Why a step ends whose program has left without a word too often. */
export const TOO_MANY_PREMATURE_EXITS: StopCause = {
  reason: EndReason.END_REASON_PREMATURE_EXIT,
  message:
    'the program exited with 0 again and again and never said that it has finished: it must call boinc_finish',
};

/** Of which step {@link openStepClient} makes the core client. */
export interface StepClientOptions {
  readonly spec: TaskSpec;
  readonly index: number;
  /** What an earlier life of the agent has begun; undefined: the step begins. */
  readonly taken: TakenStep | undefined;
  readonly app: AppSession;
  readonly directory: TaskDirectory;
  readonly user: GuestUser;
  /** See `TaskStoreOptions`. */
  readonly segmentProgram: string;
  readonly nowMs: () => number;
}

/**
 * Plays the core client for the program of a step that needs one; the caller disposes of it. A step that
 * was begun has one where it had one then, whatever its program looks like by now.
 */
export async function openStepClient(options: StepClientOptions): Promise<CoreClient | undefined> {
  const { app, directory, index, nowMs, segmentProgram, spec, taken, user } = options;
  const step = spec.steps[index];
  const stateDirectory = directory.coreClient(index);
  if (step === undefined) return undefined;
  const choice =
    taken === undefined
      ? await chooseCoreClient(step, { workDirectory: directory.work, segmentProgram })
      : existsSync(stateDirectory) && 'file';
  if (choice === false || choice === 'none') return undefined;
  const client = {
    session: app,
    step: index,
    workDirectory: directory.work,
    cwd: step.cwd,
    stateDirectory,
    user,
    hasSegment: choice === 'segment',
    segmentProgram,
    nowMs,
  };
  return await (taken?.launched === undefined
    ? CoreClient.create(client)
    : CoreClient.takeUp(client));
}

/** What {@link isPrematureExit} looks at. */
export interface ExitFacts {
  /** Its program has ended. */
  readonly started: Launch;
  readonly step: StepSpec;
  readonly app: AppSession;
  readonly client: CoreClient;
  readonly workDirectory: string;
}

/** True where a program of BOINC has left with 0, unasked, and has said nothing about its end. */
export async function isPrematureExit(facts: ExitFacts): Promise<boolean> {
  const { app, client, started, step, workDirectory } = facts;
  const { exitCode, lostBecause, signalNumber } = await started.exit;
  if (exitCode !== 0 || signalNumber !== 0 || lostBecause !== undefined) return false;
  if (!(await started.verdict).started || app.isAskedToEnd || app.finish !== undefined)
    return false;
  if ((await readFinishFiles({ workDirectory, cwd: step.cwd }, exitCode)) !== undefined)
    return false;
  // What was only taken for a program of BOINC may end as it likes.
  return step.boincApi === BoincApi.BOINC_API_CORE_CLIENT || (await client.isSpoken());
}
