import type { vmslot } from '@vmslot/proto/agent';
import { ScopeFactory } from '../cgroup/index.ts';
import { AgentError } from '../errors.ts';
import { checkCount } from './check-field.ts';
import { parseDelivery } from './deliver-file.ts';
import { EventLog } from './event-log.ts';
import type { TaskEvent } from './event-reader.ts';
import { createEventStream } from './event-stream.ts';
import { Exclusive } from './exclusive.ts';
import { giveToUser } from './give-to-user.ts';
import { Journal } from './journal.ts';
import { recoverTask, type StoredRequest } from './recover-task.ts';
import { openStateDirectory, TaskDirectory } from './task-directory.ts';
import { Task } from './task.ts';
import { MAX_TASKS } from './task-limits.ts';
import { assertTaskId, parseRunRequest, type TaskSpec, unknownTask } from './task-request.ts';
import { findUser, type TaskUser } from './user-directory.ts';
import { WorkLease } from './work-lease.ts';

/** Numbers of tasks, by what they do. */
export interface TaskCounts {
  readonly running: number;
  readonly ended: number;
  readonly unfetched: number;
}

/** Where tasks are kept and how they are run. */
export interface TaskStoreOptions {
  /** Directory of the agent, made where it is missing. */
  readonly stateDirectory: string;
  /** Where groups may be made; undefined: the machine's cgroup v2 mount; null: use none. */
  readonly cgroupRoot?: string | null | undefined;
  /** User of tasks that name none. */
  readonly defaultUser: string;
  /** File of passwd(5). */
  readonly passwordFile: string;
  /** Tasks at once, ended ones too. */
  readonly maxTaskCount: number;
  /** Milliseconds of a clock that never goes back. */
  readonly nowMs: () => number;
}

export const DEFAULT_TASK_STORE_OPTIONS: TaskStoreOptions = {
  stateDirectory: '/var/lib/vmslot',
  cgroupRoot: undefined,
  defaultUser: 'app',
  passwordFile: '/etc/passwd',
  maxTaskCount: MAX_TASKS,
  nowMs: () => performance.now(),
};

/**
 * All tasks of this guest. They outlive calls, links and, as far as what was seen of them goes, the
 * agent itself. Whoever makes the store disposes of it; that ends the tasks.
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
   * Takes up the tasks of an earlier run of the agent. Each method does it by itself; calling it at
   * the start ends what is left running at once.
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
      await store.open();
      const task = await store.#exclusive.run(() => store.#startOrFind(spec));
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
  async userOf(taskId: string): Promise<TaskUser> {
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
    const { nowMs, stateDirectory } = this.#options;
    const { root, taskIds } = await openStateDirectory(stateDirectory);
    this.#root = root;
    for (const taskId of taskIds) {
      const directory = this.#directory(taskId);
      const task = await recoverTask({ directory, scopes: this.#scopes, nowMs });
      if (task === undefined) this.#prepared.add(taskId);
      else this.#tasks.set(taskId, task);
    }
  }

  async #startOrFind(spec: TaskSpec): Promise<Task> {
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
    const { defaultUser, nowMs, passwordFile } = this.#options;
    const user = await findUser(spec.user, defaultUser, passwordFile);
    const directory = this.#directory(taskId);
    await directory.create(user);
    if (spec.user !== '') await giveToUser(user, directory.work);
    const log = new EventLog(await Journal.create(directory.journalFile), nowMs);
    const task = new Task({ spec, user, directory, log, scopes: this.#scopes, nowMs });
    try {
      const stored: StoredRequest = { spec, user };
      await directory.writeState(directory.requestFile, JSON.stringify(stored));
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
