/** Why an archive, a name in it or its digest was refused. Stable: callers and tests match on these. */
export type ArchiveErrorCode =
  /** The block is no ustar header (other magic, GNU, version 7, compressed data, noise). */
  | 'not_ustar'
  | 'checksum_wrong'
  /** A header field is not what POSIX ustar says: number, terminator, bytes after the end. */
  | 'field_malformed'
  /** Not a regular file, directory, allowed symbolic link or pax header. */
  | 'type_refused'
  /** Set-user-ID, set-group-ID, sticky or file type bits. */
  | 'mode_refused'
  /** A size where none may be, or two sizes that contradict. */
  | 'size_refused'
  | 'pax_malformed'
  | 'pax_key_refused'
  | 'pax_too_large'
  /** The map of a sparse file is not in order, or contradicts the sizes. */
  | 'sparse_malformed'
  /** Absolute, empty, `.` or `..` component, backslash, drive, device, control character, bad UTF-8. */
  | 'name_refused'
  | 'name_too_long'
  | 'too_deep'
  /** Two entries with one name, also after Unicode and case folding. */
  | 'name_taken'
  /** An entry below a name that is a file or a symbolic link. */
  | 'below_non_directory'
  /** An entry that belongs to none of the roots that were asked for. */
  | 'outside_roots'
  /** A symbolic link that leaves its root or could; a hard link to anything but an earlier file. */
  | 'link_refused'
  | 'too_many_entries'
  | 'too_many_bytes'
  | 'entry_too_large'
  /** Bytes other than zero between the end of a file and the next header, or at the end. */
  | 'padding_not_zero'
  /** A file changed its size while it was packed. */
  | 'content_changed'
  | 'truncated'
  | 'trailing_data'
  | 'digest_mismatch'
  | 'digest_missing';

/** Longest piece of a foreign name in a message, in characters. */
export const MAX_PRINTED_NAME_CHARACTERS = 120;

/**
 * Error of the archive code. `message` is one line and holds foreign names only through
 * {@link printableName}, so that it may go into a log as it is.
 */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: ArchiveErrorCode;
  /** Name of the entry as {@link printableName} gives it; empty where none is known. */
  readonly entryName: string;

  /**
   * @param message what is wrong, without the name of the entry
   * @param entryName name as it stands in the archive; made safe here
   */
  constructor(code: ArchiveErrorCode, message: string, entryName = '', options?: ErrorOptions) {
    const printable = printableName(entryName);
    super(printable === '' ? message : `archive entry "${printable}": ${message}`, options);
    this.code = code;
    this.entryName = printable;
  }
}

/**
 * A foreign name for a log line or a terminal: whatever is not a letter, mark, number, space or
 * common sign becomes `?` (no control characters, no direction marks, no quotes), and long names
 * lose their middle.
 */
export function printableName(name: string): string {
  const safe = name.replaceAll(/[^\p{L}\p{N}\p{M} !#$%&'()*+,\-./:;<=>?@[\]^_{|}~]/gu, '?');
  if (safe.length <= MAX_PRINTED_NAME_CHARACTERS) return safe;
  const half = MAX_PRINTED_NAME_CHARACTERS / 2 - 2;
  return `${safe.slice(0, half)}...${safe.slice(-half)}`.replaceAll(/[\ud800-\udfff]/g, '?');
}
