import { existsSync } from 'node:fs';
import { vmslot } from '@vmslot/proto/agent';
import { isErrorWithCode, processGroup, ScopeFactory } from '../cgroup/index.ts';
import { AgentError } from '../errors.ts';
import { assertIdentifier } from '../field/check-field.ts';
import { adopt } from '../launch/index.ts';
import { DEFAULT_STORE_OPTIONS, type StoreOptions } from '../state/store-options.ts';
import { findGroups } from '../user/group-directory.ts';
import { findUser } from '../user/user-directory.ts';
import { ManagedProcess } from './managed-process.ts';
import { openProcessesDirectory, ProcessDirectory, type StoredEnd } from './process-directory.ts';
import { MAX_PROCESSES } from './process-limits.ts';
import { parseProcessSpec, type ProcessPlan } from './process-plan.ts';
import { ProcessRecord } from './process-record.ts';
import { startProcess } from './start-process.ts';

const { EndReason } = vmslot.agent.v1;

/** Where processes are kept and how they are run. */
export interface ProcessStoreOptions extends StoreOptions {
  /** File of group(5). */
  readonly groupFile: string;
  /** Processes at once, ended ones too. */
  readonly maxProcessCount: number;
}

export const DEFAULT_PROCESS_STORE_OPTIONS: ProcessStoreOptions = {
  ...DEFAULT_STORE_OPTIONS,
  groupFile: '/etc/group',
  maxProcessCount: MAX_PROCESSES,
};

/** Programs of the machine without which no process can be run, and one for terminals. */
const NEEDED_PROGRAMS = ['setsid', 'setpriv', 'prlimit', 'fallocate'];
const TERMINAL_PROGRAM = 'script';

interface Entry {
  readonly plan: ProcessPlan;
  readonly process: Promise<ManagedProcess>;
}

/**
 * All processes of this guest beside the tasks. They outlive calls, links and the agent. Whoever makes
 * the store disposes of it, which ends them, or calls `release`, which does not.
 */
export class ProcessStore implements AsyncDisposable {
  readonly #options: ProcessStoreOptions;
  readonly #scopes: ScopeFactory;
  readonly #entries = new Map<string, Entry>();
  #root = '';
  #opening: Promise<void> | undefined;
  #closed = false;

  constructor(options: Partial<ProcessStoreOptions> = {}) {
    this.#options = { ...DEFAULT_PROCESS_STORE_OPTIONS, ...options };
    this.#scopes = new ScopeFactory(this.#options.cgroupRoot);
  }

  /** Takes up the processes of an earlier run of the agent. Each method does it by itself. */
  open(): Promise<void> {
    this.#opening ??= this.#recover();
    return this.#opening;
  }

  /** Names of the features that this machine allows. */
  async features(): Promise<string[]> {
    const isThere = (name: string) => existsSync(`/usr/bin/${name}`);
    if (!NEEDED_PROGRAMS.every(isThere)) return [];
    const controllers = await this.#scopes.controllers();
    return [
      'process',
      ...(isThere(TERMINAL_PROGRAM) ? ['process-terminal'] : []),
      ...(controllers.has('memory') ? ['limit-memory'] : []),
      ...(controllers.has('cpu') ? ['limit-cpu'] : []),
      ...(controllers.has('pids') ? ['limit-processes'] : []),
    ];
  }

  /**
   * Starts a process, or finds the one of an equal request.
   *
   * @throws {AgentError} invalid_argument, already_exists, resource_exhausted, unavailable
   */
  async start(request: vmslot.agent.v1.StartRequest.$Properties): Promise<ManagedProcess> {
    const { processId } = request;
    assertIdentifier('process_id', processId);
    const plan = parseProcessSpec(request.spec);
    await this.open();
    const known = this.#entries.get(processId);
    if (known === undefined) this.#assertRoom(processId);
    else if (JSON.stringify(known.plan) !== JSON.stringify(plan)) {
      throw new AgentError(
        'already_exists',
        `process_id: process ${processId} exists with other content, forget it first or take another id`,
      );
    }
    const started = known?.process ?? this.#begin(processId, plan);
    const managed = await started;
    await managed.untilLaunched();
    return managed;
  }

  /** A process that was started. @throws {AgentError} not_found */
  async find(processId: string | undefined): Promise<ManagedProcess> {
    assertIdentifier('process_id', processId);
    await this.open();
    const entry = this.#entries.get(processId);
    if (entry === undefined) throw unknownProcess(processId);
    return entry.process;
  }

  /** All processes, in the order they were started. */
  async list(): Promise<ManagedProcess[]> {
    await this.open();
    const all = await Promise.allSettled([...this.#entries.values()].map(({ process }) => process));
    return all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  }

  /** Forgets an ended process. @throws {AgentError} not_found, failed_precondition while it runs */
  async forget(processId: string | undefined): Promise<void> {
    const managed = await this.find(processId);
    if (!managed.hasEnded) {
      const message = `process ${managed.processId}: has not ended yet, end it first`;
      throw new AgentError('failed_precondition', message);
    }
    // Whoever asks second finds nothing any more.
    if (!this.#entries.delete(managed.processId)) throw unknownProcess(managed.processId);
    await managed.close(unknownProcess(managed.processId), { isForgotten: true });
    await this.#directory(managed.processId).discard();
  }

  /** Begins no process from now on: `unavailable`. What there is goes on. */
  refuseNew(): void {
    this.#closed = true;
  }

  /** Leaves all processes to the next agent, as they are. */
  async release(): Promise<void> {
    this.#closed = true;
    await this.#opening;
    for (const managed of await this.list()) {
      managed.release(new AgentError('unavailable', 'the agent is being replaced, ask again'));
    }
    this.#entries.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    if (this.#opening === undefined) return;
    await this.#opening;
    const stopping = new AgentError('unavailable', 'the agent is stopping');
    const cause = { reason: EndReason.END_REASON_CONTROLLED, message: 'ended with the agent' };
    await Promise.all(
      (await this.list()).map(async (managed) => {
        if (!managed.hasEnded) await managed.running().kill(cause);
        await managed.close(stopping);
      }),
    );
    this.#entries.clear();
  }

  #begin(processId: string, plan: ProcessPlan): Promise<ManagedProcess> {
    const begun = this.#launch(processId, plan);
    this.#entries.set(processId, { plan, process: begun });
    // Of one that could not even be tried, nothing is kept.
    begun.catch(() => this.#entries.delete(processId));
    return begun;
  }

  async #launch(processId: string, plan: ProcessPlan): Promise<ManagedProcess> {
    const { defaultUser, groupFile, nowMs, passwordFile } = this.#options;
    const user = await findUser(plan.user, defaultUser, passwordFile, 'spec.user');
    const groupIds = await findGroups('spec.groups', plan.groups, groupFile);
    const directory = this.#directory(processId);
    directory.create();
    const record = ProcessRecord.create(directory.statePath, nowMs());
    directory.writeRequest({ plan, user });
    const scope = await this.#scopes.create(processGroup(processId), {
      processCount: plan.processCount,
      memoryBytes: plan.memoryBytes || undefined,
      cpuMilli: plan.cpuMilli || undefined,
    });
    const options = { processId, plan, user, directory, record, nowMs };
    try {
      const launched = await startProcess({ plan, user, groupIds, directory, scope });
      return new ManagedProcess(options, { scope, launched, isNew: true });
    } catch (error) {
      await scope[Symbol.asyncDispose]();
      if (!isErrorWithCode(error)) throw error;
      const message = `the launcher did not start, ${error.code}`;
      const end = emptyEnd(EndReason.END_REASON_NOT_STARTED, message);
      directory.writeEnd(end);
      return new ManagedProcess(options, end);
    }
  }

  async #recover(): Promise<void> {
    const { root, processIds } = await openProcessesDirectory(this.#options.stateDirectory);
    this.#root = root;
    for (const processId of processIds) {
      const directory = this.#directory(processId);
      const request = directory.readRequest();
      const process = request && (await this.#takeUp(processId, directory, request.plan));
      if (request !== undefined && process !== undefined) {
        this.#entries.set(processId, { plan: request.plan, process: Promise.resolve(process) });
        continue;
      }
      // Its caller was told nothing, and nothing of it ever ran.
      await this.#scopes.clear(processGroup(processId));
      await directory.discard();
    }
  }

  /** Undefined where nothing was started. */
  async #takeUp(
    processId: string,
    directory: ProcessDirectory,
    plan: ProcessPlan,
  ): Promise<ManagedProcess | undefined> {
    const { nowMs } = this.#options;
    const request = directory.readRequest();
    if (request === undefined) return undefined;
    const record = ProcessRecord.reopen(directory.statePath, nowMs());
    const options = { ...request, plan, processId, directory, record, nowMs };
    const end = directory.readEnd();
    if (end !== undefined) return new ManagedProcess(options, end);
    const launched = await adopt(directory.statusPath);
    if (launched === undefined) {
      record[Symbol.dispose]();
      return undefined;
    }
    const scope = await this.#scopes.reopen(processGroup(processId));
    if (launched.isRunning) scope.adopt(launched.pid);
    const managed = new ManagedProcess(options, { scope, launched, isNew: false });
    // The agent may have died between stopping all for a signal and continuing them.
    if (record.facts.runningSinceMs !== undefined) await scope.resume();
    return managed;
  }

  #directory(processId: string): ProcessDirectory {
    return new ProcessDirectory(this.#root, processId);
  }

  #assertRoom(processId: string): void {
    if (this.#closed) {
      throw new AgentError('unavailable', `process ${processId}: the agent is stopping`);
    }
    const count = this.#entries.size;
    if (count < this.#options.maxProcessCount) return;
    throw new AgentError(
      'resource_exhausted',
      `process ${processId}: the agent keeps ${count} processes already, forget ended ones`,
    );
  }
}

/** The error for an unknown process. */
export function unknownProcess(processId: string): AgentError {
  return new AgentError('not_found', `process ${processId}: unknown here, start it with Start`);
}

function emptyEnd(reason: vmslot.agent.v1.EndReason, message: string): StoredEnd {
  const figures = {
    userTimeMs: 0,
    systemTimeMs: 0,
    memoryBytes: 0,
    peakMemoryBytes: 0,
    readBytes: 0,
    writtenBytes: 0,
    processCount: 0,
    wallTimeMs: 0,
  };
  const streams = { stdoutBytes: 0, stderrBytes: 0 };
  return { reason, exitCode: 0, signalNumber: 0, message, figures, pid: 0, ...streams };
}
