import { ArchiveError } from './archive-error.ts';
import type { ArchiveOptions } from './archive-options.ts';
import { assertAnyLinkTarget, assertEntryPath, assertLinkTarget, rootOf } from './entry-name.ts';
import type { Entry } from './entry.ts';
import type { HeaderBlock } from './header-block.ts';
import { MAX_OCTAL_11 } from './header-layout.ts';
import type { PaxRecords } from './pax-records.ts';

/**
 * Judges one entry by itself: a header, and the pax records in front of it. What depends on other
 * entries (names taken, totals) is the scanner's.
 * @throws ArchiveError with the code of the first rule that is broken
 */
export function judgeEntry(
  header: HeaderBlock,
  records: PaxRecords | undefined,
  options: ArchiveOptions,
): Entry {
  const type = typeOf(header, options);
  const path = entryPath(records?.sparseName ?? records?.path ?? header.path, type);
  const storedBytes = sizeOf(header, records);
  const sparseBytes = records?.sparseBytes;
  if (sparseBytes !== undefined && type !== 'file') {
    throw new ArchiveError('pax_malformed', 'only a regular file may be sparse', path);
  }
  const linkTarget = records?.linkpath ?? header.linkTarget;
  const entry: Entry = {
    type,
    path,
    // Bytes pass the gate as they are, so dangerous bits cannot be masked here: they are refused.
    mode: header.mode,
    sizeBytes: sparseBytes ?? storedBytes,
    modifiedSeconds: records?.mtime ?? header.modifiedSeconds,
    linkTarget,
    ...(sparseBytes === undefined ? {} : { sparseBytes: storedBytes }),
  };
  if (type !== 'link' && type !== 'hardlink' && linkTarget !== '') {
    throw new ArchiveError('field_malformed', 'only a link may have a link target', path);
  }
  assertEntry(entry, options);
  return entry;
}

/**
 * The rules for an entry that both ends keep: a sender asks before it writes one, the gate before
 * it passes one on.
 * @throws ArchiveError with the code of the first rule that is broken
 */
export function assertEntry(entry: Entry, options: ArchiveOptions): void {
  const { path, type } = entry;
  assertEntryPath(path, options.windowsNames, options.linuxNames);
  if (entry.mode > 0o777) {
    throw new ArchiveError('mode_refused', 'its mode has more than permission bits', path);
  }
  if (type !== 'file' && entry.sizeBytes !== 0) {
    throw new ArchiveError('size_refused', 'only a regular file may have content', path);
  }
  const { maxEntryBytes } = options.limits;
  if (entry.sizeBytes > maxEntryBytes) {
    throw new ArchiveError('entry_too_large', `it is over the limit, ${maxEntryBytes} bytes`, path);
  }
  const root = assertInsideRoots(entry, options.roots);
  if (type === 'hardlink') {
    assertEntryPath(entry.linkTarget, options.windowsNames, options.linuxNames);
  }
  if (type !== 'link') return;
  if (options.anyLinkTarget === true) assertAnyLinkTarget(path, entry.linkTarget);
  else assertLinkTarget(path, entry.linkTarget, root);
}

/** Gives the root of the entry; the empty path where there are none or it is on the way to one. */
function assertInsideRoots(entry: Entry, roots: readonly string[] | undefined): string {
  if (roots === undefined) return '';
  const { path, type } = entry;
  const root = rootOf(path, roots);
  if (root !== undefined) return root;
  const onTheWay = type === 'directory' && roots.some((name) => name.startsWith(`${path}/`));
  if (!onTheWay) {
    throw new ArchiveError('outside_roots', 'it is nothing that was asked for', path);
  }
  return '';
}

function typeOf(header: HeaderBlock, options: ArchiveOptions): Entry['type'] {
  if (header.type === 'pax') throw new ArchiveError('pax_malformed', 'a pax header is no entry');
  if (header.type === 'link' && !options.symlinks) {
    throw new ArchiveError('type_refused', 'symbolic links are not accepted', header.path);
  }
  if (header.type === 'hardlink' && options.hardLinks !== true) {
    throw new ArchiveError('type_refused', 'entries of type 0x31 are not accepted', header.path);
  }
  return header.type;
}

function entryPath(path: string, type: Entry['type']): string {
  // One slash at the end is how tar writes a directory; on a file, old readers take it for one.
  if (type === 'directory' && path.length > 1 && path.endsWith('/')) return path.slice(0, -1);
  return path;
}

function sizeOf(header: HeaderBlock, records: PaxRecords | undefined): number {
  const size = records?.size;
  if (size === undefined || size === header.sizeBytes) return header.sizeBytes;
  // A reader that ignores pax would continue elsewhere; only a size that cannot fit may differ.
  if (size <= MAX_OCTAL_11 || header.sizeBytes !== 0) {
    throw new ArchiveError('size_refused', 'its two sizes contradict each other', header.path);
  }
  return size;
}
