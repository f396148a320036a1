import { statfs } from 'node:fs/promises';
import type { VmEnd } from './driver.ts';
import { HypervisorError } from './errors.ts';

/** Reads the room of a file system. Tests pass their own. */
export type ReadFreeBytes = (directory: string) => Promise<number>;

/** Bytes that an unprivileged user may still write to the file system of `directory`. */
export async function readFreeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/**
 * @throws HypervisorError `no_room` where less than `neededBytes` are free, `hypervisor_failed` where
 *   the directory cannot be asked
 */
export async function checkRoom(
  directory: string,
  neededBytes: number,
  read: ReadFreeBytes = readFreeBytes,
): Promise<void> {
  let freeBytes: number;
  try {
    freeBytes = await read(directory);
  } catch (error) {
    throw new HypervisorError(
      'hypervisor_failed',
      `the slot ${directory} cannot be used: ${(error as Error).message}`,
      { cause: error },
    );
  }
  if (freeBytes < neededBytes) throw noRoom(directory, neededBytes, freeBytes);
}

/** True where the error says that a file system or a quota is full. */
export function isOutOfRoom(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT';
}

export function noRoom(
  directory: string,
  neededBytes: number,
  freeBytes: number,
  cause?: unknown,
): HypervisorError {
  return new HypervisorError(
    'no_room',
    `no room in ${directory}: the job may need ${neededBytes} bytes, ${freeBytes} are free; ` +
      `free some or lower the job's disk limit`,
    { cause },
  );
}

/** How a machine ended that was ended because the host has no room left in `directory`. */
export function noRoomEnd(directory: string): VmEnd {
  return {
    cause: 'crashed',
    code: 'no_room',
    detail: `the host has no room left in ${directory}; free some and run the job again`,
  };
}
