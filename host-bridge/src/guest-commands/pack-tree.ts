import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  opendirSync,
  read,
  readlinkSync,
  type Stats,
} from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  ArchiveError,
  assertEntry,
  DEFAULT_ARCHIVE_OPTIONS,
  packArchive,
  PieceStream,
  withoutContent,
  type ArchiveOptions,
  type Entry,
  type PackSource,
} from '@vmslot/proto/archive';

const readDescriptor = promisify(read);

/** As the agent takes trees: names and links of a Linux, links kept as they are. */
const TREE_OPTIONS: ArchiveOptions = {
  ...DEFAULT_ARCHIVE_OPTIONS,
  caseSensitive: true,
  anyLinkTarget: true,
  linuxNames: true,
};

/** Entries that are looked at before others get a turn of the event loop. */
const BATCH_COUNT = 512;

/** Options of {@link packTree}. */
export interface PackTreeOptions {
  readonly signal: AbortSignal;
  /** Told after each piece how much content was read. */
  readonly onProgress: (doneBytes: number) => void;
}

/** A directory, ready to be sent. */
export interface PackedTree {
  /** The tar archive; made while it is read. Whoever does not read it to its end destroys it. */
  readonly stream: Readable;
  /** Content of all files, when they were looked at. */
  readonly totalBytes: number;
  readonly entryCount: number;
  /** Devices, FIFOs and sockets that are left out, at most 100 of them. */
  readonly skipped: readonly string[];
}

/** Most paths that are named as left out. */
export const MAX_SKIPPED_NAMES = 100;

/** A file of the tree, on the host and as an entry. */
interface Found {
  readonly path: string;
  readonly entry: Entry;
}

/**
 * A tar archive of all that is in a directory: files, directories, and links as they are. Permission
 * bits and times are kept, owners are not. All of it is looked at first, so that a name that cannot be
 * carried over is told before anything is sent.
 * @throws ArchiveError for such a name; system errors; content_changed through the stream
 */
export async function packTree(directory: string, options: PackTreeOptions): Promise<PackedTree> {
  const skipped: string[] = [];
  let totalBytes = 0;
  let entryCount = 0;
  for (const { entry } of walk(directory, '', skipped)) {
    totalBytes += entry.sizeBytes;
    entryCount += 1;
    if (entryCount % BATCH_COUNT !== 0) continue;
    options.signal.throwIfAborted();
    await nextTurn();
  }
  const pieces = packArchive(sources(directory, options.onProgress));
  const stream = addAbortSignal(options.signal, new PieceStream(pieces));
  return { stream, totalBytes, entryCount, skipped };
}

function* walk(directory: string, prefix: string, skipped: string[]): Generator<Found> {
  // Names are read as bytes, one a character, because they need not be UTF-8.
  const opened = opendirSync(directory, { encoding: 'latin1' });
  try {
    for (let dirent = opened.readSync(); dirent !== null; dirent = opened.readSync()) {
      const name = decodeName(dirent.name);
      const path = join(directory, name);
      const stats = lstatSync(path);
      const entry = toEntry(`${prefix}${name}`, path, stats);
      if (entry === undefined) {
        if (skipped.length < MAX_SKIPPED_NAMES) skipped.push(path);
        continue;
      }
      yield { path, entry };
      if (entry.type === 'directory') yield* walk(path, `${prefix}${name}/`, skipped);
    }
  } finally {
    opened.closeSync();
  }
}

function toEntry(name: string, path: string, stats: Stats): Entry | undefined {
  const type = stats.isFile()
    ? 'file'
    : stats.isDirectory()
      ? 'directory'
      : stats.isSymbolicLink()
        ? 'link'
        : undefined;
  if (type === undefined) return undefined;
  const entry: Entry = {
    type,
    path: name,
    mode: stats.mode & 0o777,
    sizeBytes: type === 'file' ? stats.size : 0,
    modifiedSeconds: stats.mtimeMs / 1000,
    linkTarget: type === 'link' ? readlinkSync(path) : '',
  };
  assertEntry(entry, TREE_OPTIONS);
  return entry;
}

function* sources(
  directory: string,
  onProgress: (doneBytes: number) => void,
): Generator<PackSource> {
  let doneBytes = 0;
  for (const { path, entry } of walk(directory, '', [])) {
    yield entry.type === 'file'
      ? openSource(path, entry, (byteCount) => onProgress((doneBytes += byteCount)))
      : withoutContent(entry);
  }
}

function openSource(path: string, entry: Entry, onRead: (byteCount: number) => void): PackSource {
  // A file may have become something else since it was listed: a link, or a FIFO that waits.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  const file = openSync(path, flags);
  const before = fstatSync(file);
  if (!before.isFile() || before.size !== entry.sizeBytes) {
    closeSync(file);
    throw new ArchiveError('content_changed', 'it changed while it was read', entry.path);
  }
  return {
    entry,
    read: async (target, offset, length) => {
      const { bytesRead } = await readDescriptor(file, target, offset, length, null);
      onRead(bytesRead);
      return bytesRead;
    },
    isUnchanged: () => {
      const after = fstatSync(file);
      return after.size === before.size && after.mtimeMs === before.mtimeMs;
    },
    close: () => closeSync(file),
  };
}

function decodeName(rawName: string): string {
  const bytes = Buffer.from(rawName, 'latin1');
  if (isUtf8(bytes)) return bytes.toString();
  throw new ArchiveError('name_refused', 'its name is not UTF-8; rename the file', rawName);
}
