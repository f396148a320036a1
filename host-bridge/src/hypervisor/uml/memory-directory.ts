import { statfs } from 'node:fs/promises';
import { HypervisorError } from '../errors.ts';

/** Magic number of tmpfs, statfs(2). */
const TMPFS_TYPE = 0x0102_1994;

/** Where a file system in memory may be; User-Mode Linux looks at the same two. */
const CANDIDATES: readonly string[] = ['/dev/shm', '/tmp'];

/** What statfs(2) tells of a directory. Tests pass their own. */
export type ReadFileSystem = (
  directory: string,
) => Promise<{ readonly type: number; readonly bavail: number; readonly bsize: number }>;

/**
 * The directory for the file that is the guest's memory. User-Mode Linux writes to that file as the guest
 * touches its memory, and dies where the file system is full; so there must be room for all of it before.
 * On a disk it would wear the disk out.
 *
 * @throws HypervisorError `no_memory` where no file system in memory has that much room
 */
export async function findMemoryDirectory(
  memoryBytes: number,
  read: ReadFileSystem = (directory) => statfs(directory),
): Promise<string> {
  const tooSmall: string[] = [];
  for (const directory of CANDIDATES) {
    const freeBytes = await freeMemoryBytes(directory, read);
    if (freeBytes === undefined) continue;
    if (freeBytes >= memoryBytes) return directory;
    tooSmall.push(`${directory} has ${freeBytes} bytes free`);
  }
  throw new HypervisorError(
    'no_memory',
    `the guest's memory of ${memoryBytes} bytes has no place: ` +
      `${tooSmall.join(', ') || `neither ${CANDIDATES.join(' nor ')} is a file system in memory`}; ` +
      'mount a larger tmpfs on /dev/shm, or give the container one',
  );
}

async function freeMemoryBytes(
  directory: string,
  read: ReadFileSystem,
): Promise<number | undefined> {
  try {
    const { type, bavail, bsize } = await read(directory);
    return type === TMPFS_TYPE ? bavail * bsize : undefined;
  } catch {
    // Not there, or not ours to ask: then it is no place either.
    return undefined;
  }
}
