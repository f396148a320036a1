import { basename, join } from 'node:path';
import { APP_CPU_WEIGHT, CgroupScope } from './cgroup-scope.ts';
import { Cgroup } from './cgroup.ts';
import { findCgroup2Mount } from './find-cgroup2-mount.ts';
import { isErrorWithCode } from './is-error-with-code.ts';
import { KILL_TIMEOUT_MS, type ProcessScope, type ScopeLimits } from './process-scope.ts';
import { SessionScope } from './session-scope.ts';

/** Depth below the root of the groups `tasks` and `processes`, which nobody removes. */
const LASTING_DEPTH = 1;

const CONTROLLERS = ['cpu', 'memory', 'pids', 'io'];

/** Names of a group and of those around it, from the outside in. */
export type GroupPath = readonly [string, string, ...string[]];

// The prefixes keep what is named like an interface file (`cgroup.procs`) apart from it.

/** Group of all steps of a task. */
export function taskGroup(taskId: string): GroupPath {
  return ['tasks', `task-${taskId}`];
}

/** Group of one step of a task. */
export function stepGroup(taskId: string, step: number): GroupPath {
  return [...taskGroup(taskId), String(step)];
}

/** Group of a program that runs beside the tasks. */
export function processGroup(processId: string): GroupPath {
  return ['processes', `process-${processId}`];
}

/** Makes scopes: groups below a root where there are cgroups, else sessions. */
export class ScopeFactory {
  readonly #root: string | null | undefined;
  #mount: Promise<string | undefined> | undefined;
  /** Groups that are there for good. */
  readonly #prepared = new Set<string>();

  /** @param root where groups may be made; undefined: the machine's cgroup v2 mount; null: none */
  constructor(root?: string | null) {
    this.#root = root;
  }

  /** A new scope, which the caller closes. Falls back to sessions where no group can be made. */
  async create(path: GroupPath, limits: ScopeLimits): Promise<ProcessScope> {
    const root = await this.#findRoot();
    if (root === undefined) return new SessionScope();
    try {
      for (let depth = 0; depth < path.length; depth += 1) {
        await this.#prepareOuter(join(root, ...path.slice(0, depth)), depth);
      }
      return await CgroupScope.create(join(root, ...path), limits);
    } catch (error) {
      if (isErrorWithCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOENT')) return new SessionScope();
      throw error;
    }
  }

  /**
   * Takes up the scope of a program that an earlier run of the agent started; the caller closes it.
   * Where there is no group for it, one of its session; then tell it the first process.
   */
  async reopen(path: GroupPath): Promise<ProcessScope> {
    const root = await this.#findRoot();
    const scope = root === undefined ? undefined : await CgroupScope.reopen(join(root, ...path));
    return scope ?? new SessionScope();
  }

  /**
   * `cgroup.procs` of a group beside the agent's and the programs', for what has to outlive the agent
   * and is no part of a program; undefined: there is none.
   */
  async keepersFile(): Promise<string | undefined> {
    const root = await this.#findRoot();
    if (root === undefined) return undefined;
    const keepers = new Cgroup(join(root, 'keepers'));
    try {
      await keepers.create();
      return join(keepers.path, 'cgroup.procs');
    } catch (error) {
      if (isErrorWithCode(error)) return undefined;
      throw error;
    }
  }

  /**
   * Kills whatever an earlier run of the agent left in a group and those below it, and removes it.
   *
   * @returns true where something was still running
   */
  async clear(path: GroupPath): Promise<boolean> {
    const root = await this.#findRoot();
    if (root === undefined) return false;
    const group = new Cgroup(join(root, ...path));
    const populated = await group.figure('cgroup.events', 'populated');
    if (populated === undefined) return false;
    if (await group.kill(KILL_TIMEOUT_MS)) await group.remove();
    return populated === 1;
  }

  /** Controllers that this machine's cgroup v2 has (`cpu`, `memory`, `pids`, `io`); none without it. */
  async controllers(): Promise<ReadonlySet<string>> {
    const root = await this.#findRoot();
    const mount = root === undefined ? undefined : await findCgroup2Mount();
    const text = mount === undefined ? '' : await new Cgroup(mount).read('cgroup.controllers');
    return new Set((text ?? '').split(/\s+/).filter((name) => name !== ''));
  }

  /** Makes a group in which there will be others, with all controllers for these. */
  async #prepareOuter(path: string, depth: number): Promise<void> {
    if (this.#prepared.has(path)) return;
    const outer = new Cgroup(path);
    await outer.create();
    for (const controller of CONTROLLERS) {
      await outer.write('cgroup.subtree_control', `+${controller}`);
    }
    if (depth > LASTING_DEPTH) return;
    this.#prepared.add(path);
    // Weights count between neighbours, and the agent's group is a neighbour of the tasks' one.
    if (basename(path) === 'tasks') await outer.write('cpu.weight', String(APP_CPU_WEIGHT));
  }

  async #findRoot(): Promise<string | undefined> {
    if (this.#root === null) return undefined;
    this.#mount ??= findCgroup2Mount();
    return this.#root ?? (await this.#mount);
  }
}
