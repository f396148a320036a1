import { closeSync, openSync } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { packArchive, PieceStream } from '@vmslot/proto/archive';
import { toFileError } from './file-error.ts';
import { quoted } from './path-policy.ts';
import { TREE_ARCHIVE_OPTIONS } from './tree-policy.ts';
import { TreeSources, type SkipReason } from './tree-sources.ts';
import { withDirectory } from './with-parent.ts';

/** Options of {@link sendTree}. */
export interface SendTreeOptions {
  /** Absolute path of a directory; no link that another than root could have made is followed. */
  readonly path: string;
  readonly signal: AbortSignal;
  /** Told about each name that is left out, and why. Default: nobody is. */
  readonly onSkipped?: (path: string, reason: SkipReason) => void;
}

/**
 * A tar archive of all that is in a directory, made while it is read, at the reader's pace: regular
 * files, directories, symbolic links as they are, further names of a file as hard links, and only the
 * data of files with holes. Devices, FIFOs and sockets are left out and reported. Modes lose
 * set-user-ID and sticky bits, owners are not told, times are whole seconds; the directory itself has
 * no entry.
 *
 * A file that changes while it is read makes the stream fail at the end. Promise and stream fail with
 * `AgentError`; destroying the stream closes everything.
 */
export async function sendTree(options: SendTreeOptions): Promise<Readable> {
  const { path, signal } = options;
  const what = `cannot pack ${quoted(path)}`;
  try {
    const directory = await withDirectory(path, (opened) =>
      // The walk's own descriptor is closed with the walk.
      openSync(`/proc/self/fd/${opened}/.`, 'r'),
    );
    return addAbortSignal(signal, await PieceStream.start(packed(directory, what, options)));
  } catch (error) {
    throw toFileError(error, what, signal);
  }
}

async function* packed(
  directory: number,
  what: string,
  { signal, onSkipped = () => undefined }: SendTreeOptions,
): AsyncGenerator<Buffer> {
  try {
    const trees = new TreeSources({ archive: TREE_ARCHIVE_OPTIONS, onSkipped, signal });
    yield* packArchive(trees.inside(directory));
  } catch (error) {
    throw toFileError(error, what, signal);
  } finally {
    closeSync(directory);
  }
}
