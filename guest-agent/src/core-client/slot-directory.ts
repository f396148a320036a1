import { randomUUID } from 'node:crypto';
import { link, lstat, opendir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrorWithCode } from '../cgroup/index.ts';
import type { GuestUser } from '../user/user-directory.ts';
import { openParentBelow } from '../work/open-below.ts';
import { writeForUser } from '../work/write-for-user.ts';
import { MAX_SLOT_NAMES } from './core-client-limits.ts';

/** Where a slot is, and whose. */
export interface SlotDirectoryOptions {
  readonly workDirectory: string;
  /** Of the step, below the work directory; empty: that itself. */
  readonly cwd: string;
  /** Closed to programs, in the same file system. */
  readonly stateDirectory: string;
  readonly user: GuestUser;
}

/**
 * The slot directory of a program of BOINC in the guest: the directory that it starts in. The program
 * may change all of it at any time, so each file is reached from descriptor to descriptor, through no link.
 * What cannot be done, as where the directory is gone, is not done, and the answer says so.
 */
export class SlotDirectory {
  readonly #options: SlotDirectoryOptions;

  constructor(options: SlotDirectoryOptions) {
    this.#options = options;
  }

  /** Its absolute path. */
  get path(): string {
    return join(this.#options.workDirectory, this.#options.cwd);
  }

  /** Path of a file of it, below the work directory. */
  below(name: string): string {
    const { cwd } = this.#options;
    return cwd === '' ? name : `${cwd}/${name}`;
  }

  /** Puts a file there, whole at once, in the place of one of that name. */
  async write(name: string, content: string | Uint8Array): Promise<boolean> {
    const { stateDirectory, user } = this.#options;
    const temporary = join(stateDirectory, `slot.${randomUUID()}`);
    return await this.#within(name, async (path) => {
      try {
        await writeForUser(temporary, content, user);
        await rename(temporary, path);
      } finally {
        await rm(temporary, { force: true });
      }
    });
  }

  /** Gives a file of the agent's a name there, in the place of what has it. */
  async link(file: string, name: string): Promise<boolean> {
    return await this.#within(name, async (path) => {
      await rm(path, { recursive: true, force: true });
      await link(file, path);
    });
  }

  /** Moves a file away; false where there is none, or a directory. */
  async take(name: string, target: string): Promise<boolean> {
    let isTaken = false;
    await this.#within(name, async (path) => {
      if ((await lstat(path)).isDirectory()) return;
      await rename(path, target);
      isTaken = true;
    });
    return isTaken;
  }

  /** Deletes a file; a directory stays. */
  async remove(name: string): Promise<void> {
    await this.#within(name, async (path) => await rm(path, { force: true }));
  }

  async has(name: string): Promise<boolean> {
    return await this.#within(name, async (path) => void (await lstat(path)));
  }

  /** What follows a prefix in the names of files; no more than MAX_SLOT_NAMES names are looked at. */
  async namesAfter(prefix: string): Promise<string[]> {
    const found: string[] = [];
    await this.#within('.', async (path) => {
      let seenCount = 0;
      for await (const { name } of await opendir(path)) {
        if (name.startsWith(prefix) && name !== prefix) found.push(name.slice(prefix.length));
        seenCount += 1;
        if (seenCount >= MAX_SLOT_NAMES) break;
      }
    });
    return found;
  }

  /** True where the work was done; false for what the system refuses, as it does for names of the program's. */
  async #within(name: string, work: (path: string) => Promise<void>): Promise<boolean> {
    const { workDirectory } = this.#options;
    await using parent = await openParentBelow(workDirectory, this.below(name));
    if (parent === undefined) return false;
    try {
      await work(parent.path);
      return true;
    } catch (error) {
      if (isErrorWithCode(error)) return false;
      throw error;
    }
  }
}
