import { setTimeout as delay } from 'node:timers/promises';
import { vmslot } from '@vmslot/proto/agent';
import type { ProcessScope } from '../cgroup/index.ts';
import { AgentError } from '../errors.ts';
import { ChangeSignal } from '../flow/change-signal.ts';
import { type Launch, resizeTerminal } from '../launch/index.ts';
import { OutputWindow } from './output-window.ts';
import type { ProcessDirectory, StoredEnd, StoredRequest } from './process-directory.ts';
import { ProcessInput } from './process-input.ts';
import { MAX_READERS, SYNC_DELAY_MS } from './process-limits.ts';
import { toProcessSpec, type PlannedTerminal, type ProcessPlan } from './process-plan.ts';
import { readProcess, type ProcessEvent, type ReadOptions } from './process-reader.ts';
import type { ProcessRecord } from './process-record.ts';
import { RunningProcess } from './running-process.ts';

const { ProcessState } = vmslot.agent.v1;

export interface ManagedProcessOptions extends StoredRequest {
  readonly processId: string;
  readonly directory: ProcessDirectory;
  readonly record: ProcessRecord;
  readonly nowMs: () => number;
}

/** What a process has that has not ended; the process takes both over. */
export interface LiveParts {
  readonly scope: ProcessScope;
  readonly launched: Launch;
  /** False where an earlier agent started it. */
  readonly isNew: boolean;
}

/**
 * One process with its output, its input and its end, in whatever state. Whoever makes it calls `close`
 * or `release`.
 */
export class ManagedProcess {
  readonly processId: string;
  readonly plan: ProcessPlan;
  readonly changes = new ChangeSignal();
  readonly #options: ManagedProcessOptions;
  readonly #live: (LiveParts & { readonly run: RunningProcess }) | undefined;
  readonly #input: ProcessInput | undefined;
  readonly #windows: { readonly stdout: OutputWindow; readonly stderr: OutputWindow };
  readonly #closing = new AbortController();
  /** Aborted by whoever cannot wait for what is left to do after the end. */
  readonly #hurry = new AbortController();
  #isForgotten = false;
  #end: StoredEnd | undefined;
  #readerCount = 0;
  #told: Promise<void> = Promise.resolve();
  #finishing: Promise<void> = Promise.resolve();

  /** @param state the parts of one that has not ended, or the end of one that has */
  constructor(options: ManagedProcessOptions, state: LiveParts | StoredEnd) {
    const { directory, plan, processId, record } = options;
    this.processId = processId;
    this.plan = plan;
    this.#options = options;
    if (!('launched' in state)) {
      const { stderrStart, stdoutStart } = record.facts;
      const window = (path: string, startBytes: number) =>
        new OutputWindow({ path, keepBytes: plan.outputBytes, startBytes });
      this.#windows = {
        stdout: window(directory.stdoutPath, stdoutStart),
        stderr: window(directory.stderrPath, stderrStart),
      };
      this.#windows.stdout.look();
      this.#windows.stderr.look();
      this.#end = state;
      return;
    }
    if (plan.streamInput || plan.terminal !== undefined) {
      const statusDirectory = directory.statusPath;
      this.#input = new ProcessInput({ processId, record, statusDirectory });
    }
    const run = new RunningProcess({ ...options, ...state, changes: this.changes });
    this.#live = { ...state, run };
    this.#windows = run.output;
    this.#told = this.#tellEnd(run);
    this.#finishing = this.#finish();
    // Whoever closes learns of it.
    this.#finishing.catch(() => undefined);
  }

  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  get stdout(): OutputWindow {
    return this.#windows.stdout;
  }

  get stderr(): OutputWindow {
    return this.#windows.stderr;
  }

  get end(): vmslot.agent.v1.ProcessEnd.$Properties | undefined {
    if (this.#end === undefined) return undefined;
    const { pid: _, ...end } = this.#end;
    return end;
  }

  /** Settles when the program runs, or has ended. */
  async untilLaunched(): Promise<void> {
    if ((await this.#live?.run.untilLaunched()) === false) await this.#told;
  }

  look(): void {
    if (this.#end === undefined) this.#live?.run.look();
  }

  async figures(): Promise<vmslot.agent.v1.ProcessFigures.$Properties> {
    return this.#end?.figures ?? (await this.#running().figures());
  }

  /** What is known of it now. */
  async summary(withSpec: boolean): Promise<vmslot.agent.v1.ProcessSummary.$Properties> {
    this.look();
    const figures = await this.figures();
    const { inputBytes, inputClosed } = this.#options.record.facts;
    const { stderr, stdout } = this;
    return {
      processId: this.processId,
      state: this.#state(),
      pid: this.#end?.pid ?? this.#live?.run.pid ?? 0,
      figures,
      stdoutStart: stdout.startBytes,
      stdoutEnd: stdout.endBytes,
      stderrStart: stderr.startBytes,
      stderrEnd: stderr.endBytes,
      inputBytes,
      inputClosed,
      ...(this.end === undefined ? {} : { end: this.end }),
      ...(withSpec ? { spec: toProcessSpec(this.plan) } : {}),
    };
  }

  /** Streams output, figures and end. @throws {AgentError} resource_exhausted with too many readers */
  async *watch(options: ReadOptions): AsyncGenerator<ProcessEvent, void> {
    if (this.#readerCount >= MAX_READERS) {
      const message = `process ${this.processId}: has ${MAX_READERS} readers already, end one first`;
      throw new AgentError('resource_exhausted', message);
    }
    this.#readerCount += 1;
    try {
      const signal = AbortSignal.any([options.signal, this.#closing.signal]);
      yield* readProcess(this, { ...options, signal });
    } finally {
      this.#readerCount -= 1;
    }
  }

  /** See ProcessInput. */
  async writeInput(request: vmslot.agent.v1.WriteInputRequest.$Properties): Promise<number> {
    if (this.#input !== undefined) return this.#input.write(request);
    const { inputBytes } = this.#options.record.facts;
    const takesInput = this.plan.streamInput || this.plan.terminal !== undefined;
    const endBytes = (request.offset ?? 0) + (request.data?.length ?? 0);
    // A repeated call whose bytes were accepted before the end.
    if (takesInput && endBytes <= inputBytes) return inputBytes;
    throw new AgentError(
      'failed_precondition',
      takesInput
        ? `process ${this.processId}: has ended`
        : `process ${this.processId}: was started without stream_input`,
    );
  }

  /** @throws {AgentError} failed_precondition without a terminal, or where it has ended */
  async resize(terminal: PlannedTerminal): Promise<void> {
    if (this.plan.terminal === undefined) {
      const message = `process ${this.processId}: was started without a terminal`;
      throw new AgentError('failed_precondition', message);
    }
    this.#running();
    await this.#live?.launched.verdict;
    if (this.#live !== undefined && (await resizeTerminal(this.#live.launched, terminal))) return;
    throw new AgentError(
      'failed_precondition',
      `process ${this.processId}: its terminal is gone, or cannot be resized`,
    );
  }

  /** The running process. @throws {AgentError} failed_precondition where it has ended */
  running(): RunningProcess {
    return this.#running();
  }

  /** Settles when its end is known. */
  untilEnded(): Promise<void> {
    return this.#told;
  }

  /**
   * Ends all reading, with this error, and closes what is open. Only for one that has ended.
   * @param isForgotten true where its directory is deleted next, so that nothing need be on the disk
   */
  async close(reason: AgentError, { isForgotten = false } = {}): Promise<void> {
    this.#isForgotten = isForgotten;
    this.#hurry.abort();
    await this.#finishing;
    this.#closing.abort(reason);
    this.changes.announce();
    this.#dispose();
  }

  /** Leaves it to the next agent as it is. */
  release(reason: AgentError): void {
    this.#closing.abort(reason);
    this.changes.announce();
    if (this.#end === undefined) this.#live?.run.release();
    this.#dispose();
  }

  #running(): RunningProcess {
    if (this.#live !== undefined && this.#end === undefined) return this.#live.run;
    throw new AgentError('failed_precondition', `process ${this.processId}: has ended`);
  }

  #state(): vmslot.agent.v1.ProcessState {
    if (this.#end !== undefined) return ProcessState.PROCESS_STATE_ENDED;
    return this.#live?.run.isSuspended === true
      ? ProcessState.PROCESS_STATE_SUSPENDED
      : ProcessState.PROCESS_STATE_RUNNING;
  }

  async #tellEnd(run: RunningProcess): Promise<void> {
    const end = await run.ended;
    this.#options.directory.writeEnd(end);
    this.#end = end;
    this.changes.announce();
  }

  async #finish(): Promise<void> {
    await this.#told;
    // Many are forgotten as soon as they have ended: then nothing need be on the disk.
    const { signal } = this.#hurry;
    await delay(SYNC_DELAY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    if (!this.#isForgotten) await this.#options.directory.sync();
    await this.#live?.scope[Symbol.asyncDispose]();
  }

  #dispose(): void {
    this.#input?.[Symbol.dispose]();
    this.#windows.stdout[Symbol.dispose]();
    this.#windows.stderr[Symbol.dispose]();
    this.#options.record[Symbol.dispose]();
  }
}
