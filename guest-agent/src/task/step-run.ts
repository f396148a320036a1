import { statfs } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { vmslot } from '@vmslot/proto/agent';
import type { AppSession, AppSocket } from '../app/index.ts';
import {
  isErrorWithCode,
  type ProcessScope,
  type ScopeFactory,
  stepGroup,
} from '../cgroup/index.ts';
import type { CoreClient } from '../core-client/index.ts';
import type { EventLog } from './event-log.ts';
import type { ExitStatus, Launch, LaunchVerdict } from '../launch/index.ts';
import { readFinishFiles, removeFinishFiles } from './finish-files.ts';
import { readSpool, spoolPath } from './output-spool.ts';
import { programStatus } from './program-status.ts';
import { readCredit, readFractionDone } from './progress-file.ts';
import { isPrematureExit, openStepClient, TOO_MANY_PREMATURE_EXITS } from './step-client.ts';
import { StepControl } from './step-control.ts';
import { decideOutcome } from './step-end.ts';
import { launchStep } from './step-launch.ts';
import { StepOutput, type StreamSizes } from './step-output.ts';
import type { RunStateFile } from './run-state.ts';
import type { TaskDirectory } from './task-directory.ts';
import * as limits from './task-limits.ts';
import { further, isSameStatus, type TaskProgress } from './task-progress.ts';
import type { TaskSpec } from './task-request.ts';
import type { GuestUser } from '../user/user-directory.ts';
import type { TakenStep } from './taken-step.ts';
import type { WatchedFiles } from './watched-files.ts';

type StepEnded = vmslot.agent.v1.StepEnded.$Properties;

const { EndReason } = vmslot.agent.v1;
const NOT_ENDED: ExitStatus = { exitCode: 0, signalNumber: 0, lostBecause: undefined };
const NOT_LAUNCHED: LaunchVerdict = { started: false, stage: 'join', exitCode: 0 };
/** Output that grows by more than this between two looks is looked at as often as can be. */
const FAST_GROWTH_BYTES = 1024 * 1024;
const LAUNCH_OUTPUT_BYTES = 512;

/** What the steps of one task share. */
export interface StepContext {
  readonly spec: TaskSpec;
  readonly user: GuestUser;
  readonly directory: TaskDirectory;
  readonly log: EventLog;
  readonly progress: TaskProgress;
  readonly watched: WatchedFiles;
  readonly scopes: ScopeFactory;
  readonly nowMs: () => number;
  /** For another life of the agent. */
  readonly run: RunStateFile;
  /** What the task may still print; each step takes its part off. */
  readonly outputLeft: StreamSizes;
  /** What the programs say by calls, and where. */
  readonly app: AppSession;
  readonly appSocket: AppSocket | undefined;
  /** See `TaskStoreOptions`. */
  readonly segmentProgram: string;
  /** See `TaskStoreOptions`. */
  readonly isFrozen?: (() => boolean) | undefined;
}

/** One run of one step: from launch to the end of its last process. */
export class StepRun {
  readonly #context: StepContext;
  readonly #index: number;
  readonly #taken: TakenStep | undefined;
  readonly #control: StepControl;
  #scope: ProcessScope | undefined;
  #coreClient: CoreClient | undefined;
  #isAnnounced: boolean;
  #diskFull = false;
  #oomKillCount = 0;
  #lastStatusMs = Number.NEGATIVE_INFINITY;

  /** @param taken what there is of the step already; else the run begins it */
  constructor(context: StepContext, index: number, taken?: TakenStep) {
    this.#context = context;
    this.#index = index;
    this.#taken = taken;
    this.#isAnnounced = taken?.announced ?? false;
    this.#control = new StepControl({ ...context, index, isTaken: taken !== undefined });
  }

  /** What Control may ask for, at any time. */
  get control(): StepControl {
    return this.#control;
  }

  /** CPU time of the whole task, measured now. */
  async measureCpuTimeMs(): Promise<number> {
    const usage = await this.#scope?.usage();
    return this.#context.progress.cpuTimeMs(usage?.cpuTimeMs ?? 0);
  }

  /** Runs the program to its end, which is on the disk when this settles. Never stops half way. */
  async run(): Promise<StepEnded> {
    const { app, appSocket, spec, directory, log, outputLeft, scopes } = this.#context;
    const group = stepGroup(spec.taskId, this.#index);
    const groupLimits = {
      processCount: spec.processCount,
      memoryBytes: spec.memoryBytes || undefined,
    };
    const taken = this.#taken;
    await using scope =
      taken === undefined ? await scopes.create(group, groupLimits) : await scopes.reopen(group);
    this.#scope = scope;
    this.#control.enter(scope);
    app.beginStep(this.#index, taken !== undefined);
    using output = new StepOutput(directory.state, this.#index, { ...outputLeft }, taken?.seen);
    await using coreClient = await openStepClient({ ...this.#context, index: this.#index, taken });
    this.#coreClient = coreClient;
    if (coreClient !== undefined) this.#control.listenTo(coreClient);
    let started: Launch | undefined;
    let next =
      taken?.launched === undefined
        ? await this.#launch(scope)
        : await this.#takeUp(scope, taken.launched);
    while (next !== undefined) {
      started = next;
      await this.#watch(scope, output, started);
      next = (await this.#startsAgain(scope, started)) ? await this.#launch(scope) : undefined;
    }
    await scope.kill();
    this.#control.clock.stop();
    // What was asked by programs that are gone must not count for the next step.
    appSocket?.cutConnections();
    await coreClient?.leave();
    await coreClient?.clearSlot();
    await app.endStep();
    await this.#look(scope, output);
    await this.#sample(scope);
    await this.#context.watched.lookLast(this.#index);
    const ended = await this.#describe(output, started);
    for (const stream of ['stdout', 'stderr'] as const) {
      const kept = output.kept()[stream];
      log.grow(stream, kept);
      outputLeft[stream] -= kept;
    }
    this.#control.leave();
    this.#scope = undefined;
    this.#context.progress.finish(this.#index, isSuccess(ended));
    await log.endStep(this.#index, ended);
    await directory.discard(directory.launch(this.#index));
    await directory.discard(directory.coreClient(this.#index));
    return ended;
  }

  async #launch(scope: ProcessScope): Promise<Launch | undefined> {
    const { appSocket, directory, run, scopes, user, spec } = this.#context;
    const step = spec.steps[this.#index];
    if (this.#control.cause !== undefined || step === undefined) return undefined;
    await this.#control.prepare(scope);
    await removeFinishFiles({ workDirectory: directory.work, cwd: step.cwd });
    await this.#coreClient?.start();
    try {
      const keepersFile = await scopes.keepersFile();
      const index = this.#index;
      const started = await launchStep({
        step,
        index,
        user,
        directory,
        scope,
        keepersFile,
        appSocket: appSocket?.path,
        hasCoreClient: this.#coreClient !== undefined,
        companion: this.#coreClient?.companion,
        isAgain: run.state.startsAgain === true,
      });
      scope.adopt(started.pid);
      run.update({ startsAgain: false });
      await this.#control.apply();
      return started;
    } catch (error) {
      if (!isErrorWithCode(error)) throw error;
      const message = `program "${step.argv[0] ?? ''}": the launcher did not start, ${error.code}`;
      this.#control.fail({ reason: EndReason.END_REASON_NOT_STARTED, message });
      return undefined;
    }
  }

  /** Goes on with a step of an earlier life of the agent, where that was. */
  async #takeUp(scope: ProcessScope, launched: Launch): Promise<Launch> {
    if (!launched.isRunning) this.#control.clock.stop(launched.endedMsAgo);
    if (launched.namesSession) scope.adopt(launched.pid);
    await this.#control.apply();
    await this.#sample(scope);
    return launched;
  }

  /** True where a program of BOINC has left without a word and is to be started again, as by the core client. */
  async #startsAgain(scope: ProcessScope, started: Launch): Promise<boolean> {
    const { app, directory, run, spec } = this.#context;
    const client = this.#coreClient;
    const step = spec.steps[this.#index];
    if (client === undefined || step === undefined || this.#control.cause !== undefined)
      return false;
    if (!(await isPrematureExit({ started, step, app, client, workDirectory: directory.work })))
      return false;
    await scope.kill();
    await client.leave();
    if (!client.notePrematureExit()) {
      this.#control.fail(TOO_MANY_PREMATURE_EXITS);
      return false;
    }
    run.update({ startsAgain: true });
    await directory.discard(directory.launch(this.#index));
    return true;
  }

  /** Looks at the step until its first process has ended. */
  async #watch(scope: ProcessScope, output: StepOutput, started: Launch): Promise<void> {
    const ended = new AbortController();
    const announced = started.verdict.then((verdict) => {
      const name = this.#context.spec.steps[this.#index]?.name ?? '';
      if (verdict.started && !this.#isAnnounced)
        this.#context.log.start(this.#index, { name, pid: started.pid });
      this.#isAnnounced ||= verdict.started;
    });
    const looking = this.#lookUntil(ended.signal, scope, output);
    const watching = Promise.all([announced, looking]);
    try {
      // A fault in looking must not leave a program that nobody looks at.
      await Promise.race([started.exit, watching]);
    } catch (error) {
      await scope.kill();
      throw error;
    } finally {
      ended.abort();
    }
    await Promise.all([started.exit, watching]);
  }

  async #lookUntil(signal: AbortSignal, scope: ProcessScope, output: StepOutput): Promise<void> {
    const { nowMs, spec, watched } = this.#context;
    const longestMs = Math.min(limits.LONGEST_LOOK_MS, spec.statusIntervalMs);
    let pauseMs = limits.SHORTEST_LOOK_MS;
    while (!signal.aborted) {
      const grewBytes = await this.#look(scope, output);
      if (nowMs() - this.#lastStatusMs >= spec.statusIntervalMs) await this.#sample(scope);
      await watched.look(this.#index);
      if (this.#context.isFrozen?.() !== true)
        await this.#coreClient?.look(this.#control.cause !== undefined);
      pauseMs = grewBytes > FAST_GROWTH_BYTES ? limits.SHORTEST_LOOK_MS : pauseMs * 2;
      pauseMs = Math.min(pauseMs, longestMs);
      await pause(pauseMs, signal);
    }
  }

  /** Looks at output and limits; cheap. Gives by how much the output grew. */
  async #look(scope: ProcessScope, output: StepOutput): Promise<number> {
    const { log, nowMs, spec } = this.#context;
    const { grewBytes, over } = output.look();
    const kept = output.kept();
    log.grow('stdout', kept.stdout);
    log.grow('stderr', kept.stderr);
    if (over !== undefined && this.#control.cause === undefined) {
      const message = `the program printed more on ${over} than the task's limit of ${spec.outputBytes} bytes`;
      await this.#control.stop({ reason: EndReason.END_REASON_OUTPUT_LIMIT, message }, 0);
    }
    const timeLimitMs = spec.steps[this.#index]?.timeLimitMs ?? 0;
    const { cause: earlier, clock } = this.#control;
    if (timeLimitMs > 0 && clock.runMs >= timeLimitMs && earlier === undefined) {
      const message = `the program ran longer than its time limit of ${timeLimitMs} ms`;
      const cause = { reason: EndReason.END_REASON_TIME_LIMIT, message };
      await this.#control.stop(cause, limits.TIME_LIMIT_GRACE_MS);
    }
    // Again and again: a launcher that had not joined its group yet was out of reach before.
    if (nowMs() >= this.#control.killAtMs) await scope.kill();
    return grewBytes;
  }

  /** Measures the step, and gives a status event where something changed. */
  async #sample(scope: ProcessScope): Promise<void> {
    const { app, directory, log, nowMs, progress, spec } = this.#context;
    const step = spec.steps[this.#index];
    this.#lastStatusMs = nowMs();
    const usage = await scope.usage();
    const { bavail, bsize } = await statfs(directory.work);
    progress.update(this.#index, {
      usage,
      ...further(
        {
          fractionDone: await readFractionDone(directory.work, step?.fractionDoneFile ?? ''),
          credit: await readCredit(directory.work, step?.creditFile ?? ''),
        },
        app.report,
      ),
      diskFreeBytes: bavail * bsize,
    });
    progress.note(programStatus(app));
    this.#oomKillCount = usage.oomKillCount;
    this.#diskFull = bavail * bsize < limits.DISK_FULL_BYTES;
    const status = progress.status();
    if (!isSameStatus(log.status?.status, status)) log.setStatus(this.#index, status);
  }

  async #describe(output: StepOutput, started: Launch | undefined): Promise<StepEnded> {
    const { app, directory, progress, spec } = this.#context;
    const step = spec.steps[this.#index];
    const exit = (await started?.exit) ?? NOT_ENDED;
    const verdict = (await started?.verdict) ?? NOT_LAUNCHED;
    let launchOutput = '';
    if (!verdict.started) {
      const { stderr } = output.look().printed;
      const path = spoolPath(directory.state, this.#index, 'stderr');
      const text = await readSpool(path, 0, Math.min(stderr, LAUNCH_OUTPUT_BYTES));
      launchOutput = Buffer.from(text).toString('utf8');
    }
    // What a launcher says that failed is in the message; it is no output of the program.
    output.cut(!verdict.started && !this.#isAnnounced);
    if (step === undefined) throw new RangeError(`step ${this.#index}: not in the task`);
    const { printed } = output.look();
    const place = { workDirectory: directory.work, cwd: step.cwd };
    // What a program could not tell for want of an agent.
    const finish =
      app.finish ?? (verdict.started ? await readFinishFiles(place, exit.exitCode) : undefined);
    return {
      ...decideOutcome({
        step,
        verdict,
        exit,
        stop: this.#control.cause,
        leftWhenAsked: app.isAskedToEnd && finish === undefined,
        sentSignal: this.#control.sentSignal,
        oomKillCount: this.#oomKillCount,
        diskWasFull: this.#diskFull,
        launchOutput,
      }),
      ...progress.stepUsage(),
      wallTimeMs: this.#control.clock.runMs,
      stdoutBytes: printed.stdout,
      stderrBytes: printed.stderr,
      ...(finish === undefined ? {} : { finish }),
    };
  }
}

/** True where a step ended as it should: one that is to be tried again later has not. */
export function isSuccess({ exitCode, finish, reason }: StepEnded): boolean {
  const isOver = (finish?.retryAfterS ?? 0) === 0;
  return reason === EndReason.END_REASON_EXITED && exitCode === 0 && isOver;
}

async function pause(pauseMs: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(pauseMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
