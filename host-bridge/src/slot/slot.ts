import { mkdir, rm, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { JobError } from '../outcome.ts';
import { SlotLock } from './slot-lock.ts';

/** Room that a slot must have before anything is started. */
export const MIN_SLOT_ROOM_BYTES = 64 * 1024 * 1024;

/** Names of what the bridge keeps in a slot. */
export const SLOT_FILES = {
  state: 'vmslot_state.json',
  seed: 'seed.img',
  console: 'console.log',
  stdout: 'stdout.txt',
  stderr: 'stderr.txt',
  staging: 'outputs.incoming',
  vm: 'vm',
} as const;

/**
 * Slot: the directory that belongs to one run alone. Opening takes its lock and removes what an
 * earlier run left of these files; who opened it closes it.
 */
export class Slot {
  readonly directory: string;
  readonly #lock: SlotLock;

  private constructor(directory: string, lock: SlotLock) {
    this.directory = directory;
    this.#lock = lock;
  }

  /** @throws JobError `slot_unusable`, or `no_room` */
  static async open(path: string): Promise<Slot> {
    const directory = resolve(path);
    let lock: SlotLock;
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      lock = await SlotLock.take(directory);
    } catch (cause) {
      if (cause instanceof JobError) throw cause;
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ENOSPC' || code === 'EDQUOT') throw noRoom(directory, 0, cause);
      throw new JobError(
        'slot_unusable',
        `cannot write in the slot ${directory} (${code ?? 'unknown'})`,
        { cause },
      );
    }
    try {
      const slot = new Slot(directory, lock);
      await slot.#checkRoom();
      await slot.clear();
      await mkdir(slot.path('vm'), { mode: 0o700 });
      return slot;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** Absolute path of one of the slot's files. */
  path(name: keyof typeof SLOT_FILES): string {
    return join(this.directory, SLOT_FILES[name]);
  }

  /** Removes what the bridge keeps here; files of others stay. */
  async clear(): Promise<void> {
    for (const name of Object.values(SLOT_FILES)) {
      await rm(join(this.directory, name), { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    await this.#lock.release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #checkRoom(): Promise<void> {
    const { bavail, bsize } = await statfs(this.directory);
    const freeBytes = bavail * bsize;
    if (freeBytes < MIN_SLOT_ROOM_BYTES) throw noRoom(this.directory, freeBytes);
  }
}

function noRoom(directory: string, freeBytes: number, cause?: unknown): JobError {
  const free = Math.floor(freeBytes / 1e6);
  const need = Math.ceil(MIN_SLOT_ROOM_BYTES / 1e6);
  const text = `${free} MB are free in the slot ${directory}, ${need} MB are needed: make room or give another --slot`;
  return new JobError('no_room', text, { cause });
}
