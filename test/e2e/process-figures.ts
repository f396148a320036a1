import { readFileSync } from 'node:fs';

/** What the kernel tells of a process; undefined where it has ended. */
export function readProcessFile(pid: number, name: 'status' | 'io'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(code)) return undefined;
    throw error;
  }
}

/** Largest resident memory of a process so far, in bytes: VmHWM of proc(5); undefined once it has ended. */
export function peakMemoryBytes(pid: number): number | undefined {
  const value = readProcessFile(pid, 'status')?.match(/^VmHWM:\s+(\d+) kB$/m)?.[1];
  return value === undefined ? undefined : Number(value) * 1024;
}

/** Bytes that a process has sent to the disk or will: write_bytes of proc(5). */
export function writtenBytes(pid: number): number {
  const value = readProcessFile(pid, 'io')?.match(/^write_bytes: (\d+)$/m)?.[1];
  if (value === undefined) throw new Error(`process ${pid} has ended, its figures are gone`);
  return Number(value);
}
