import type { vmslot } from '@vmslot/proto/agent';
import {
  type AppFacts,
  checkAppFacts,
  firstOrders,
  type OpenAppSocket,
  writeOrders,
} from '../app/index.ts';
import { ScopeFactory } from '../cgroup/index.ts';
import { segmentProgramBeside } from '../core-client/index.ts';
import { AgentError } from '../errors.ts';
import { checkCount } from '../field/check-field.ts';
import { readBootId } from '../launch/index.ts';
import { DEFAULT_STORE_OPTIONS, type StoreOptions } from '../state/store-options.ts';
import { writeDurably } from '../state/write-durably.ts';
import { parseDelivery } from './deliver-file.ts';
import { EventLog } from './event-log.ts';
import type { TaskEvent } from './event-reader.ts';
import { createEventStream } from '../flow/event-stream.ts';
import { Exclusive } from '../flow/exclusive.ts';
import { giveToUser } from './give-to-user.ts';
import { Journal } from './journal.ts';
import { recoverTask, type StoredRequest } from './recover-task.ts';
import { RunStateFile } from './run-state.ts';
import { openStateDirectory, TaskDirectory } from './task-directory.ts';
import { Task } from './task.ts';
import { MAX_TASKS } from './task-limits.ts';
import { assertTaskId, parseRunRequest, type TaskSpec, unknownTask } from './task-request.ts';
import { findUser, type GuestUser } from '../user/user-directory.ts';
import { WorkLease } from './work-lease.ts';

/** Numbers of tasks, by what they do. */
export interface TaskCounts {
  readonly running: number;
  readonly ended: number;
  readonly unfetched: number;
}

/** Where tasks are kept and how they are run. */
export interface TaskStoreOptions extends StoreOptions {
  /** Tasks at once, ended ones too. */
  readonly maxTaskCount: number;
  /** How programs of tasks reach the agent; undefined: they do not. */
  readonly openAppSocket: OpenAppSocket | undefined;
  /** Path of the program `shared-segment` for apps of BOINC's API 5; they run standalone where it is missing. */
  readonly segmentProgram: string;
  /** True while nothing can be written; undefined: it always can. */
  readonly isFrozen: (() => boolean) | undefined;
}

export const DEFAULT_TASK_STORE_OPTIONS: TaskStoreOptions = {
  ...DEFAULT_STORE_OPTIONS,
  maxTaskCount: MAX_TASKS,
  openAppSocket: undefined,
  segmentProgram: segmentProgramBeside(process.argv[1]),
  isFrozen: undefined,
};

/**
 * All tasks of this guest. They outlive calls, links and the agent itself. Whoever makes the store
 * disposes of it; that ends the tasks, while an agent that just dies leaves them to the next one.
 */
export class TaskStore implements AsyncDisposable {
  readonly #options: TaskStoreOptions;
  readonly #scopes: ScopeFactory;
  readonly #exclusive = new Exclusive();
  readonly #tasks = new Map<string, Task>();
  /** Tasks with a directory that were not run yet. */
  readonly #prepared = new Set<string>();
  readonly #leases = new Set<string>();
  #root: string;
  #opening: Promise<void> | undefined;
  #closed = false;

  constructor(options: Partial<TaskStoreOptions> = {}) {
    this.#options = { ...DEFAULT_TASK_STORE_OPTIONS, ...options };
    this.#scopes = new ScopeFactory(this.#options.cgroupRoot);
    this.#root = this.#options.stateDirectory;
  }

  /**
   * Takes up the tasks of an earlier life of the agent: what runs goes on. Each method does it by
   * itself; calling it at the start leaves the programs unwatched for the least time.
   */
  open(): Promise<void> {
    this.#opening ??= this.#recover();
    return this.#opening;
  }

  /** Starts a task and gives its events, as TaskService.Run. Nothing happens before the first `next()`. */
  run(
    request: vmslot.agent.v1.RunRequest.$Properties,
    signal: AbortSignal,
  ): AsyncIterableIterator<TaskEvent, void> {
    const start = async function* (store: TaskStore, ended: AbortSignal) {
      const spec = parseRunRequest(request);
      const facts = checkAppFacts('app_facts', request.appFacts ?? {});
      await store.open();
      const task = await store.#exclusive.run(() => store.#startOrFind(spec, facts));
      yield* task.events(0, ended);
    };
    return createEventStream((ended) => start(this, ended), signal);
  }

  /** Gives the events of a task after a number, as TaskService.Attach. */
  attach(
    taskId: string,
    afterSequence: number,
    signal: AbortSignal,
  ): AsyncIterableIterator<TaskEvent, void> {
    const start = async function* (store: TaskStore, ended: AbortSignal) {
      const after = checkCount('after_sequence', afterSequence);
      await store.open();
      yield* store.#find(taskId).events(after, ended);
    };
    return createEventStream((ended) => start(this, ended), signal);
  }

  /** Stops, continues or ends a task, as TaskService.Control. */
  async control(request: vmslot.agent.v1.ControlRequest.$Properties): Promise<void> {
    await this.open();
    await this.#find(request.taskId ?? '').control(request);
  }

  /** Puts a file into the work directory of a task that has not ended, as TaskService.Deliver. */
  async deliver(request: vmslot.agent.v1.DeliverRequest.$Properties): Promise<void> {
    const delivery = parseDelivery(request);
    await this.open();
    await this.#find(request.taskId ?? '').deliver(delivery);
  }

  /** Changes what the programs of a task that has not ended are told, as TaskService.UpdateApp. */
  async updateApp(request: vmslot.agent.v1.UpdateAppRequest.$Properties): Promise<void> {
    await this.open();
    await this.#find(request.taskId ?? '').updateApp(request);
  }

  /**
   * Waits until no program of a task is in a critical section that is still respected, as before a copy
   * of the machine is made.
   *
   * @param signal ends the waiting; look at it
   */
  async leaveCriticalSections(signal: AbortSignal): Promise<void> {
    await Promise.all([...this.#tasks.values()].map((task) => task.leaveCriticalSection(signal)));
  }

  /** What is known of all tasks. */
  async list(): Promise<vmslot.agent.v1.TaskSummary.$Properties[]> {
    await this.open();
    return [...this.#tasks.values()].map((task) => task.summary());
  }

  /**
   * Forgets an ended task, or one that was prepared and never run, and deletes all of it.
   *
   * @throws {AgentError} not_found, failed_precondition while it runs or is being filled
   */
  async acknowledge(taskId: string): Promise<void> {
    await this.open();
    await this.#exclusive.run(async () => {
      const task = this.#prepared.has(taskId) ? undefined : this.#find(taskId);
      if (task?.isRunning === true || this.#leases.has(taskId)) {
        throw new AgentError('failed_precondition', `task ${taskId}: has not ended yet`);
      }
      await task?.close(unknownTask(taskId));
      this.#tasks.delete(taskId);
      this.#prepared.delete(taskId);
      await this.#directory(taskId).discard();
    });
  }

  /**
   * Gives the right to fill a task's work directory.
   *
   * @throws {AgentError} failed_precondition where the task was started or is being filled already,
   *   resource_exhausted with too many tasks
   */
  async prepareWorkDirectory(taskId: string): Promise<WorkLease> {
    assertTaskId(taskId);
    await this.open();
    return this.#exclusive.run(async () => {
      this.#assertFillable(taskId);
      this.#assertRoom(taskId);
      const user = await this.userOf(taskId);
      const lease = await WorkLease.create(this.#directory(taskId), user, () => {
        this.#leases.delete(taskId);
      });
      this.#prepared.add(taskId);
      this.#leases.add(taskId);
      return lease;
    });
  }

  /** Path of a task's work directory, which may not be there yet. */
  workDirectory(taskId: string): string {
    assertTaskId(taskId);
    return this.#directory(taskId).work;
  }

  /** Begins no task and takes no files for one from now on: `unavailable`. What there is goes on. */
  refuseNew(): void {
    this.#closed = true;
  }

  /**
   * Notes that an archive of a task's work directory is being sent. The caller tells when it was sent
   * whole, or that it was not.
   */
  noteFetch(taskId: string): (sentWhole: boolean) => void {
    return this.#tasks.get(taskId)?.noteFetch() ?? (() => undefined);
  }

  /** How many tasks run, how many have ended, and how many of these the host has not wholly fetched. */
  counts(): TaskCounts {
    const tasks = [...this.#tasks.values()];
    const ended = tasks.filter((task) => !task.isRunning);
    const unfetched = ended.filter((task) => !task.isFetched).length;
    return { running: tasks.length - ended.length, ended: ended.length, unfetched };
  }

  /** User that a task runs as; for one that was not run yet, the default. */
  async userOf(taskId: string): Promise<GuestUser> {
    const { defaultUser, passwordFile } = this.#options;
    return this.#tasks.get(taskId)?.user ?? findUser('', defaultUser, passwordFile);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await this.#exclusive.run(async () => {
      await this.#opening;
      await Promise.all([...this.#tasks.values()].map((task) => task[Symbol.asyncDispose]()));
    });
  }

  async #recover(): Promise<void> {
    const { isFrozen, nowMs, openAppSocket, segmentProgram, stateDirectory } = this.#options;
    const { root, taskIds } = await openStateDirectory(stateDirectory);
    this.#root = root;
    for (const taskId of taskIds) {
      const directory = this.#directory(taskId);
      const scopes = this.#scopes;
      const shared = { scopes, nowMs, openAppSocket, segmentProgram, isFrozen };
      const task = await recoverTask({ directory, ...shared });
      if (task === undefined) this.#prepared.add(taskId);
      else this.#tasks.set(taskId, task);
    }
  }

  async #startOrFind(spec: TaskSpec, facts: AppFacts): Promise<Task> {
    const { taskId } = spec;
    const known = this.#tasks.get(taskId);
    if (known !== undefined) {
      if (JSON.stringify(known.spec) === JSON.stringify(spec)) return known;
      throw new AgentError(
        'already_exists',
        `task_id: task ${taskId} exists with other content, acknowledge it first or take another id`,
      );
    }
    this.#assertFillable(taskId);
    this.#assertRoom(taskId);
    const { isFrozen, nowMs, openAppSocket, segmentProgram } = this.#options;
    const { defaultUser, passwordFile } = this.#options;
    const user = await findUser(spec.user, defaultUser, passwordFile);
    const directory = this.#directory(taskId);
    await directory.create(user);
    if (spec.user !== '') await giveToUser(user, directory.work);
    const log = new EventLog(await Journal.create(directory.journalFile), nowMs);
    const run = RunStateFile.create(directory.runFile);
    const scopes = this.#scopes;
    const shared = { scopes, nowMs, openAppSocket, segmentProgram, isFrozen };
    const task = new Task({ spec, user, directory, log, run, ...shared });
    try {
      await writeOrders(directory.appFiles.ordersFile, firstOrders(facts));
      const stored: StoredRequest = { spec, user, kernelBootId: readBootId() };
      await writeDurably(directory.requestFile, JSON.stringify(stored));
    } catch (error) {
      await task[Symbol.asyncDispose]();
      throw error;
    }
    this.#prepared.delete(taskId);
    this.#tasks.set(taskId, task);
    task.start();
    return task;
  }

  #find(taskId: string): Task {
    assertTaskId(taskId);
    const task = this.#tasks.get(taskId);
    if (task === undefined) throw unknownTask(taskId);
    return task;
  }

  #directory(taskId: string): TaskDirectory {
    return new TaskDirectory(this.#root, taskId);
  }

  #assertFillable(taskId: string): void {
    if (this.#tasks.has(taskId)) {
      throw new AgentError('failed_precondition', `task ${taskId}: was started already`);
    }
    if (this.#leases.has(taskId)) {
      throw new AgentError('failed_precondition', `task ${taskId}: its files are being brought in`);
    }
  }

  #assertRoom(taskId: string): void {
    if (this.#closed) throw new AgentError('unavailable', `task ${taskId}: the agent is stopping`);
    const count = this.#tasks.size + this.#prepared.size;
    if (count >= this.#options.maxTaskCount && !this.#prepared.has(taskId)) {
      throw new AgentError(
        'resource_exhausted',
        `task ${taskId}: the agent keeps ${count} tasks already, acknowledge ended ones`,
      );
    }
  }
}
