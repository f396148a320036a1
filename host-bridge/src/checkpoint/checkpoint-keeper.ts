import type { Vm } from '../hypervisor/driver.ts';
import type { Checkpoint } from './checkpoint.ts';
import { writeCheckpointFile } from './checkpoint-file.ts';
import { checkpointNumber } from './checkpoint-number.ts';
import type { Keeper, MadeCheckpoint } from './keeper.ts';

export interface CheckpointKeeperOptions {
  readonly vm: Vm;
  /** Path of the checkpoint file. */
  readonly file: string;
  /** Those that the file holds now, the newest first. */
  readonly checkpoints: readonly Checkpoint[];
  /** What belongs to a snapshot that is about to be saved. */
  readonly describe: () => Promise<Omit<Checkpoint, 'tag' | 'savedAtMs'>>;
  /** Runs while nobody else pauses or resumes the machine. */
  readonly exclusive: <T>(work: () => Promise<T>) => Promise<T>;
  /**
   * The machine may have snapshots that are not among `checkpoints`; they go when the first one is made.
   * Default false.
   */
  readonly mayHaveStrays?: boolean | undefined;
}

/**
 * CheckpointKeeper saves snapshots so that at any instant, whatever is killed, the last complete
 * checkpoint is valid: the last but one goes before a new one is begun, the new one counts once the
 * file names it, and the file names nothing that is not complete and on the disk.
 */
export class CheckpointKeeper implements Keeper {
  /** A machine that runs is another one each moment. */
  readonly hasNews = true;
  readonly needsRunning = false;
  readonly holdsDeliveries = true;
  readonly #options: CheckpointKeeperOptions;
  #checkpoints: readonly Checkpoint[];
  #nextNumber: number;
  /** An attempt failed, and may have left a snapshot that no checkpoint names. */
  #mayHaveStrays: boolean;

  constructor(options: CheckpointKeeperOptions) {
    this.#options = options;
    this.#checkpoints = options.checkpoints;
    this.#mayHaveStrays = options.mayHaveStrays ?? false;
    this.#nextNumber = Math.max(0, ...options.checkpoints.map(checkpointNumber)) + 1;
  }

  /** Number of the newest checkpoint that has been begun, or 0. */
  get begunNumber(): number {
    return this.#nextNumber - 1;
  }

  /** The newest first. */
  get checkpoints(): readonly Checkpoint[] {
    return this.#checkpoints;
  }

  /** Deletes snapshots that no checkpoint names: an earlier life was killed between two steps. */
  async removeStrays(options: { readonly signal?: AbortSignal | undefined }): Promise<void> {
    const known = new Set(this.#checkpoints.map(({ tag }) => tag));
    for (const { tag } of await this.#options.vm.listSnapshots()) {
      if (!known.has(tag)) await this.#options.vm.deleteSnapshot(tag, options);
    }
  }

  /**
   * Makes a checkpoint. One at a time.
   * @throws what the machine or the file system says; the earlier checkpoints are as good as before
   */
  make(options: { readonly signal?: AbortSignal | undefined }): Promise<MadeCheckpoint> {
    return this.#options.exclusive(() => this.#make(options));
  }

  async #make(options: { readonly signal?: AbortSignal | undefined }): Promise<MadeCheckpoint> {
    const { vm, file, describe } = this.#options;
    // Each of them takes as much of the host's disk as one that counts.
    if (this.#mayHaveStrays) {
      // One that the file still names must not be mistaken for the new one, which may get its tag.
      await this.#write(this.#checkpoints);
      await this.removeStrays(options);
    }
    this.#mayHaveStrays = true;
    const [last, ...older] = this.#checkpoints;
    if (older.length > 0) {
      // No longer named first, and only then deleted.
      await this.#write(last === undefined ? [] : [last]);
      for (const { tag } of older) await vm.deleteSnapshot(tag, options);
    }
    const tag = `checkpoint-${this.#nextNumber++}`;
    const rest = await describe();
    const saved = await vm.saveSnapshot(tag, options);
    const checkpoint = { tag, savedAtMs: Date.now(), ...rest };
    try {
      await this.#write([checkpoint, ...(last === undefined ? [] : [last])]);
    } catch (error) {
      throw new Error(`the checkpoint cannot be entered in ${file}: ${(error as Error).message}`, {
        cause: error,
      });
    }
    this.#mayHaveStrays = false;
    return { checkpoint, saved };
  }

  async #write(checkpoints: readonly Checkpoint[]): Promise<void> {
    await writeCheckpointFile(this.#options.file, checkpoints);
    this.#checkpoints = checkpoints;
  }
}
