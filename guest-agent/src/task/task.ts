import { vmslot } from '@vmslot/proto/agent';
import type { ScopeFactory } from '../cgroup/index.ts';
import { AgentError } from '../errors.ts';
import { type Delivery, deliverFile } from './deliver-file.ts';
import type { EventLog } from './event-log.ts';
import { readEvents, type TaskEvent } from './event-reader.ts';
import { type StopCause, toMessage } from './step-end.ts';
import { isSuccess, type StepContext, StepRun } from './step-run.ts';
import type { TaskDirectory } from './task-directory.ts';
import * as limits from './task-limits.ts';
import { TaskProgress } from './task-progress.ts';
import type { TaskSpec } from './task-request.ts';
import type { TaskUser } from './user-directory.ts';
import { WatchedFiles } from './watched-files.ts';

type ControlRequest = vmslot.agent.v1.ControlRequest.$Properties;
type TaskSummary = vmslot.agent.v1.TaskSummary.$Properties;
type StepEnded = vmslot.agent.v1.StepEnded.$Properties;

const { EndReason, TaskState, TaskVerb } = vmslot.agent.v1;

export interface TaskOptions {
  readonly spec: TaskSpec;
  readonly user: TaskUser;
  readonly directory: TaskDirectory;
  /** The task closes its journal. */
  readonly log: EventLog;
  readonly scopes: ScopeFactory;
  readonly nowMs: () => number;
}

/** One task: runs its steps in turn, and lets any number of readers see its events. */
export class Task implements AsyncDisposable {
  readonly #options: TaskOptions;
  readonly #progress: TaskProgress;
  readonly #closed = new AbortController();
  #running: Promise<void> | undefined;
  #run: StepRun | undefined;
  #stop: { cause: StopCause; graceMs: number } | undefined;
  #suspended = false;
  #step = 0;
  #readerCount = 0;
  #readToEnd = false;
  #fetchCount = 0;
  #fetched = false;

  constructor(options: TaskOptions) {
    this.#options = options;
    this.#progress = new TaskProgress(options.spec.steps);
  }

  get spec(): TaskSpec {
    return this.#options.spec;
  }

  get user(): TaskUser {
    return this.#options.user;
  }

  /** True while steps run, and until the end is on the disk. */
  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** True where the events and an archive made after the end have been sent whole, and none is being sent. */
  get isFetched(): boolean {
    return this.#readToEnd && this.#fetched && this.#fetchCount === 0;
  }

  /** Notes that an archive is being sent; the caller tells how that ended. */
  noteFetch(): (sentWhole: boolean) => void {
    // What is fetched while programs run is not all that there will be.
    const counts = !this.isRunning;
    this.#fetchCount += 1;
    return (sentWhole) => {
      this.#fetchCount -= 1;
      if (sentWhole && counts) this.#fetched = true;
    };
  }

  /** Runs the steps; their end is an event, and a fault of the agent ends all readers. */
  start(): void {
    this.#running = this.#runSteps()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#running = undefined;
      });
  }

  /**
   * Events after a number, until the task has ended.
   *
   * @throws {AgentError} resource_exhausted with too many readers, out_of_range for a number that no
   *   event had yet, canceled when the signal is aborted
   */
  async *events(afterSequence: number, signal: AbortSignal): AsyncGenerator<TaskEvent, void> {
    const { log, spec, directory } = this.#options;
    if (afterSequence > log.lastSequence) {
      throw new AgentError(
        'out_of_range',
        `after_sequence: task ${spec.taskId} has ${log.lastSequence} events, not ${afterSequence}`,
      );
    }
    if (this.#readerCount >= limits.MAX_READERS) {
      throw new AgentError(
        'resource_exhausted',
        `task ${spec.taskId}: ${limits.MAX_READERS} readers follow it already, end one of them`,
      );
    }
    this.#readerCount += 1;
    try {
      yield* readEvents({
        spec,
        log,
        stateDirectory: directory.state,
        afterSequence,
        signal: AbortSignal.any([signal, this.#closed.signal]),
      });
      this.#readToEnd = true;
    } catch (error) {
      throw this.#closed.signal.aborted ? this.#closed.signal.reason : error;
    } finally {
      this.#readerCount -= 1;
    }
  }

  /**
   * Stops, continues or ends all processes; settles when the kernel has been told.
   *
   * @throws {AgentError} failed_precondition after the end, invalid_argument
   */
  async control(request: ControlRequest): Promise<void> {
    const graceMs = request.graceMs ?? 0;
    const signalNumber = request.signalNumber ?? 0;
    if (graceMs > limits.MAX_GRACE_MS) {
      throw new AgentError('invalid_argument', `grace_ms: must be at most ${limits.MAX_GRACE_MS}`);
    }
    if (!this.isRunning) {
      throw new AgentError('failed_precondition', `task ${this.spec.taskId}: has ended already`);
    }
    switch (request.verb) {
      case TaskVerb.TASK_VERB_TERMINATE:
        return this.stop('ended because that was asked for', graceMs || limits.DEFAULT_GRACE_MS);
      case TaskVerb.TASK_VERB_KILL:
        return this.stop('ended by force because that was asked for', 0);
      case TaskVerb.TASK_VERB_SUSPEND:
        this.#suspended = true;
        return this.#run?.suspend();
      case TaskVerb.TASK_VERB_RESUME:
        this.#suspended = false;
        return this.#run?.resume();
      case TaskVerb.TASK_VERB_SIGNAL:
        if (!Number.isInteger(signalNumber) || signalNumber < 1 || signalNumber > 64) {
          throw new AgentError('invalid_argument', 'signal_number: must be 1 to 64');
        }
        return this.#run?.signal(signalNumber);
      case TaskVerb.TASK_VERB_UNSPECIFIED:
      case undefined:
      default:
        throw new AgentError('invalid_argument', 'verb: must be one of TaskVerb');
    }
  }

  /**
   * Puts a file into the work directory.
   *
   * @throws {AgentError} failed_precondition after the end, and as deliverFile
   */
  async deliver(delivery: Delivery): Promise<void> {
    if (!this.isRunning) {
      throw new AgentError('failed_precondition', `task ${this.spec.taskId}: has ended already`);
    }
    await deliverFile(this.#options.directory, this.user, delivery);
  }

  /** Ends the task as controlled; graceMs 0: by force at once. */
  async stop(message: string, graceMs: number): Promise<void> {
    const cause = { reason: EndReason.END_REASON_CONTROLLED, message };
    this.#stop = { cause, graceMs };
    this.#suspended = false;
    await this.#run?.stop(cause, graceMs);
  }

  summary(): TaskSummary {
    const { log, spec } = this.#options;
    const running = this.#suspended ? TaskState.TASK_STATE_SUSPENDED : TaskState.TASK_STATE_RUNNING;
    return {
      taskId: spec.taskId,
      state: this.isRunning ? running : TaskState.TASK_STATE_ENDED,
      lastSequence: log.lastSequence,
      status: log.ended?.status ?? log.status?.status ?? this.#progress.status(),
      ...(log.ended === undefined ? {} : { ended: log.ended }),
    };
  }

  /** Ends the readers with an error of this text, and closes the files. */
  async close(reason: AgentError): Promise<void> {
    this.#closed.abort(reason);
    await this.#options.log.journal.close();
  }

  /** Ends the task, its readers and its files. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isRunning) await this.stop('ended because the agent was stopped', 0);
    await this.#running;
    await this.close(
      new AgentError('unavailable', `task ${this.spec.taskId}: the agent was stopped`),
    );
  }

  async #runSteps(): Promise<void> {
    const { log, scopes, spec } = this.#options;
    const context: StepContext = {
      ...this.#options,
      progress: this.#progress,
      watched: new WatchedFiles(this.#options),
      outputLeft: { stdout: spec.outputBytes, stderr: spec.outputBytes },
    };
    let outcome: StepEnded = {};
    let succeeded = true;
    for (const index of spec.steps.keys()) {
      this.#step = index;
      outcome = await this.#runStep(new StepRun(context, index));
      succeeded = isSuccess(outcome);
      if (!succeeded) break;
    }
    await scopes.clear(spec.taskId);
    const step = this.#step;
    await log.end(step, { succeeded, step, outcome, status: this.#progress.status() });
  }

  /** A fault of the agent's own, such as a disk that failed: told as the end where that can be written. */
  async #fail(error: unknown): Promise<void> {
    const message = toMessage(`the agent failed to run the task: ${String(error)}`);
    const outcome = { reason: EndReason.END_REASON_LOST, message };
    const step = this.#step;
    try {
      const status = this.#progress.status();
      await this.#options.log.end(step, { succeeded: false, step, outcome, status });
    } catch (second) {
      const cause = new AggregateError([error, second], message);
      const text = `task ${this.spec.taskId}: ${message}`;
      this.#closed.abort(new AgentError('internal', text, { cause }));
    }
  }

  async #runStep(run: StepRun): Promise<StepEnded> {
    this.#run = run;
    try {
      // What was asked for between two steps holds for the next one.
      if (this.#suspended) await run.suspend();
      if (this.#stop !== undefined) await run.stop(this.#stop.cause, this.#stop.graceMs);
      return await run.run();
    } finally {
      this.#run = undefined;
    }
  }
}
