import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { JobError } from '../outcome.ts';
import { endOrphan } from '../process/end-orphan.ts';
import { SlotLock } from './slot-lock.ts';
import { readHypervisorProcess } from './state-file.ts';
import { TEMPORARY_SUFFIX } from './write-atomically.ts';

/** Room that a slot must have before anything is started. */
export const MIN_SLOT_ROOM_BYTES = 64 * 1024 * 1024;

/** Names of what the bridge keeps in a slot, in the order in which they are removed. */
export const SLOT_FILES = {
  seed: 'seed.img',
  console: 'console.log',
  stdout: 'stdout.txt',
  stderr: 'stderr.txt',
  staging: 'outputs.incoming',
  checkpoints: 'checkpoints.json',
  checkpointFiles: 'checkpoints',
  checkpointStaging: 'checkpoint.incoming',
  vm: 'vm',
  // Last, because it says whose the others are.
  state: 'vmslot_state.json',
} as const;

/** What {@link Slot.open} may be told. */
export interface SlotOptions {
  /** Bytes free for this user where the directory is. Default: as the file system says. */
  readonly freeBytes?: (directory: string) => Promise<number>;
  /** True: what an earlier run of the same job left stays, to be gone on from. Default: false. */
  readonly keep?: boolean;
  /** How long another run may take to leave the slot. Default: it may not be there at all. */
  readonly waitMs?: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

/** How often it is looked whether another run has left. */
const LEAVE_POLL_MS = 250;

/**
 * Slot: the directory that belongs to one run alone. Opening takes its lock and removes what an
 * earlier run left of these files; who opened it closes it.
 */
export class Slot implements AsyncDisposable {
  readonly directory: string;
  readonly #lock: SlotLock;

  private constructor(directory: string, lock: SlotLock) {
    this.directory = directory;
    this.#lock = lock;
  }

  /**
   * Makes the directory where it is missing, and ends the machine of an earlier run that was killed.
   * Files of these names that no run left (a slot has its state file) are somebody else's: they are
   * not touched.
   * @throws JobError `slot_unusable`, or `no_room`
   */
  static async open(path: string, options: SlotOptions = {}): Promise<Slot> {
    const directory = resolve(path);
    let lock: SlotLock | undefined;
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      lock = await takeLock(directory, options);
      await endEarlierMachine(directory);
      const freeBytes = await (options.freeBytes ?? freeBytesOf)(directory);
      if (freeBytes < MIN_SLOT_ROOM_BYTES) throw noRoom(directory, freeBytes);
      await assertOwn(directory);
      const slot = new Slot(directory, lock);
      if (options.keep !== true) {
        await slot.clear();
        await mkdir(slot.path('vm'), { mode: 0o700 });
      }
      return slot;
    } catch (cause) {
      await lock?.release();
      throw slotError(directory, cause);
    }
  }

  /** Absolute path of one of the slot's files. */
  path(name: keyof typeof SLOT_FILES): string {
    return join(this.directory, SLOT_FILES[name]);
  }

  /** Removes what the bridge keeps here; files of others stay. */
  async clear(): Promise<void> {
    await rm(`${this.path('state')}${TEMPORARY_SUFFIX}`, { force: true });
    for (const name of Object.values(SLOT_FILES)) {
      await rm(join(this.directory, name), { recursive: true, force: true });
    }
  }

  /** Gives the directory back; what is in it stays. Idempotent. */
  async close(): Promise<void> {
    await this.#lock.release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

async function takeLock(directory: string, options: SlotOptions): Promise<SlotLock> {
  const deadline = performance.now() + (options.waitMs ?? 0);
  for (;;) {
    try {
      return await SlotLock.take(directory);
    } catch (error) {
      if (!(error instanceof JobError) || performance.now() >= deadline) throw error;
    }
    await delay(LEAVE_POLL_MS, undefined, options.signal ? { signal: options.signal } : {});
  }
}

/** A bridge that is killed takes its machine with it; should that ever fail, it ends here. */
async function endEarlierMachine(directory: string): Promise<void> {
  const identity = await readHypervisorProcess(join(directory, SLOT_FILES.state));
  if (identity === undefined || (await endOrphan(identity))) return;
  throw new JobError(
    'slot_unusable',
    `process ${identity.pid} of an earlier run holds the machine in ${directory} and cannot be ended: end it, or restart the computer`,
  );
}

async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

async function assertOwn(directory: string): Promise<void> {
  const present = new Set(await readdir(directory));
  if (present.has(SLOT_FILES.state)) return;
  for (const name of Object.values(SLOT_FILES)) {
    if (!present.has(name)) continue;
    // A run that ended between making the slot and its first state left this one, empty.
    const isNew = name === SLOT_FILES.vm && (await readdir(join(directory, name))).length === 0;
    if (isNew) continue;
    throw new JobError(
      'slot_unusable',
      `${join(directory, name)} is there, but no run of vmslot left it: move it away, or use another slot`,
    );
  }
}

function slotError(directory: string, cause: unknown): JobError {
  if (cause instanceof JobError) return cause;
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return noRoom(directory, 0, cause);
  return new JobError(
    'slot_unusable',
    `cannot use the slot ${directory} (${code ?? String(cause)}): make it writable, or use another slot`,
    { cause },
  );
}

function noRoom(directory: string, freeBytes: number, cause?: unknown): JobError {
  const free = Math.floor(freeBytes / 1e6);
  const need = Math.ceil(MIN_SLOT_ROOM_BYTES / 1e6);
  const text = `${free} MB are free in the slot ${directory}, ${need} MB are needed: make room or use another slot`;
  return new JobError('no_room', text, { cause });
}
