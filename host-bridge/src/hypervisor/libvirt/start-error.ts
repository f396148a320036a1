import { HypervisorError } from '../errors.ts';
import { isMemoryRefusal } from '../memory-refusal.ts';
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
    return new HypervisorError('canceled', 'the call to the machine was given up', {
      cause: error.cause,
    });
  }
  // Libvirt repeats what QEMU has said.
  const said = Buffer.from(words);
  if (failed.stage === 'launch' && isMemoryRefusal(said)) {
    const megabytes = Math.round(failed.memoryBytes / 1024 / 1024);
    return new HypervisorError(
      'no_memory',
      `this computer has no ${megabytes} MB of memory left for the machine; free some: ${words}`,
      { cause: error },
    );
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
