import { join } from 'node:path';
import { APP_CPU_WEIGHT, CgroupScope } from './cgroup-scope.ts';
import { Cgroup } from './cgroup.ts';
import { findCgroup2Mount } from './find-cgroup2-mount.ts';
import { isErrorWithCode } from './is-error-with-code.ts';
import { KILL_TIMEOUT_MS, type ProcessScope, type ScopeLimits } from './process-scope.ts';
import { SessionScope } from './session-scope.ts';

/** Which scope of which task, with its limits. */
export interface ScopeRequest extends ScopeLimits {
  readonly taskId: string;
  readonly step: number;
}

/** Makes the scopes of tasks: groups `<root>/tasks/task-<id>/<step>` where there are cgroups. */
export class ScopeFactory {
  readonly #root: string | null | undefined;

  /** @param root where groups may be made; undefined: the machine's cgroup v2 mount; null: none */
  constructor(root?: string | null) {
    this.#root = root;
  }

  /** A new scope, which the caller closes. Falls back to sessions where no group can be made. */
  async create(request: ScopeRequest): Promise<ProcessScope> {
    const root = await this.#findRoot();
    if (root === undefined) return new SessionScope();
    const task = taskGroup(root, request.taskId);
    try {
      await task.create();
      for (const path of [root, join(root, 'tasks'), task.path]) {
        for (const controller of ['cpu', 'memory', 'pids']) {
          await new Cgroup(path).write('cgroup.subtree_control', `+${controller}`);
        }
      }
      // Weights count between neighbours, and the agent's group is a neighbour of the tasks' one.
      await new Cgroup(join(root, 'tasks')).write('cpu.weight', String(APP_CPU_WEIGHT));
      return await CgroupScope.create(join(task.path, String(request.step)), request);
    } catch (error) {
      if (isErrorWithCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOENT')) return new SessionScope();
      throw error;
    }
  }

  /**
   * Kills whatever an earlier run of the agent left of a task, and removes its group.
   *
   * @returns true where something was still running
   */
  async clear(taskId: string): Promise<boolean> {
    const root = await this.#findRoot();
    if (root === undefined) return false;
    const task = taskGroup(root, taskId);
    const running = (await task.figure('cgroup.events', 'populated')) === 1;
    if ((await task.figure('cgroup.events', 'populated')) === undefined) return false;
    if (await task.kill(KILL_TIMEOUT_MS)) await task.remove();
    return running;
  }

  async #findRoot(): Promise<string | undefined> {
    if (this.#root === null) return undefined;
    return this.#root ?? (await findCgroup2Mount());
  }
}

/** The prefix keeps a task named like an interface file (`cgroup.procs`) apart from it. */
function taskGroup(root: string, taskId: string): Cgroup {
  return new Cgroup(join(root, 'tasks', `task-${taskId}`));
}
