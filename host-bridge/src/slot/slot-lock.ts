import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JobError } from '../outcome.ts';
import { processIdentity } from './process-identity.ts';

/** Name of the lock file in a slot. */
export const LOCK_FILE = 'vmslot.lock';

/** Times that a stale lock is taken away before giving up: two bridges may race for it. */
const MAX_ATTEMPTS = 5;

/**
 * SlotLock keeps two bridges off one slot. The file holds process id and start time of its owner, so
 * that a lock left by a bridge that was killed, or a process id used anew, is recognised.
 */
export class SlotLock {
  readonly #path: string;
  #held = true;

  private constructor(path: string) {
    this.#path = path;
  }

  /** @throws JobError `slot_unusable` while another live process holds the slot */
  static async take(slotDirectory: string): Promise<SlotLock> {
    const path = join(slotDirectory, LOCK_FILE);
    const mine = `${path}.${process.pid}`;
    const file = await open(mine, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(await processIdentity(process.pid)));
    } finally {
      await file.close();
    }
    try {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        try {
          // A link either appears with its content or fails: nobody ever reads half a lock.
          await link(mine, path);
          return new SlotLock(path);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        }
        await SlotLock.#removeIfStale(path, slotDirectory);
      }
    } finally {
      await rm(mine, { force: true });
    }
    throw new JobError(
      'slot_unusable',
      `the slot ${slotDirectory} is taken again and again by others`,
    );
  }

  async release(): Promise<void> {
    if (!this.#held) return;
    this.#held = false;
    await rm(this.#path, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.release();
  }

  static async #removeIfStale(path: string, slotDirectory: string): Promise<void> {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    const pid = ownerOf(text);
    if (pid !== undefined) {
      const now = await processIdentity(pid);
      if (now !== undefined && JSON.stringify(now) === text) {
        throw new JobError(
          'slot_unusable',
          `process ${pid} runs a job in the slot ${slotDirectory}: wait for it, or give another --slot`,
        );
      }
    }
    await rm(path, { force: true });
  }
}

function ownerOf(text: string): number | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'pid' in value) {
      return typeof value.pid === 'number' ? value.pid : undefined;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return undefined;
}
