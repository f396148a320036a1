import { constants } from 'node:os';
import type { ProcessScope } from '../cgroup/index.ts';
import { Exclusive } from '../flow/exclusive.ts';
import { RunClock } from '../flow/run-clock.ts';
import type { RunStateFile } from './run-state.ts';
import type { StopCause } from './step-end.ts';
import type { TaskProgress } from './task-progress.ts';

/** Who can tell a program by messages what others are told by signals. */
export interface StepSpeaker {
  /** True once the program listens. */
  readonly isHeard: boolean;
  /** Tells it that it will be stopped; bounded. */
  suspend(): Promise<void>;
  /** Tells it that it goes on. */
  resume(): Promise<void>;
}

/** What a {@link StepControl} works on. */
export interface StepControlOptions {
  readonly run: RunStateFile;
  readonly progress: TaskProgress;
  readonly nowMs: () => number;
  readonly index: number;
  /** True where an earlier life of the agent has started the step. */
  readonly isTaken: boolean;
}

/**
 * What is asked of one step: to stand, to go on, to end. All of it may be asked at any time, also before
 * there is a program within reach, and is written down before it is done: so another life of the agent
 * finds it, and does what this one did not come to.
 */
export class StepControl {
  /** Runs while the program does. */
  readonly clock: RunClock;
  readonly #options: StepControlOptions;
  /** One thing at a time: stopping all processes takes its time, and must not come after its opposite. */
  readonly #exclusive = new Exclusive();
  #scope: ProcessScope | undefined;
  #speaker: StepSpeaker | undefined;
  /** True once the scope knows the program, so that signals reach it. */
  #isReady = false;
  #cause: StopCause | undefined;
  #killAtMs = Number.POSITIVE_INFINITY;
  #suspended = false;
  #sentSignal = 0;

  constructor(options: StepControlOptions) {
    this.#options = options;
    const { index, isTaken, nowMs, progress, run } = options;
    const { state } = run;
    const isSame = isTaken && state.step === index;
    if (!isSame) {
      const ofStep = { runMs: 0, runningSince: undefined, sentSignal: 0, startsAgain: false };
      // Those of the step before must not pass for its own.
      run.update({ step: index, ...ofStep, figures: progress.figures });
    }
    const { runMs, runningSince, sentSignal } = run.state;
    this.clock = new RunClock(nowMs, runMs, runningSince);
    this.#sentSignal = sentSignal;
    if (!isTaken) return;
    this.#suspended = state.suspended;
    this.#cause = state.stop;
    this.#killAtMs = state.stop?.killAtMs ?? this.#killAtMs;
  }

  /** Why the agent ends the step; undefined: it does not. */
  get cause(): StopCause | undefined {
    return this.#cause;
  }

  /** When what is left is ended by force. */
  get killAtMs(): number {
    return this.#killAtMs;
  }

  /** Signal that was sent last; 0: none. */
  get sentSignal(): number {
    return this.#sentSignal;
  }

  /** Names the scope, in which there may be nothing yet. */
  enter(scope: ProcessScope): void {
    this.#scope = scope;
  }

  /** Names who speaks with the program; asking it to end is then that one's part. */
  listenTo(speaker: StepSpeaker): void {
    this.#speaker = speaker;
  }

  /** The step has ended, and all that is known of it has been measured: another life of the agent finds it so. */
  leave(): void {
    this.#save();
    this.#scope = undefined;
    this.#speaker = undefined;
  }

  /** Makes a scope ready for a program that is about to be started. */
  async prepare(scope: ProcessScope): Promise<void> {
    if (!this.#suspended) this.clock.start();
    this.#save();
    // The group may be one that an earlier life of the agent has left standing.
    await this.#exclusive.run(() => this.#standOrGo(scope));
  }

  /** Lets the program, now within reach, have what was asked for before. */
  async apply(): Promise<void> {
    this.#isReady = true;
    await this.#exclusive.run(async () => {
      // An agent that was killed while it resumed or signalled has left the programs standing.
      if (this.#suspended || this.#options.isTaken) await this.#standOrGo(this.#scope);
      if (this.#options.run.state.stop?.told === false) await this.#askToEnd();
    });
  }

  /** Notes that the step could not be started. */
  fail(cause: StopCause): void {
    this.#cause ??= cause;
  }

  /** Ends all processes: at once, or by SIGTERM first where graceMs is not 0. The first cause counts. */
  async stop(cause: StopCause, graceMs: number): Promise<void> {
    this.#cause ??= cause;
    this.#killAtMs = Math.min(this.#killAtMs, this.#options.nowMs() + graceMs);
    this.#noteStop(false);
    if (graceMs === 0) {
      await this.#scope?.kill();
      return;
    }
    if (this.#isReady) await this.#exclusive.run(() => this.#askToEnd());
  }

  async suspend(): Promise<void> {
    this.#suspended = true;
    this.clock.stop();
    this.#save();
    await this.#exclusive.run(() => this.#standOrGo(this.#scope));
  }

  async resume(): Promise<void> {
    this.#go();
    await this.#exclusive.run(() => this.#standOrGo(this.#scope));
  }

  async signal(signalNumber: number): Promise<void> {
    this.#sentSignal = signalNumber;
    this.#save();
    await this.#exclusive.run(async () => this.#scope?.signal(signalNumber));
  }

  #go(): void {
    this.#suspended = false;
    if (this.#scope !== undefined) this.clock.start();
    this.#save();
  }

  /** What is wanted by now, whatever was wanted when this was asked for. */
  async #standOrGo(scope: ProcessScope | undefined): Promise<void> {
    if (scope === undefined) return;
    if (this.#suspended) {
      await this.#speaker?.suspend();
      await scope.suspend();
    } else {
      await scope.resume();
      await this.#speaker?.resume();
    }
  }

  async #askToEnd(): Promise<void> {
    // One that listens leaves in its own way, with its checkpoint; SIGTERM would end it at once.
    if (this.#speaker?.isHeard !== true) await this.#scope?.signal(constants.signals.SIGTERM);
    this.#noteStop(true);
    // A stopped process takes no signal but SIGKILL.
    this.#go();
    await this.#standOrGo(this.#scope);
  }

  #noteStop(told: boolean): void {
    if (this.#cause === undefined) return;
    const { reason, message } = this.#cause;
    this.#options.run.update({ stop: { reason, message, killAtMs: this.#killAtMs, told } });
  }

  #save(): void {
    const { progress, run } = this.#options;
    const { runMs, runningSince } = this.clock.state;
    const [suspended, sentSignal] = [this.#suspended, this.#sentSignal];
    run.update({ suspended, sentSignal, runMs, runningSince, figures: progress.figures });
  }
}
