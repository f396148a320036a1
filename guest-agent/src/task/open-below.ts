import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { isErrorWithCode } from '../cgroup/index.ts';

const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/**
 * Opens a regular file below a directory for reading, though a hostile program owns what is below:
 * goes part by part from descriptor to descriptor, follows no link, and neither waits for the writer
 * of a FIFO nor reads from a device. Undefined where there is no such file. The caller closes it.
 *
 * @param root a directory whose own path the program cannot change
 * @param path checked by checkPath
 */
export async function openBelow(root: string, path: string): Promise<FileHandle | undefined> {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  let directory: FileHandle | undefined;
  try {
    directory = await open(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    for (const part of parts) {
      const next = await open(
        `/proc/self/fd/${directory.fd}/${part}`,
        O_RDONLY | O_DIRECTORY | O_NOFOLLOW,
      );
      await directory.close();
      directory = next;
    }
    const file = await open(
      `/proc/self/fd/${directory.fd}/${name}`,
      O_RDONLY | O_NOFOLLOW | O_NONBLOCK,
    );
    if ((await file.stat()).isFile()) return file;
    await file.close();
    return undefined;
  } catch (error) {
    // Missing, a link, a socket, not ours to read: for the caller all the same, there is no figure.
    if (isErrorWithCode(error)) return undefined;
    throw error;
  } finally {
    await directory?.close();
  }
}
