import { canceledCall } from '../call-errors.ts';
import { HypervisorError } from '../errors.ts';
import { isMemoryRefusal, noMemory } from '../memory-refusal.ts';
import { QmpError } from '../qmp-error.ts';
import { isSnapshotsFault, type RestoreStage } from '../restore.ts';

export interface FailedStart {
  readonly stage: RestoreStage;
  /** Whether a snapshot was to be gone on from. */
  readonly isRestore: boolean;
  readonly memoryBytes: number;
}

/** What a start throws where `error` was in its way. */
export function startError(error: unknown, failed: FailedStart): HypervisorError {
  const words = (error as Error).message;
  if (error instanceof HypervisorError && error.code !== 'hypervisor_failed') return error;
  if (error instanceof QmpError && error.code === 'canceled') {
    return canceledCall(error.cause);
  }
  // Libvirt repeats what QEMU has said.
  const said = Buffer.from(words);
  if (failed.stage === 'launch' && isMemoryRefusal(said)) {
    return noMemory(failed.memoryBytes, words, error);
  }
  if (failed.isRestore && isSnapshotsFault(error, failed.stage, said)) {
    return new HypervisorError('snapshot_unusable', `the snapshot cannot be restored: ${words}`, {
      cause: error,
    });
  }
  if (error instanceof HypervisorError) return error;
  return new HypervisorError(
    'hypervisor_failed',
    `QEMU under libvirt could not start the machine: ${words}`,
    { cause: error },
  );
}
