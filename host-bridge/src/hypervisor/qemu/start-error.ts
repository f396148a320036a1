import { canceledCall } from '../call-errors.ts';
import { HypervisorError } from '../errors.ts';
import type { ProcessExit } from '../launch.ts';
import { isMemoryRefusal, noMemory } from '../memory-refusal.ts';
import { printableLines } from '../printable-lines.ts';
import { QmpError } from '../qmp-error.ts';
import { isSnapshotsFault, type RestoreStage } from '../restore.ts';

/** What is known about a start that failed. */
export interface FailedStart {
  readonly stderr: Uint8Array;
  /** Undefined: it did not die. */
  readonly exit: ProcessExit | undefined;
  readonly stage: RestoreStage;
  readonly memoryBytes: number;
}

/** The error that `start` rejects with. */
export function startError(error: unknown, failed: FailedStart): HypervisorError {
  const { stderr, exit, stage, memoryBytes } = failed;
  if (error instanceof HypervisorError) return error;
  if (error instanceof QmpError && error.code === 'canceled') return canceledCall(error.cause);
  // Killed by us: then QEMU's status says nothing, and what went wrong on QMP says it all.
  const status = exit?.exitCode ?? undefined;
  const why = status === undefined ? (error as Error).message : `it ended with status ${status}`;
  const words = printableLines(stderr, 1)[0] ?? 'it said nothing';
  if (isMemoryRefusal(stderr)) return noMemory(memoryBytes, words, error);
  if (isSnapshotsFault(error, stage, stderr, exit?.signal)) {
    return new HypervisorError(
      'snapshot_unusable',
      `QEMU cannot restore the snapshot: ${words} (${why})`,
      { cause: error },
    );
  }
  return new HypervisorError(
    'hypervisor_failed',
    `QEMU could not start the machine: ${words} (${why})`,
    { cause: error },
  );
}
