import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_CHECKPOINT_COUNT, type Checkpoint, type CheckpointFiles } from './checkpoint.ts';
import { writeCheckpointFile } from './checkpoint-file.ts';
import { checkpointNumber } from './checkpoint-number.ts';
import { digestDirectory } from './digest-directory.ts';
import type { Keeper, MadeCheckpoint } from './keeper.ts';

/** What belongs to files that were fetched. */
export type CapturedFiles = Omit<Checkpoint, 'tag' | 'savedAtMs' | 'files'> & {
  readonly files: Omit<CheckpointFiles, 'digest' | 'bytes'>;
  /** How long the programs stood still. */
  readonly standstillMs: number;
};

export interface FilesKeeperOptions {
  /** Existing directory, or one that can be made, which has a directory for each checkpoint. */
  readonly directory: string;
  /** Path of the checkpoint file. */
  readonly file: string;
  /** Those that the file holds now, the newest first. */
  readonly checkpoints: readonly Checkpoint[];
  /** Checkpoints that programs have told so far. */
  readonly programCheckpointCount: () => number;
  /** Fetches the files into a directory that is there and empty, each file synced. */
  readonly capture: (
    directory: string,
    options: { readonly signal?: AbortSignal | undefined },
  ) => Promise<CapturedFiles>;
}

/**
 * FilesKeeper keeps the files that programs go on from, so that at any instant, whatever is killed, the last
 * complete checkpoint is valid: a new one counts once it is whole, on the disk and named by the file; only
 * then the oldest goes.
 */
export class FilesKeeper implements Keeper {
  readonly needsRunning = true;
  readonly holdsDeliveries = false;
  readonly #options: FilesKeeperOptions;
  #checkpoints: readonly Checkpoint[];
  #nextNumber: number;
  #capturedCount: number;

  constructor(options: FilesKeeperOptions) {
    this.#options = options;
    this.#checkpoints = options.checkpoints;
    this.#nextNumber = Math.max(0, ...options.checkpoints.map(checkpointNumber)) + 1;
    this.#capturedCount = options.checkpoints[0]?.files?.programCheckpointCount ?? 0;
  }

  get begunNumber(): number {
    return this.#nextNumber - 1;
  }

  get checkpoints(): readonly Checkpoint[] {
    return this.#checkpoints;
  }

  /** Files that a program has not said anything about may be half written. */
  get hasNews(): boolean {
    return this.#options.programCheckpointCount() > this.#capturedCount;
  }

  /** Deletes directories that no checkpoint names: an earlier life was killed between two steps. */
  async removeStrays(): Promise<void> {
    const known = new Set(this.#checkpoints.map(({ tag }) => tag));
    const { directory } = this.#options;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    for (const name of await readdir(directory)) {
      if (!known.has(name)) await rm(join(directory, name), { recursive: true, force: true });
    }
  }

  async make(options: { readonly signal?: AbortSignal | undefined }): Promise<MadeCheckpoint> {
    const { directory, file, programCheckpointCount } = this.#options;
    await this.removeStrays();
    const tag = `checkpoint-${this.#nextNumber++}`;
    const path = join(directory, tag);
    await mkdir(path, { mode: 0o700 });
    const count = programCheckpointCount();
    const { captured, digested } = await this.#capture(path, options);
    const { standstillMs, files, ...rest } = captured;
    const checkpoint = { tag, savedAtMs: Date.now(), ...rest, files: { ...files, ...digested } };
    const kept = [checkpoint, ...this.#checkpoints].slice(0, MAX_CHECKPOINT_COUNT);
    try {
      await writeCheckpointFile(file, kept);
    } catch (error) {
      throw new Error(`the checkpoint cannot be entered in ${file}: ${(error as Error).message}`, {
        cause: error,
      });
    }
    this.#checkpoints = kept;
    this.#capturedCount = count;
    await this.removeStrays();
    return { checkpoint, saved: { standstillMs, bytes: digested.bytes } };
  }

  async #capture(path: string, options: { readonly signal?: AbortSignal | undefined }) {
    const { directory, capture } = this.#options;
    try {
      const captured = await capture(path, options);
      const digested = await digestDirectory(path, options);
      for (const name of [path, directory]) await sync(name);
      return { captured, digested };
    } catch (error) {
      // Half of it serves nobody, and its room may be what was missing.
      await rm(path, { recursive: true, force: true });
      throw error;
    }
  }
}

async function sync(path: string): Promise<void> {
  await using handle = await open(path, 'r');
  await handle.sync();
}
