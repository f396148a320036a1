import { vmslot } from '@vmslot/proto/agent';
import { AppSession, type OpenAppSocket } from '../app/index.ts';
import { type ScopeFactory, taskGroup } from '../cgroup/index.ts';
import { AgentError } from '../errors.ts';
import { type Delivery, fileDelivery } from './deliver-file.ts';
import type { EventLog } from './event-log.ts';
import { readEvents, type TaskEvent } from './event-reader.ts';
import { type StopCause, toMessage } from './step-end.ts';
import type { RunStateFile } from './run-state.ts';
import type { StreamSizes } from './step-output.ts';
import { isSuccess, type StepContext, StepRun } from './step-run.ts';
import type { TakenStep } from './taken-step.ts';
import type { TaskDirectory } from './task-directory.ts';
import { TaskApp } from './task-app.ts';
import * as limits from './task-limits.ts';
import { TaskProgress } from './task-progress.ts';
import type { TaskSpec } from './task-request.ts';
import { TrickleSpool } from './trickle-spool.ts';
import type { GuestUser } from '../user/user-directory.ts';
import { WatchedFiles } from './watched-files.ts';

type ControlRequest = vmslot.agent.v1.ControlRequest.$Properties;
type TaskSummary = vmslot.agent.v1.TaskSummary.$Properties;
type StepEnded = vmslot.agent.v1.StepEnded.$Properties;

const { EndReason, TaskState, TaskVerb } = vmslot.agent.v1;

export interface TaskOptions {
  readonly spec: TaskSpec;
  readonly user: GuestUser;
  readonly directory: TaskDirectory;
  /** The task closes its journal. */
  readonly log: EventLog;
  readonly scopes: ScopeFactory;
  readonly nowMs: () => number;
  readonly run: RunStateFile;
  /** Default: of a task that has not begun. */
  readonly progress?: TaskProgress;
  /** How programs reach the agent. Default: they do not. */
  readonly openAppSocket?: OpenAppSocket | undefined;
  /** See `TaskStoreOptions`. */
  readonly segmentProgram: string;
  /** See `TaskStoreOptions`. */
  readonly isFrozen?: (() => boolean) | undefined;
}

/** Where a task goes on. */
export interface TaskPlan {
  readonly firstStep: number;
  /** That step, where it was started by an earlier life of the agent. */
  readonly taken?: TakenStep | undefined;
  /** What the task may still print. */
  readonly outputLeft: StreamSizes;
}

/** One task: runs its steps in turn, and lets any number of readers see its events. */
export class Task implements AsyncDisposable {
  readonly #options: TaskOptions;
  readonly #progress: TaskProgress;
  readonly #closed = new AbortController();
  #running: Promise<void> | undefined;
  #run: StepRun | undefined;
  #app: AppSession | undefined;
  #isEnding = false;
  #stop: { cause: StopCause; graceMs: number } | undefined;
  #suspended = false;
  #step = 0;
  #readerCount = 0;
  #readToEnd = false;
  #fetchCount = 0;
  #fetched = false;

  constructor(options: TaskOptions) {
    this.#options = options;
    this.#progress = options.progress ?? new TaskProgress(options.spec);
  }

  get spec(): TaskSpec {
    return this.#options.spec;
  }

  get user(): GuestUser {
    return this.#options.user;
  }

  /** True while steps run, and until the end is on the disk. */
  get isRunning(): boolean {
    return this.#running !== undefined && this.#options.log.ended === undefined;
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
    const { outputBytes, start } = this.spec;
    this.goOn({
      firstStep: start?.step ?? 0,
      outputLeft: { stdout: outputBytes, stderr: outputBytes },
    });
  }

  /** Goes on with what an earlier life of the agent has begun, as it was told to then. */
  goOn(plan: TaskPlan): void {
    const { stop, suspended } = this.#options.run.state;
    this.#suspended = suspended;
    if (stop !== undefined) {
      const graceMs = Math.max(0, stop.killAtMs - this.#options.nowMs());
      this.#stop = { cause: { reason: stop.reason, message: stop.message }, graceMs };
    }
    this.#running = this.#runSteps(plan)
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
        this.#isEnding = true;
        if (!this.#suspended) await this.#app?.leaveCriticalSection();
        return this.stop('ended because that was asked for', graceMs || limits.DEFAULT_GRACE_MS);
      case TaskVerb.TASK_VERB_KILL:
        return this.stop('ended by force because that was asked for', 0);
      case TaskVerb.TASK_VERB_SUSPEND:
        this.#suspended = true;
        this.#options.run.update({ suspended: true });
        await this.#app?.leaveCriticalSection();
        // It may have been told to go on meanwhile.
        return this.#suspended ? this.#run?.control.suspend() : undefined;
      case TaskVerb.TASK_VERB_RESUME:
        this.#suspended = false;
        this.#options.run.update({ suspended: false });
        return this.#run?.control.resume();
      case TaskVerb.TASK_VERB_SIGNAL:
        if (!Number.isInteger(signalNumber) || signalNumber < 1 || signalNumber > 64) {
          throw new AgentError('invalid_argument', 'signal_number: must be 1 to 64');
        }
        return this.#run?.control.signal(signalNumber);
      case TaskVerb.TASK_VERB_UNSPECIFIED:
      case undefined:
      default:
        throw new AgentError('invalid_argument', 'verb: must be one of TaskVerb');
    }
  }

  /**
   * Waits until programs have left a critical section, as before a copy of the machine is made; bounded as
   * `AppSession.leaveCriticalSection`. Those that stand are not waited for.
   */
  async leaveCriticalSection(signal: AbortSignal): Promise<void> {
    if (this.isRunning && !this.#suspended) await this.#app?.leaveCriticalSection(signal);
  }

  /**
   * Puts a file into the work directory.
   *
   * @throws {AgentError} failed_precondition after the end, and as fileDelivery
   */
  async deliver(delivery: Delivery): Promise<void> {
    if (!this.isRunning || this.#app === undefined) {
      throw new AgentError('failed_precondition', `task ${this.spec.taskId}: has ended already`);
    }
    const file = fileDelivery(this.#options.directory, this.user, delivery);
    await this.#app.deliver(delivery.name, delivery.content, file);
  }

  /**
   * Changes what programs are told.
   *
   * @throws {AgentError} failed_precondition after the end, invalid_argument
   */
  async updateApp(request: vmslot.agent.v1.UpdateAppRequest.$Properties): Promise<void> {
    if (!this.isRunning || this.#app === undefined) {
      throw new AgentError('failed_precondition', `task ${this.spec.taskId}: has ended already`);
    }
    await this.#app.update(request);
  }

  /** Ends the task as controlled; graceMs 0: by force at once. */
  async stop(message: string, graceMs: number): Promise<void> {
    const cause = { reason: EndReason.END_REASON_CONTROLLED, message };
    this.#stop = { cause, graceMs };
    this.#suspended = false;
    if (this.#run === undefined) {
      const killAtMs = this.#options.nowMs() + graceMs;
      this.#options.run.update({ suspended: false, stop: { ...cause, killAtMs, told: false } });
    }
    await this.#run?.control.stop(cause, graceMs);
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

  async #runSteps(plan: TaskPlan): Promise<void> {
    const { log } = this.#options;
    const { succeeded, outcome } = await this.#runInTurn(plan);
    // Nobody calls any more, and whoever reads the end may let the task be forgotten at once.
    this.#app = undefined;
    const step = this.#step;
    await log.end(step, { succeeded, step, outcome, status: this.#progress.status() });
  }

  /** Runs one step after the other, until one fails. */
  async #runInTurn(plan: TaskPlan): Promise<{ succeeded: boolean; outcome: StepEnded }> {
    const { log, scopes, spec } = this.#options;
    const { firstStep, outputLeft, taken } = plan;
    const { directory, openAppSocket, user } = this.#options;
    const trickles = new TrickleSpool(directory.state, log);
    await using app = this.#openApp(trickles);
    // Programs that run already call as soon as there is a socket again.
    if (taken !== undefined) app.beginStep(firstStep, true);
    await using appSocket = await openAppSocket?.({
      taskId: spec.taskId,
      session: app,
      directory: directory.app,
      user,
    });
    const watched = new WatchedFiles({ ...this.#options, trickles });
    const context: StepContext = {
      ...this.#options,
      progress: this.#progress,
      watched,
      outputLeft,
      app,
      appSocket,
    };
    await watched.takeUp();
    let outcome: StepEnded = {};
    let succeeded = true;
    for (let index = firstStep; index < spec.steps.length && succeeded; index += 1) {
      this.#step = index;
      const ofStep = index === firstStep ? taken : undefined;
      outcome = await this.#runStep(new StepRun(context, index, ofStep), ofStep !== undefined);
      succeeded = isSuccess(outcome);
    }
    await scopes.clear(taskGroup(spec.taskId));
    return { succeeded, outcome };
  }

  #openApp(trickles: TrickleSpool): AppSession {
    const { directory, log, spec } = this.#options;
    const view = {
      isSuspended: () => this.#suspended,
      isEnding: () => this.#isEnding || this.#stop !== undefined,
      memoryBytes: () => this.#progress.status().memoryBytes ?? 0,
      measureCpuTimeMs: async () => (await this.#run?.measureCpuTimeMs()) ?? 0,
    };
    const task = new TaskApp({ spec, workDirectory: directory.work, log, trickles, view });
    const app = new AppSession(task, directory.appFiles);
    this.#app = app;
    return app;
  }

  /** A fault of the agent's own, such as a disk that failed: told as the end where that can be written. */
  async #fail(error: unknown): Promise<void> {
    const message = toMessage(`the agent failed to run the task: ${String(error)}`);
    const outcome = { reason: EndReason.END_REASON_LOST, message };
    const step = this.#step;
    try {
      // A task that has ended has no processes.
      await this.#options.scopes.clear(taskGroup(this.spec.taskId));
      const status = this.#progress.status();
      await this.#options.log.end(step, { succeeded: false, step, outcome, status });
    } catch (second) {
      const cause = new AggregateError([error, second], message);
      const text = `task ${this.spec.taskId}: ${message}`;
      this.#closed.abort(new AgentError('internal', text, { cause }));
    }
  }

  async #runStep(run: StepRun, isTaken: boolean): Promise<StepEnded> {
    this.#run = run;
    try {
      // What was asked for between two steps holds for the next one.
      if (this.#suspended && !isTaken) await run.control.suspend();
      if (this.#stop !== undefined && !isTaken) {
        await run.control.stop(this.#stop.cause, this.#stop.graceMs);
      }
      return await run.run();
    } finally {
      this.#run = undefined;
    }
  }
}
