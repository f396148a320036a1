import { statfs } from 'node:fs/promises';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { vmslot } from '@vmslot/proto/agent';
import { isErrorWithCode, type ProcessScope, type ScopeFactory } from '../cgroup/index.ts';
import type { EventLog } from './event-log.ts';
import { type Launch, launch } from './launch.ts';
import type { LaunchVerdict } from './launch-script.ts';
import { readSpool, spoolPath } from './output-spool.ts';
import { readCredit, readFractionDone } from './progress-file.ts';
import { StepClock } from './step-clock.ts';
import { decideOutcome, type StopCause } from './step-end.ts';
import { StepOutput, type StreamSizes } from './step-output.ts';
import type { TaskDirectory } from './task-directory.ts';
import * as limits from './task-limits.ts';
import { isSameStatus, type TaskProgress } from './task-progress.ts';
import type { TaskSpec } from './task-request.ts';
import type { TaskUser } from './user-directory.ts';
import type { WatchedFiles } from './watched-files.ts';

type StepEnded = vmslot.agent.v1.StepEnded.$Properties;

const { EndReason } = vmslot.agent.v1;
const NOT_LAUNCHED: LaunchVerdict = { started: false, stage: 'join', exitCode: 0 };
/** Output that grows by more than this between two looks is looked at as often as can be. */
const FAST_GROWTH_BYTES = 1024 * 1024;
const LAUNCH_OUTPUT_BYTES = 512;

/** What the steps of one task share. */
export interface StepContext {
  readonly spec: TaskSpec;
  readonly user: TaskUser;
  readonly directory: TaskDirectory;
  readonly log: EventLog;
  readonly progress: TaskProgress;
  readonly watched: WatchedFiles;
  readonly scopes: ScopeFactory;
  readonly nowMs: () => number;
  /** What the task may still print; each step takes its part off. */
  readonly outputLeft: StreamSizes;
}

/** One run of one step: from launch to the end of its last process. */
export class StepRun {
  readonly #context: StepContext;
  readonly #index: number;
  readonly #clock: StepClock;
  #scope: ProcessScope | undefined;
  #stop: StopCause | undefined;
  #killAtMs = Number.POSITIVE_INFINITY;
  #suspended = false;
  #sentSignal = 0;
  #diskFull = false;
  #oomKillCount = 0;
  #lastStatusMs = Number.NEGATIVE_INFINITY;

  constructor(context: StepContext, index: number) {
    this.#context = context;
    this.#index = index;
    this.#clock = new StepClock(context.nowMs);
  }

  /** Runs the program to its end, which is on the disk when this settles. Never stops half way. */
  async run(): Promise<StepEnded> {
    const { spec, directory, log, outputLeft } = this.#context;
    await using scope = await this.#context.scopes.create({
      taskId: spec.taskId,
      step: this.#index,
      processCount: spec.processCount,
      memoryBytes: spec.memoryBytes || undefined,
    });
    this.#scope = scope;
    using output = new StepOutput(directory.state, this.#index, { ...outputLeft });
    const started = await this.#launch(scope, output);
    if (started !== undefined) await this.#watch(scope, output, started);
    await scope.kill();
    this.#clock.stop();
    await this.#look(scope, output);
    await this.#sample(scope);
    await this.#context.watched.lookLast(this.#index);
    const ended = await this.#describe(output, started);
    for (const stream of ['stdout', 'stderr'] as const) {
      const kept = output.kept()[stream];
      log.grow(stream, kept);
      outputLeft[stream] -= kept;
    }
    this.#scope = undefined;
    this.#context.progress.finish(this.#index, isSuccess(ended));
    await log.endStep(this.#index, ended);
    return ended;
  }

  /** Ends all processes: at once, or by SIGTERM first where graceMs is not 0. The first cause counts. */
  async stop(cause: StopCause, graceMs: number): Promise<void> {
    this.#stop ??= cause;
    this.#killAtMs = Math.min(this.#killAtMs, this.#context.nowMs() + graceMs);
    if (graceMs === 0) {
      await this.#scope?.kill();
      return;
    }
    await this.#scope?.signal(constants.signals.SIGTERM);
    // A stopped process takes no signal but SIGKILL.
    await this.resume();
  }

  async suspend(): Promise<void> {
    this.#suspended = true;
    this.#clock.stop();
    await this.#scope?.suspend();
  }

  async resume(): Promise<void> {
    this.#suspended = false;
    if (this.#scope !== undefined) this.#clock.start();
    await this.#scope?.resume();
  }

  async signal(signalNumber: number): Promise<void> {
    this.#sentSignal = signalNumber;
    await this.#scope?.signal(signalNumber);
  }

  async #launch(scope: ProcessScope, output: StepOutput): Promise<Launch | undefined> {
    const { directory, user, spec } = this.#context;
    const step = spec.steps[this.#index];
    if (this.#stop !== undefined || step === undefined) return undefined;
    if (this.#suspended) await scope.suspend();
    else this.#clock.start();
    try {
      const started = await launch({
        step,
        user,
        workPath: directory.work,
        temporaryPath: directory.temporary,
        joinFile: scope.joinFile,
        stdoutFd: output.stdoutFd,
        stderrFd: output.stderrFd,
      });
      scope.adopt(started.pid);
      if (this.#suspended) await scope.suspend();
      return started;
    } catch (error) {
      if (!isErrorWithCode(error)) throw error;
      const message = `program "${step.argv[0] ?? ''}": the launcher did not start, ${error.code}`;
      this.#stop ??= { reason: EndReason.END_REASON_NOT_STARTED, message };
      return undefined;
    }
  }

  /** Looks at the step until its first process has ended. */
  async #watch(scope: ProcessScope, output: StepOutput, started: Launch): Promise<void> {
    const ended = new AbortController();
    const announced = started.verdict.then((verdict) => {
      const name = this.#context.spec.steps[this.#index]?.name ?? '';
      if (verdict.started) this.#context.log.start(this.#index, { name, pid: started.pid });
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
    if (over !== undefined && this.#stop === undefined) {
      const message = `the program printed more on ${over} than the task's limit of ${spec.outputBytes} bytes`;
      await this.stop({ reason: EndReason.END_REASON_OUTPUT_LIMIT, message }, 0);
    }
    const timeLimitMs = spec.steps[this.#index]?.timeLimitMs ?? 0;
    if (timeLimitMs > 0 && this.#clock.runMs >= timeLimitMs && this.#stop === undefined) {
      const message = `the program ran longer than its time limit of ${timeLimitMs} ms`;
      const cause = { reason: EndReason.END_REASON_TIME_LIMIT, message };
      await this.stop(cause, limits.TIME_LIMIT_GRACE_MS);
    }
    // Again and again: a launcher that had not joined its group yet was out of reach before.
    if (nowMs() >= this.#killAtMs) await scope.kill();
    return grewBytes;
  }

  /** Measures the step, and gives a status event where something changed. */
  async #sample(scope: ProcessScope): Promise<void> {
    const { directory, log, nowMs, progress, spec } = this.#context;
    const step = spec.steps[this.#index];
    this.#lastStatusMs = nowMs();
    const usage = await scope.usage();
    const { bavail, bsize } = await statfs(directory.work);
    progress.update(this.#index, {
      usage,
      fractionDone: await readFractionDone(directory.work, step?.fractionDoneFile ?? ''),
      credit: await readCredit(directory.work, step?.creditFile ?? ''),
      diskFreeBytes: bavail * bsize,
    });
    this.#oomKillCount = usage.oomKillCount;
    this.#diskFull = bavail * bsize < limits.DISK_FULL_BYTES;
    const status = progress.status();
    if (!isSameStatus(log.status?.status, status)) log.setStatus(this.#index, status);
  }

  async #describe(output: StepOutput, started: Launch | undefined): Promise<StepEnded> {
    const { directory, progress, spec } = this.#context;
    const step = spec.steps[this.#index];
    const exit = (await started?.exit) ?? { exitCode: 0, signalNumber: 0 };
    const verdict = (await started?.verdict) ?? NOT_LAUNCHED;
    let launchOutput = '';
    if (!verdict.started) {
      const { stderr } = output.look().printed;
      const path = spoolPath(directory.state, this.#index, 'stderr');
      const text = await readSpool(path, 0, Math.min(stderr, LAUNCH_OUTPUT_BYTES));
      launchOutput = Buffer.from(text).toString('utf8');
    }
    // What a launcher says that failed is in the message; it is no output of the program.
    output.cut(!verdict.started);
    if (step === undefined) throw new RangeError(`step ${this.#index}: not in the task`);
    const { printed } = output.look();
    return {
      ...decideOutcome({
        step,
        verdict,
        exit,
        stop: this.#stop,
        sentSignal: this.#sentSignal,
        oomKillCount: this.#oomKillCount,
        diskWasFull: this.#diskFull,
        launchOutput,
      }),
      ...progress.stepUsage(),
      wallTimeMs: this.#clock.runMs,
      stdoutBytes: printed.stdout,
      stderrBytes: printed.stderr,
    };
  }
}

/** True where a step ended as it should. */
export function isSuccess(ended: StepEnded): boolean {
  return ended.reason === EndReason.END_REASON_EXITED && ended.exitCode === 0;
}

async function pause(pauseMs: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(pauseMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
