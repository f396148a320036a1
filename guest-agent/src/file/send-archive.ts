import { closeSync } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import {
  assertEntryPath,
  DEFAULT_ARCHIVE_LIMITS,
  packArchive,
  PieceStream,
  rootOf,
  verifyArchiveOptions,
  type ArchiveLimits,
  type PackSource,
} from '@vmslot/proto/archive';
import { openTrustedDirectory } from './directory-descriptor.ts';
import { toFileError } from './file-error.ts';
import { TreeSources, type SkipReason } from './tree-sources.ts';

/** Options of {@link sendArchive}. */
export interface SendArchiveOptions {
  /** Absolute path of the directory that `paths` are below; its parents are the agent's own. */
  readonly root: string;
  /** Relative paths of files and directories; those that are not there are left out. */
  readonly paths: readonly string[];
  readonly signal: AbortSignal;
  /** Defaults: `DEFAULT_ARCHIVE_LIMITS`. */
  readonly limits?: Partial<ArchiveLimits>;
  /** Told about each file below `paths` that is left out, and why. Default: nobody is. */
  readonly onSkipped?: (path: string, reason: SkipReason) => void;
}

/**
 * A tar archive of some paths, made while it is read, at the reader's pace. Holds regular files,
 * directories and symbolic links; devices, FIFOs and sockets are skipped and reported. Follows no
 * link and makes only what the strict gate of the host accepts: anything else fails with a message
 * that names the file. A file that changes while it is read makes the stream fail at the end.
 *
 * The first piece (`SLAB_BYTES`) is made at once, so that what is wrong with a small archive is said
 * by the promise. Promise and stream fail with `AgentError`; destroying the stream closes everything.
 */
export async function sendArchive(options: SendArchiveOptions): Promise<Readable> {
  return addAbortSignal(options.signal, await PieceStream.start(packed(options)));
}

async function* packed(options: SendArchiveOptions): AsyncGenerator<Buffer> {
  try {
    yield* packArchive(sources(options));
  } catch (error) {
    throw toFileError(error, 'cannot pack the outputs', options.signal);
  }
}

function* sources(options: SendArchiveOptions): Generator<PackSource> {
  const paths = outermost(options.paths);
  const trees = new TreeSources({
    archive: verifyArchiveOptions({
      limits: { ...DEFAULT_ARCHIVE_LIMITS, ...options.limits },
      roots: paths,
    }),
    onSkipped: options.onSkipped ?? (() => undefined),
    signal: options.signal,
  });
  const root = openTrustedDirectory(options.root);
  try {
    for (const path of paths) {
      options.signal.throwIfAborted();
      yield* trees.below(root, path);
    }
  } finally {
    closeSync(root);
  }
}

/** The paths without repetitions and without those that lie below another. */
function outermost(paths: readonly string[]): string[] {
  const kept: string[] = [];
  // Shorter ones first: a directory comes before what is below it.
  for (const path of [...paths].sort((a, b) => a.length - b.length)) {
    assertEntryPath(path);
    if (rootOf(path, kept) === undefined) kept.push(path);
  }
  return kept;
}
