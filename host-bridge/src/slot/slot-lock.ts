import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JobError } from '../outcome.ts';
import { processIdentity, type ProcessIdentity } from '../process/process-identity.ts';

/** How the names of lock files begin. */
export const LOCK_FILE_PREFIX = 'vmslot.lock.';

/** Times that a taker tries again because another one stepped back at the same moment. */
export const MAX_LOCK_ATTEMPTS = 20;

/** Process id, start time, and a count that tells the takers in one process apart. */
const LOCK_FILE_NAME = /^vmslot\.lock\.([1-9]\d{0,9})\.([0-9a-f-]*)\.(\d+)$/;

let takeCount = 0;

/**
 * SlotLock keeps two bridges off one slot. Each taker makes a file whose name says who it is, and only
 * then looks for those of others; if it sees one of a living process it steps back. Of two takers at
 * the same moment at least one therefore sees the other. Names are never used twice, so that the file
 * of a dead process can be removed at any time without hitting a living one, which a single file for
 * all could not give: between finding it stale and removing it another taker may have renewed it.
 */
export class SlotLock implements AsyncDisposable {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Takes the slot; who took it releases it.
   * @throws JobError `slot_unusable` while another one that lives holds the slot
   */
  static async take(slotDirectory: string): Promise<SlotLock> {
    const me = await processIdentity(process.pid);
    if (me === undefined) throw new Error('this process does not find itself in /proc');
    let other: string | undefined;
    for (let attempt = 0; attempt < MAX_LOCK_ATTEMPTS; attempt++) {
      const name = lockFileName(me);
      const lock = new SlotLock(join(slotDirectory, name));
      try {
        await (await open(lock.#path, 'wx', 0o600)).close();
        other = await SlotLock.#findOther(slotDirectory, name);
      } catch (error) {
        await lock.release();
        throw error;
      }
      if (other === undefined) return lock;
      await lock.release();
      // It may have seen this one too and stepped back as well: then nobody holds the slot.
      if ((await SlotLock.#findOther(slotDirectory, name)) !== undefined) break;
    }
    const pid = LOCK_FILE_NAME.exec(other ?? '')?.[1];
    throw new JobError(
      'slot_unusable',
      `process ${pid} runs a job in the slot ${slotDirectory}: wait for it, or use another slot`,
    );
  }

  /** Gives the slot back. Idempotent. */
  async release(): Promise<void> {
    await rm(this.#path, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.release();
  }

  /** Name of the lock of another taker that lives; removes those of dead ones. */
  static async #findOther(slotDirectory: string, own: string): Promise<string | undefined> {
    for (const name of await readdir(slotDirectory)) {
      const [, pid, startedAt] = LOCK_FILE_NAME.exec(name) ?? [];
      if (pid === undefined || name === own) continue;
      const owner = await processIdentity(Number(pid));
      if (owner?.startedAt === startedAt) return name;
      await rm(join(slotDirectory, name), { force: true });
    }
    return undefined;
  }
}

function lockFileName({ pid, startedAt }: ProcessIdentity): string {
  return `${LOCK_FILE_PREFIX}${pid}.${startedAt}.${takeCount++}`;
}
