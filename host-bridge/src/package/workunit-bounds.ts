import { MAX_CHECKPOINT_COUNT } from '../checkpoint/checkpoint.ts';
import type { Job } from '../job/index.ts';

/** Memory of bridge and hypervisor beyond the guest's. */
export const MEMORY_OVERHEAD_BYTES = 256 * 1024 * 1024;

/** Room in the slot for logs, the state file and what a disk image's own tables take. */
export const DISK_OVERHEAD_BYTES = 256 * 1024 * 1024;

/** Operations of a workunit, for the project to correct: half an hour of a 5 GFLOPS machine. */
export const DEFAULT_FPOPS_EST = 1e13;

/** A task that has done so many is aborted; far above the estimate, which is only a guess. */
export const DEFAULT_FPOPS_BOUND = 1e17;

/** What a workunit may use, in the units of BOINC's input template. */
export interface WorkunitBounds {
  readonly fpopsEst: number;
  readonly fpopsBound: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
}

/**
 * Bounds of a job. The client aborts a task that is above the disk bound, so it covers the worst: the
 * guest's disk full and its outputs copied out of it. A checkpoint holds the machine's memory and all
 * blocks of the disk that were written over since. While one is made it comes on top of those that are
 * kept, but has the same blocks as the disk.
 */
export function workunitBounds(
  job: Pick<Job, 'memoryBytes' | 'diskLimitBytes' | 'checkpoint'>,
): WorkunitBounds {
  const keptBytes = {
    none: 0,
    // The files come out of the guest's disk, and one more is being fetched.
    files: (MAX_CHECKPOINT_COUNT + 1) * job.diskLimitBytes,
    vm: (MAX_CHECKPOINT_COUNT + 1) * job.memoryBytes + MAX_CHECKPOINT_COUNT * job.diskLimitBytes,
  }[job.checkpoint];
  return {
    fpopsEst: DEFAULT_FPOPS_EST,
    fpopsBound: DEFAULT_FPOPS_BOUND,
    memoryBytes: job.memoryBytes + MEMORY_OVERHEAD_BYTES,
    diskBytes: 2 * job.diskLimitBytes + keptBytes + DISK_OVERHEAD_BYTES,
  };
}
