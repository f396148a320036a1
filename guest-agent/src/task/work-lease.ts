import { chmod, chown, mkdtemp, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AgentError } from '../errors.ts';
import { makeDirectory } from '../state/make-directory.ts';
import { STAGING_PREFIX, type TaskDirectory } from './task-directory.ts';
import { canChangeUser, type GuestUser } from '../user/user-directory.ts';

/**
 * The right to fill a task's work directory before the task runs. Whoever asked for it disposes of it,
 * committed or not; until then the task cannot be started and nobody else can fill it.
 */
export class WorkLease implements AsyncDisposable {
  /** The directory that a commit replaces. */
  readonly workPath: string;
  /**
   * Fresh and empty, open to the agent alone (0700), on the same file system. Fill it and commit, or
   * stage something in it and rename that to workPath.
   */
  readonly stagingPath: string;
  /** Who has to own what is put in. */
  readonly user: GuestUser;
  readonly #directory: TaskDirectory;
  readonly #onClose: () => void;
  #open = true;

  private constructor(
    directory: TaskDirectory,
    stagingPath: string,
    user: GuestUser,
    onClose: () => void,
  ) {
    this.workPath = directory.work;
    this.stagingPath = stagingPath;
    this.user = user;
    this.#directory = directory;
    this.#onClose = onClose;
  }

  /** Makes the directories. @param onClose called once, when the lease is over */
  static async create(
    directory: TaskDirectory,
    user: GuestUser,
    onClose: () => void,
  ): Promise<WorkLease> {
    await makeDirectory(directory.path, 0o711);
    const stagingPath = await mkdtemp(join(directory.path, STAGING_PREFIX));
    return new WorkLease(directory, stagingPath, user, onClose);
  }

  /**
   * Makes the staging directory the work directory, all at once, and gives the directory itself (not
   * what is in it) to the user with mode 0755. Once only.
   *
   * @throws {AgentError} failed_precondition where the lease is over
   */
  async commit(): Promise<void> {
    if (!this.#open) {
      throw new AgentError('failed_precondition', `${this.workPath}: the right to fill it is over`);
    }
    await this.#directory.discard(this.workPath);
    await chmod(this.stagingPath, 0o755);
    if (canChangeUser()) await chown(this.stagingPath, this.user.uid, this.user.gid);
    await rename(this.stagingPath, this.workPath);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    try {
      await this.#directory.discard(this.stagingPath);
    } finally {
      this.#onClose();
    }
  }
}
