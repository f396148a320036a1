import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian's coreutils, an essential package; a fixed path, never looked up. */
const SYNC_PROGRAM = '/bin/sync';

/**
 * Writes all of a file system to its disk, as `syncfs(2)` does, which Node has no call for. One step
 * for ten thousand files, where an `fsync` each would wait for the disk ten thousand times.
 * @param path any directory on the file system
 * @throws Error where the program is missing or reports a failure
 */
export async function syncFileSystem(
  path: string,
  options: { signal: AbortSignal },
): Promise<void> {
  await run(SYNC_PROGRAM, ['--file-system', path], { signal: options.signal, env: {} });
}
