import type { SnapshotSaved } from '../hypervisor/driver.ts';
import type { Checkpoint } from './checkpoint.ts';

/** A checkpoint that was made. */
export interface MadeCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly saved: SnapshotSaved;
}

/** Keeper makes checkpoints in one of the ways, and keeps the last ones. */
export interface Keeper {
  /** Number of the newest checkpoint that has been begun, or 0. */
  readonly begunNumber: number;
  /** Those that count, the newest first. */
  readonly checkpoints: readonly Checkpoint[];
  /** False while a new checkpoint would hold no more work than the last one. */
  readonly hasNews: boolean;
  /** True: a machine that stands still cannot be asked for one. */
  readonly needsRunning: boolean;
  /** True: what is delivered into the work directory is in each checkpoint that is made later. */
  readonly holdsDeliveries: boolean;
  /**
   * Makes a checkpoint. One at a time.
   * @throws what stands in the way; the earlier checkpoints are as good as before
   */
  make(options: { readonly signal?: AbortSignal | undefined }): Promise<MadeCheckpoint>;
}
