/** What an entry can be; everything else that tar knows is refused. */
export type EntryType = 'file' | 'directory' | 'link' | 'hardlink';

/** One entry of an archive, as both ends speak of it. */
export interface Entry {
  readonly type: EntryType;
  /** Relative path with `/`, without a trailing one. */
  readonly path: string;
  /** Permission bits, at most 0o777. */
  readonly mode: number;
  /** Size of the file, in bytes; 0 unless a file. */
  readonly sizeBytes: number;
  /** Time of the last change, in seconds since 1970, not negative; a fraction is lost in a header. */
  readonly modifiedSeconds: number;
  /** Where a link points, or the path of the earlier entry that a hard link is; else empty. */
  readonly linkTarget: string;
  /** Bytes that follow the header of a sparse file: its map and its data. Absent: it is not sparse. */
  readonly sparseBytes?: number;
}

/** An entry that was read from an archive and accepted. */
export interface AcceptedEntry extends Entry {
  /** Directories on the way that have had no entry so far, outermost first: make them before it. */
  readonly impliedDirectories: readonly string[];
}
