import type { EventPosition } from '../agent-client/index.ts';
import type { Accelerator } from '../hypervisor/driver.ts';

/**
 * Checkpoint: a snapshot of the machine, or the files that the programs go on from, with all that this side
 * must know to go on from it. It counts from the moment in which it stands in the checkpoint file.
 */
export interface Checkpoint {
  /** Name of the snapshot on the overlay disk, or of the directory of the files. */
  readonly tag: string;
  /** Milliseconds since 1970. */
  readonly savedAtMs: number;
  readonly bootId: string;
  /** SHA-256 of what was asked for: another job cannot go on from here. */
  readonly jobDigest: string;
  readonly machine: CheckpointMachine;
  /** Up to where the task's events were dealt with. */
  readonly position: EventPosition;
  /** What the app had printed by then, as kept in the slot. */
  readonly outputBytes: { readonly stdout: number; readonly stderr: number };
  /** Trickles that the task had sent by then. */
  readonly trickleCount: number;
  readonly figures: CheckpointFigures;
  /** Set where it is made of files; then any machine goes on from it, and `machine` is for people. */
  readonly files?: CheckpointFiles | undefined;
}

/** Files of a checkpoint, and what a new machine is told of the work that was done. */
export interface CheckpointFiles {
  /** Of the directory, see `digestDirectory`. */
  readonly digest: string;
  /** Content of all files. */
  readonly bytes: number;
  readonly floatingPointOperations: number;
  readonly integerOperations: number;
  /** Checkpoints that programs had told by then. */
  readonly programCheckpointCount: number;
}

/** The machine that a snapshot fits. */
export interface CheckpointMachine {
  readonly driver: string;
  readonly version: string;
  readonly accelerator: Accelerator;
  readonly machineType: string | undefined;
  readonly memoryBytes: number;
  readonly cpuCount: number;
  readonly network: boolean;
  readonly diskLimitBytes: number;
  /** Path of the image's disk. */
  readonly diskFile: string;
}

/** What the work had cost and brought by then, over all lives of the job. */
export interface CheckpointFigures {
  /** CPU time of the hypervisor's process. */
  readonly cpuTimeMs: number;
  /** CPU time of the app, as the guest says. */
  readonly guestCpuTimeMs: number;
  /** Time in which the machine ran. */
  readonly runtimeMs: number;
  readonly fractionDone: number;
}

/** Checkpoints that are kept: the last, and the last but one should that turn out to be damaged. */
export const MAX_CHECKPOINT_COUNT = 2;
