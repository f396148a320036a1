import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isErrorWithCode } from '../cgroup/index.ts';
import { canChangeUser, type TaskUser } from './user-directory.ts';

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
  readonly #trash: string;

  /** @param stateDirectory absolute, without links */
  constructor(stateDirectory: string, taskId: string) {
    this.path = join(stateDirectory, 'tasks', taskId);
    this.work = join(this.path, 'work');
    this.temporary = join(this.path, 'tmp');
    this.state = join(this.path, 'state');
    this.requestFile = join(this.state, 'request.json');
    this.journalFile = join(this.state, 'journal');
    this.#trash = join(stateDirectory, 'trash');
  }

  /** Makes what a task needs to run; a work directory that was brought in before stays. */
  async create(user: TaskUser): Promise<void> {
    await makeDirectory(this.path, 0o711);
    await makeDirectory(this.work, 0o755, user);
    await makeDirectory(this.temporary, 0o700, user);
    await this.discard(this.state);
    await makeDirectory(this.state, 0o700);
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

  /** Writes a file of `state` so that it is there whole or not at all. */
  async writeState(path: string, text: string): Promise<void> {
    const temporary = `${path}.new`;
    {
      await using file = await open(temporary, 'w', 0o600);
      await file.writeFile(text);
      await file.sync();
    }
    await rename(temporary, path);
    await using directory = await open(dirname(path), 'r');
    await directory.sync();
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

/** Makes a directory where it is missing, with exactly this mode, for this user where given. */
export async function makeDirectory(path: string, mode: number, user?: TaskUser): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode });
  if (made === undefined && user !== undefined) return;
  await chmod(path, mode);
  if (user !== undefined && canChangeUser()) await chown(path, user.uid, user.gid);
}
