import { readProcessFile } from './process-table.ts';

/** Most processes that are looked at for one figure; further ones do not count. */
export const MAX_MEASURED_PROCESSES = 256;

/**
 * Memory of some processes where no controller counts it: the sums of their resident sets and of the
 * highest these ever were. Shared pages count once for each process, so this is an upper bound.
 */
export function measureMemory(pids: readonly number[]): {
  memoryBytes: number;
  peakMemoryBytes: number;
} {
  let memoryBytes = 0;
  let peakMemoryBytes = 0;
  for (const pid of pids.slice(0, MAX_MEASURED_PROCESSES)) {
    const text = readProcessFile(pid, 'status') ?? '';
    memoryBytes += kibibytes(text, 'VmRSS') * 1024;
    peakMemoryBytes += kibibytes(text, 'VmHWM') * 1024;
  }
  return { memoryBytes, peakMemoryBytes };
}

function kibibytes(status: string, key: string): number {
  const found = new RegExp(`^${key}:\\s*(\\d+) kB$`, 'm').exec(status);
  return found === null ? 0 : Number(found[1]);
}
