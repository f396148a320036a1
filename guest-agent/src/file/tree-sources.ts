import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  read,
  readlinkSync,
  readSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import {
  assertEntry,
  NameLedger,
  printableName,
  SLAB_BYTES,
  withoutContent,
  type ArchiveOptions,
  type Entry,
  type PackSource,
} from '@vmslot/proto/archive';
import { AgentError } from '../errors.ts';
import {
  decodeRawName,
  directoryEntries,
  nameIn,
  openDirectoryIn,
} from './directory-descriptor.ts';
import { errnoOf } from './file-error.ts';
import { findData, mayHaveHoles } from './find-data.ts';

const readDescriptor = promisify(read);

/** Without O_NONBLOCK opening a FIFO waits for a writer, for ever. */
const OPEN_FILE =
  constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

/** Why something in a tree was not packed. */
export type SkipReason =
  /** A device, FIFO or socket. */
  | 'special_file'
  /** It was there and then was not, or became something else. */
  | 'changed';

/** Options of {@link TreeSources}. */
export interface TreeSourcesOptions {
  readonly archive: ArchiveOptions;
  /** Told about each name that is left out. */
  readonly onSkipped: (path: string, reason: SkipReason) => void;
  readonly signal: AbortSignal;
}

type Kind = 'file' | 'directory' | 'link' | 'other';

/**
 * Walks trees that an app may change at the same time: by descriptors, one component at a time,
 * following no link. Gives regular files, directories and symbolic links as sources for a packer;
 * at most one file and 65 directories are open at once.
 */
export class TreeSources {
  readonly #options: TreeSourcesOptions;
  readonly #ledger: NameLedger;
  /** Path of the first name of each file that has several. */
  readonly #firstNames = new Map<string, string>();

  constructor(options: TreeSourcesOptions) {
    this.#options = options;
    const { caseSensitive, limits } = options.archive;
    this.#ledger = new NameLedger({ caseSensitive, maxEntryCount: limits.maxEntryCount });
  }

  /**
   * A relative path below an open directory, and all that is below it; nothing where the path does
   * not exist or leads through a link.
   */
  *below(root: number, path: string): Generator<PackSource> {
    const components = path.split('/');
    const name = components.pop() ?? '';
    const opened: number[] = [];
    try {
      let directory = root;
      for (const component of components) {
        const next = orUndefined(() => openDirectoryIn(directory, component));
        if (next === undefined) return;
        opened.push(next);
        directory = next;
      }
      const stats = orUndefined(() => lstatSync(nameIn(directory, name)));
      if (stats !== undefined) yield* this.#named(directory, toRaw(name), path, kindOf(stats));
    } finally {
      for (const directory of opened) closeSync(directory);
    }
  }

  /** All that is in an open directory; paths are relative to it. */
  *inside(directory: number): Generator<PackSource> {
    yield* this.#children(directory, '');
  }

  *#named(directory: number, rawName: string, path: string, kind: Kind): Generator<PackSource> {
    switch (kind) {
      case 'directory':
        yield* this.#directory(directory, rawName, path);
        return;
      case 'file':
        yield* this.#file(directory, rawName, path);
        return;
      case 'link':
        yield* this.#link(directory, rawName, path);
        return;
      case 'other':
        this.#options.onSkipped(path, 'special_file');
    }
  }

  *#directory(parent: number, rawName: string, path: string): Generator<PackSource> {
    const directory = orUndefined(() => openDirectoryIn(parent, rawName, 'latin1'));
    if (directory === undefined) {
      this.#options.onSkipped(path, 'changed');
      return;
    }
    try {
      const entry = this.#accept('directory', path, fstatSync(directory));
      yield withoutContent(entry);
      yield* this.#children(directory, `${path}/`);
    } finally {
      closeSync(directory);
    }
  }

  *#children(directory: number, prefix: string): Generator<PackSource> {
    for (const { rawName: rawChild, dirent } of directoryEntries(directory)) {
      const child = decodeRawName(rawChild);
      if (child === undefined) {
        const shown = printableName(`${prefix}${rawChild}`);
        throw new AgentError('failed_precondition', `the name of "${shown}" is not UTF-8`);
      }
      const kind = direntKind(dirent) ?? this.#look(directory, rawChild);
      yield* this.#named(directory, rawChild, `${prefix}${child}`, kind);
    }
  }

  *#file(parent: number, rawName: string, path: string): Generator<PackSource> {
    const file = orUndefined(() => openSync(nameIn(parent, rawName, 'latin1'), OPEN_FILE));
    if (file === undefined) {
      this.#options.onSkipped(path, 'changed');
      return;
    }
    let source: PackSource | undefined;
    try {
      const stats = fstatSync(file);
      if (stats.isFile()) source = this.#fileSource(file, path, stats);
      else this.#options.onSkipped(path, 'changed');
    } finally {
      // From here on the packer closes it.
      if (source === undefined) closeSync(file);
    }
    if (source !== undefined) yield source;
  }

  #fileSource(file: number, path: string, stats: Stats): PackSource {
    const { archive, signal } = this.#options;
    const close = (): void => closeSync(file);
    if (archive.hardLinks === true && stats.nlink > 1) {
      // As numbers, inodes of some file systems (overlayfs) are rounded, and two of them look like one.
      const { dev, ino } = fstatSync(file, { bigint: true });
      const inode = `${dev}:${ino}`;
      const first = this.#firstNames.get(inode);
      if (first !== undefined) {
        return { ...withoutContent(this.#accept('hardlink', path, stats, first)), close };
      }
      this.#firstNames.set(inode, path);
    }
    const source = fileSource(file, this.#accept('file', path, stats), stats);
    if (archive.sparse !== true || !mayHaveHoles(stats)) return source;
    return { ...source, findData: () => findData(file, stats, signal) };
  }

  *#link(parent: number, rawName: string, path: string): Generator<PackSource> {
    const name = nameIn(parent, rawName, 'latin1');
    const target = orUndefined(() => readlinkSync(name, { encoding: 'buffer' }));
    const stats = orUndefined(() => lstatSync(name));
    if (target === undefined || stats === undefined) {
      this.#options.onSkipped(path, 'changed');
      return;
    }
    if (!isUtf8(target)) {
      const shown = printableName(path);
      throw new AgentError(
        'failed_precondition',
        `the link "${shown}" has a target that is not UTF-8`,
      );
    }
    yield withoutContent(this.#accept('link', path, stats, target.toString()));
  }

  #look(directory: number, rawName: string): Kind {
    const stats = orUndefined(() => lstatSync(nameIn(directory, rawName, 'latin1')));
    return stats === undefined ? 'other' : kindOf(stats);
  }

  /** Makes the entry; refuses here what the gate of the receiver would refuse there. */
  #accept(type: Entry['type'], path: string, stats: Stats, linkTarget = ''): Entry {
    const entry: Entry = {
      type,
      path,
      mode: stats.mode & 0o777,
      sizeBytes: type === 'file' ? stats.size : 0,
      modifiedSeconds: stats.mtimeMs / 1000,
      linkTarget,
    };
    assertEntry(entry, this.#options.archive);
    this.#ledger.claim(path, type);
    return entry;
  }
}

function fileSource(file: number, entry: Entry, before: Stats): PackSource {
  const small = entry.sizeBytes <= SLAB_BYTES;
  return {
    entry,
    read: (target, offset, length, position) =>
      // A hop through the thread pool costs more than reading a small file from the page cache.
      small
        ? readSync(file, target, offset, length, position)
        : readDescriptor(file, target, offset, length, position).then(({ bytesRead }) => bytesRead),
    isUnchanged: () => {
      const after = fstatSync(file);
      return after.size === before.size && after.mtimeMs === before.mtimeMs;
    },
    close: () => closeSync(file),
  };
}

function kindOf(type: Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): Kind {
  if (type.isFile()) return 'file';
  if (type.isDirectory()) return 'directory';
  return type.isSymbolicLink() ? 'link' : 'other';
}

/** Undefined where the file system does not say (then all the questions are answered with no). */
function direntKind(dirent: Dirent): Kind | undefined {
  const kind = kindOf(dirent);
  if (kind !== 'other') return kind;
  const known = dirent.isFIFO() || dirent.isSocket();
  return known || dirent.isCharacterDevice() || dirent.isBlockDevice() ? 'other' : undefined;
}

function toRaw(name: string): string {
  return Buffer.from(name).toString('latin1');
}

/** Undefined where the name is gone or is not what it was: no error in a tree that an app changes. */
function orUndefined<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'EINVAL'].includes(errnoOf(error)))
      return undefined;
    throw error;
  }
}
