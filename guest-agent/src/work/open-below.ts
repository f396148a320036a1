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
  await using parent = await openParentBelow(root, path);
  if (parent === undefined) return undefined;
  try {
    const file = await open(parent.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if ((await file.stat()).isFile()) return file;
    await file.close();
    return undefined;
  } catch (error) {
    // Missing, a link, a socket, not ours to read: for the caller all the same, there is no figure.
    if (isErrorWithCode(error)) return undefined;
    throw error;
  }
}

/** The directory that a path leads into, held open so that nobody can slip a link into the way. */
export interface OpenParent extends AsyncDisposable {
  readonly directory: FileHandle;
  /** Path of the last part in the open directory; it may be anything, or missing. */
  readonly path: string;
}

/**
 * Opens the directory of a file below a directory, in the manner of {@link openBelow}. Undefined where
 * it is not there, or a link. The caller disposes of it.
 */
export async function openParentBelow(root: string, path: string): Promise<OpenParent | undefined> {
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
    const opened = directory;
    directory = undefined;
    return {
      directory: opened,
      path: `/proc/self/fd/${opened.fd}/${name}`,
      [Symbol.asyncDispose]: () => opened.close(),
    };
  } catch (error) {
    if (isErrorWithCode(error)) return undefined;
    throw error;
  } finally {
    await directory?.close();
  }
}
