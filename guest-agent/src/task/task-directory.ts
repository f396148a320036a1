import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppFiles } from '../app/index.ts';
import { isErrorWithCode } from '../cgroup/index.ts';
import { makeDirectory } from '../state/make-directory.ts';
import { spoolPath } from './output-spool.ts';
import { canChangeUser, type GuestUser } from '../user/user-directory.ts';

/** How the name of a directory begins that is being filled. */
export const STAGING_PREFIX = 'staging-';

/**
 * Directory of one task, `<state directory>/tasks/<task id>`. The app may pass through it (0711) to its
 * own `work` and `tmp`; `state` is closed to it.
 */
export class TaskDirectory {
  readonly path: string;
  readonly work: string;
  readonly temporary: string;
  readonly state: string;
  readonly requestFile: string;
  readonly journalFile: string;
  readonly runFile: string;
  /** Of the socket for programs; the agent's, and open to the task's user alone. */
  readonly app: string;
  readonly appFiles: AppFiles;
  readonly #trash: string;

  /** @param stateDirectory absolute, without links */
  constructor(stateDirectory: string, taskId: string) {
    this.path = join(stateDirectory, 'tasks', taskId);
    this.work = join(this.path, 'work');
    this.temporary = join(this.path, 'tmp');
    this.state = join(this.path, 'state');
    this.requestFile = join(this.state, 'request.json');
    this.journalFile = join(this.state, 'journal');
    this.runFile = join(this.state, 'run');
    this.app = join(this.path, 'app');
    this.appFiles = {
      stateFile: join(this.state, 'app'),
      ordersFile: join(this.state, 'app-orders'),
      inboxDirectory: join(this.state, 'app-inbox'),
    };
    this.#trash = join(stateDirectory, 'trash');
  }

  /** Status directory of the launch of a step, see `LaunchOptions`. */
  launch(step: number): string {
    return join(this.state, `launch.${step}`);
  }

  /** Of the core client that the agent plays for the program of a step. */
  coreClient(step: number): string {
    return join(this.state, `core-client.${step}`);
  }

  /** Makes what a task needs to run; a work directory that was brought in before stays. */
  async create(user: GuestUser): Promise<void> {
    await makeDirectory(this.path, 0o711);
    await this.#makeForUser(this.work, 0o755, user);
    await this.#makeForUser(this.temporary, 0o700, user);
    await this.discard(this.state);
    await makeDirectory(this.state, 0o700);
  }

  /** Deletes what there is of a step that never began. */
  async clearStep(step: number): Promise<void> {
    await this.discard(this.launch(step));
    await this.discard(this.coreClient(step));
    for (const stream of ['stdout', 'stderr'] as const) {
      await rm(spoolPath(this.state, step, stream), { force: true });
    }
  }

  /**
   * Deletes something below the directory, or the directory itself. It is moved out of the app's reach
   * first: so it is gone at once, and no name in it can change while it is deleted.
   */
  async discard(path: string = this.path): Promise<void> {
    const target = join(this.#trash, randomUUID());
    try {
      await rename(path, target);
    } catch (error) {
      if (!isErrorWithCode(error, 'ENOENT')) throw error;
      return;
    }
    await rm(target, { recursive: true, force: true });
  }

  /**
   * Makes a directory of the app where it is missing, whole or not at all: of an agent that died between
   * making it and giving it away, the next one would keep a directory that the app cannot write in.
   */
  async #makeForUser(path: string, mode: number, user: GuestUser): Promise<void> {
    if (existsSync(path)) return;
    const staging = await mkdtemp(join(this.path, STAGING_PREFIX));
    await chmod(staging, mode);
    if (canChangeUser()) await chown(staging, user.uid, user.gid);
    await rename(staging, path);
  }
}

/**
 * Makes the agent's own directories, and deletes what an earlier run left half deleted or half filled.
 *
 * @returns the directory without links, and the names of the tasks in it
 */
export async function openStateDirectory(
  path: string,
): Promise<{ root: string; taskIds: string[] }> {
  await makeDirectory(path, 0o711);
  const root = await realpath(path);
  const [tasks, trash] = [join(root, 'tasks'), join(root, 'trash')];
  await makeDirectory(tasks, 0o711);
  await makeDirectory(trash, 0o700);
  const taskIds = await readdir(tasks);
  for (const taskId of taskIds) {
    const directory = new TaskDirectory(root, taskId);
    for (const name of await readdir(directory.path)) {
      if (name.startsWith(STAGING_PREFIX)) await directory.discard(join(directory.path, name));
    }
  }
  for (const name of await readdir(trash)) {
    await rm(join(trash, name), { recursive: true, force: true });
  }
  return { root, taskIds };
}
