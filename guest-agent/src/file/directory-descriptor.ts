import { constants, opendirSync, openSync, type Dirent } from 'node:fs';
import { isUtf8 } from 'node:buffer';

const OPEN_DIRECTORY = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** Directory entries that are read from the kernel at once. */
const READ_AHEAD_COUNT = 128;

/**
 * Path of a name in an open directory. Linux resolves `/proc/self/fd/N` to the directory itself,
 * wherever it has been moved to, so this is what `openat` and its siblings do in C: nobody can slip
 * a link into the way. The caller still says `O_NOFOLLOW`, or uses a call that does not follow.
 * @param name a single component, as text or as bytes in `latin1` (see {@link directoryEntries})
 */
export function nameIn(directory: number, name: string, encoding?: 'latin1'): string | Buffer {
  const path = `/proc/self/fd/${directory}/${name}`;
  return encoding === undefined ? path : Buffer.from(path, encoding);
}

/** Opens a directory in an open directory; not through a link. The caller closes it. */
export function openDirectoryIn(directory: number, name: string, encoding?: 'latin1'): number {
  return openSync(nameIn(directory, name, encoding), OPEN_DIRECTORY);
}

/** Opens an absolute path of the agent's own, whose parents nobody else can change. */
export function openTrustedDirectory(path: string): number {
  return openSync(path, OPEN_DIRECTORY);
}

/** One name of a directory. */
export interface DirectoryEntry {
  /** Bytes of the name, one a character (`latin1`): names need not be UTF-8. */
  readonly rawName: string;
  /** What the directory says it is; may have changed since. */
  readonly dirent: Dirent;
}

/**
 * Names of an open directory in the kernel's order, a few at a time, so that a directory with
 * millions of names costs no memory.
 */
export function* directoryEntries(directory: number): Generator<DirectoryEntry> {
  const reader = opendirSync(`/proc/self/fd/${directory}/.`, {
    encoding: 'latin1',
    bufferSize: READ_AHEAD_COUNT,
  });
  try {
    for (;;) {
      const dirent = reader.readSync();
      if (dirent === null) return;
      yield { rawName: dirent.name, dirent };
    }
  } finally {
    reader.closeSync();
  }
}

/** The text of a raw name; undefined where its bytes are not UTF-8. */
export function decodeRawName(rawName: string): string | undefined {
  const bytes = Buffer.from(rawName, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : undefined;
}
