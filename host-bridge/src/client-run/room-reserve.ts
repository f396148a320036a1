import { randomBytes } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';

/** Room that is kept for telling the client of a full disk: the log with its head, and a few files. */
export const RESERVE_BYTES = 256 * 1024;

/**
 * RoomReserve is a file that is there to be deleted: when the guest has filled the disk, what must be
 * written to tell the client so takes its place. Neither call throws: without it a task must wait for
 * room, as it says elsewhere.
 */
export class RoomReserve {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Takes the room, where it is not taken yet. */
  async take(): Promise<void> {
    try {
      if (await this.#isTaken()) return;
      await using file = await open(this.#file, 'w', 0o600);
      // Random, since some file systems store zeros as nothing.
      await file.writeFile(randomBytes(RESERVE_BYTES));
      await file.sync();
    } catch {
      // The disk is full already: then what there is of it must not take the last of the room.
      await this.release();
    }
  }

  /** Gives the room back. */
  async release(): Promise<void> {
    await rm(this.#file, { force: true }).catch(() => undefined);
  }

  async #isTaken(): Promise<boolean> {
    try {
      return (await stat(this.#file)).size >= RESERVE_BYTES;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }
}
