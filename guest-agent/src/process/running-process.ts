import { readFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { vmslot } from '@vmslot/proto/agent';
import { KILL_TIMEOUT_MS, type ProcessScope, type ProcessUsage } from '../cgroup/index.ts';
import { AgentError } from '../errors.ts';
import type { ChangeSignal } from '../flow/change-signal.ts';
import { RunClock } from '../flow/run-clock.ts';
import type { Launch } from '../launch/index.ts';
import { ProcessDeadline } from './process-deadline.ts';
import type { ProcessDirectory, StoredEnd, StoredFigures } from './process-directory.ts';
import { decideEnd, type StopCause } from './process-end.ts';
import { MAX_COMPLAINT_BYTES } from './process-limits.ts';
import { ProcessOutput } from './process-output.ts';
import type { ProcessPlan } from './process-plan.ts';
import type { ProcessRecord } from './process-record.ts';

const { EndReason } = vmslot.agent.v1;

export interface RunningProcessOptions {
  readonly processId: string;
  readonly plan: ProcessPlan;
  readonly directory: ProcessDirectory;
  readonly record: ProcessRecord;
  readonly scope: ProcessScope;
  readonly launched: Launch;
  /** False where an earlier agent started it. */
  readonly isNew: boolean;
  readonly changes: ChangeSignal;
  readonly nowMs: () => number;
}

/** A process from its launch, or from its taking up by a new agent, to its end. */
export class RunningProcess {
  readonly output: ProcessOutput;
  /** Settles with the end when nothing of the process is left. Never rejects because of the process. */
  readonly ended: Promise<StoredEnd>;
  readonly #options: RunningProcessOptions;
  #clock: RunClock;
  readonly #deadline: ProcessDeadline;
  #released = false;
  #hasStarted = false;

  constructor(options: RunningProcessOptions) {
    const { changes, directory, nowMs, plan, record } = options;
    const { runMs, runningSinceMs } = record.facts;
    this.#options = options;
    this.#clock = new RunClock(nowMs, runMs, runningSinceMs);
    this.#deadline = new ProcessDeadline(nowMs, () => void this.#onDeadline());
    const onStuck = () => void this.#endForWantOfRoom();
    const keepBytes = plan.outputBytes;
    this.output = new ProcessOutput({ directory, record, keepBytes, changes, onStuck });
    this.#setDeadline();
    void this.#followOutput();
    this.ended = this.#untilEnded();
  }

  get pid(): number {
    return this.#options.launched.pid;
  }

  get isSuspended(): boolean {
    return this.#options.record.facts.runningSinceMs === undefined;
  }

  /** Settles when the program runs (true), or when it is sure that it will not. */
  async untilLaunched(): Promise<boolean> {
    const { started } = await this.#options.launched.verdict;
    return started;
  }

  /** Takes in what was printed until now. Until the program runs it is the launcher that prints. */
  look(): void {
    if (this.#hasStarted) this.output.look();
  }

  /** What the process has used; no figure but memory and processes ever falls. */
  async figures(): Promise<StoredFigures> {
    const { nowMs, record } = this.#options;
    const usage = await this.#usage();
    return {
      userTimeMs: usage.userTimeMs,
      systemTimeMs: usage.systemTimeMs,
      memoryBytes: usage.memoryBytes,
      peakMemoryBytes: usage.peakMemoryBytes,
      readBytes: usage.readBytes,
      writtenBytes: usage.writtenBytes,
      processCount: usage.processCount,
      wallTimeMs: Math.max(0, Math.round(nowMs() - record.facts.startedAtMs)),
    };
  }

  /** Asks all to end, and ends them by force after graceMs. The first cause counts. */
  async terminate(cause: StopCause, graceMs: number): Promise<void> {
    const { nowMs, record, scope } = this.#options;
    const killAtMs = Math.min(record.facts.killAtMs ?? Number.POSITIVE_INFINITY, nowMs() + graceMs);
    record.change({ stop: record.facts.stop ?? cause, killAtMs });
    await scope.signal(constants.signals.SIGTERM);
    // A stopped process takes no signal but SIGKILL.
    await this.thaw();
    this.#setDeadline();
  }

  /** Ends all by force; settles when nothing is left. @throws {AgentError} deadline_exceeded */
  async kill(cause: StopCause): Promise<void> {
    const { launched, processId, record, scope } = this.#options;
    if (!launched.isRunning) return void (await this.ended);
    record.change({ stop: record.facts.stop ?? cause });
    // It may not have entered the scope yet.
    launched.signal(constants.signals.SIGKILL);
    if (!(await scope.kill())) {
      throw new AgentError(
        'deadline_exceeded',
        `process ${processId}: something of it is stuck in the kernel, and not gone after ${KILL_TIMEOUT_MS} ms`,
      );
    }
    await this.ended;
  }

  /** Stops all; settles when they stand. @throws {AgentError} deadline_exceeded */
  async freeze(): Promise<void> {
    const { launched, processId, record, scope } = this.#options;
    await launched.verdict;
    this.#clock.stop();
    record.change({ runMs: this.#clock.runMs, runningSinceMs: undefined });
    this.#setDeadline();
    this.#options.changes.announce();
    if (await scope.suspend()) return;
    throw new AgentError(
      'deadline_exceeded',
      `process ${processId}: something of it is busy in the kernel; it will stand when that is over`,
    );
  }

  async thaw(): Promise<void> {
    const { nowMs, record, scope } = this.#options;
    if (this.isSuspended) {
      record.change({ runningSinceMs: nowMs() });
      this.#clock.start();
    }
    await scope.resume();
    this.#setDeadline();
    this.#options.changes.announce();
  }

  /** Sends a signal to the first process, or to all. @throws {AgentError} failed_precondition */
  async signal(signalNumber: number, leaderOnly: boolean): Promise<void> {
    const { launched, processId, record, scope } = this.#options;
    await launched.verdict;
    record.change({ sentSignal: signalNumber });
    if (!leaderOnly) await scope.signal(signalNumber);
    else if (!launched.signal(signalNumber)) {
      throw new AgentError('failed_precondition', `process ${processId}: has ended`);
    }
  }

  /** Leaves the process to the next agent. */
  release(): void {
    this.#released = true;
    this.#options.launched[Symbol.dispose]();
    this.#deadline[Symbol.dispose]();
    this.output[Symbol.dispose]();
  }

  async #followOutput(): Promise<void> {
    // Until then it is the launcher that prints, and what it says is in the message of the end.
    const { isNew, launched, nowMs, record } = this.#options;
    const { started } = await launched.verdict;
    this.#hasStarted = started;
    if (!started || this.#released || !launched.isRunning) return;
    if (isNew && !this.isSuspended) {
      // The time limit is the program's: a slow start is none of its time.
      record.change({ runMs: 0, runningSinceMs: nowMs() });
      this.#clock = new RunClock(nowMs, 0, nowMs());
      this.#setDeadline();
    }
    this.output.follow();
  }

  async #untilEnded(): Promise<StoredEnd> {
    const { launched, plan, record, scope } = this.#options;
    const exit = await launched.exit;
    this.#deadline[Symbol.dispose]();
    await scope.kill();
    const verdict = await launched.verdict;
    const complaint = verdict.started ? '' : await this.#takeComplaint();
    if (exit.lostBecause !== undefined) this.output.takeRemains();
    await this.output.finish();
    const { oomKillCount } = await this.#usage();
    const { sentSignal, stop } = record.facts;
    return {
      ...decideEnd({ plan, verdict, exit, stop, sentSignal, oomKillCount, complaint }),
      figures: await this.figures(),
      stdoutBytes: this.output.stdout.endBytes,
      stderrBytes: this.output.stderr.endBytes,
      pid: launched.pid,
    };
  }

  /** What the launcher printed is no output of the program. */
  async #takeComplaint(): Promise<string> {
    const { directory, plan } = this.#options;
    const path = plan.terminal === undefined ? directory.stderrPath : directory.stdoutPath;
    const text = (await readFile(path)).toString('utf8', 0, MAX_COMPLAINT_BYTES);
    this.output.stdout.clear();
    this.output.stderr.clear();
    return text;
  }

  async #usage(): Promise<ProcessUsage> {
    const { record, scope } = this.#options;
    const usage = await scope.usage();
    if (scope.isKernelKept) return usage;
    // A new agent can no longer ask for what has ended: what was told before still holds.
    const { usage: told } = record.facts;
    const raised = told === undefined ? usage : raise(usage, told);
    if (!this.#released) record.change({ usage: raised });
    return raised;
  }

  #setDeadline(): void {
    const { nowMs, plan, record } = this.#options;
    const { killAtMs, stop } = record.facts;
    const limited = plan.timeLimitMs > 0 && stop === undefined && !this.isSuspended;
    const leftMs = limited ? plan.timeLimitMs - this.#clock.runMs : Number.POSITIVE_INFINITY;
    this.#deadline.set(Math.min(killAtMs ?? Number.POSITIVE_INFINITY, nowMs() + leftMs));
  }

  async #onDeadline(): Promise<void> {
    const { nowMs, plan, record, scope } = this.#options;
    const { killAtMs = Number.POSITIVE_INFINITY, stop } = record.facts;
    if (nowMs() >= killAtMs) {
      await scope.kill();
      return;
    }
    if (stop !== undefined || this.#clock.runMs < plan.timeLimitMs) {
      this.#setDeadline();
      return;
    }
    const message = `the program ran longer than its time limit of ${plan.timeLimitMs} ms`;
    await this.terminate({ reason: EndReason.END_REASON_TIME_LIMIT, message }, plan.graceMs);
  }

  async #endForWantOfRoom(): Promise<void> {
    const message =
      'it printed more than its window, and the file system cannot give back old output';
    const cause = { reason: EndReason.END_REASON_OUTPUT_LIMIT, message };
    const { launched, record, scope } = this.#options;
    if (!launched.isRunning) return;
    record.change({ stop: record.facts.stop ?? cause });
    await scope.kill();
  }
}

function raise(usage: ProcessUsage, told: ProcessUsage): ProcessUsage {
  const higher = (name: keyof ProcessUsage) => Math.max(usage[name], told[name]);
  return {
    ...usage,
    cpuTimeMs: higher('cpuTimeMs'),
    userTimeMs: higher('userTimeMs'),
    systemTimeMs: higher('systemTimeMs'),
    peakMemoryBytes: higher('peakMemoryBytes'),
  };
}
