/** Size of a tar block, in bytes (POSIX.1-2017, pax, "ustar Interchange Format"). */
export const BLOCK_BYTES = 512;

/** Two blocks of zeros end an archive. */
export const END_BYTES = 2 * BLOCK_BYTES;

/** Longest path of an entry, in bytes of UTF-8 (PATH_MAX of Linux). */
export const MAX_PATH_BYTES = 4096;

/** Longest component of a path, in bytes of UTF-8 (NAME_MAX of Linux). */
export const MAX_COMPONENT_BYTES = 255;

/** Most components of a path. Bounds open descriptors of a walker too. */
export const MAX_PATH_DEPTH = 64;

/** Longest target of a symbolic link, in bytes of UTF-8. */
export const MAX_LINK_TARGET_BYTES = 4096;

/** Longest pax extended header: a path, a link target, size and time with their keys. */
export const MAX_PAX_BYTES = 16 * 1024;

/** Most pieces of data in a sparse file. */
export const MAX_SPARSE_RANGES = 65_536;

/** How much an archive may hold. What goes beyond is refused before a byte of it is passed on. */
export interface ArchiveLimits {
  /**
   * Entries, with the directories that are only implied by a longer name. Each costs the gate 26 to
   * 52 bytes, so a million costs 26 MiB (39 MiB while the table grows).
   */
  readonly maxEntryCount: number;
  /** Content of all files together, without headers and padding. */
  readonly maxTotalBytes: number;
  /** Content of one file. */
  readonly maxEntryBytes: number;
}

/** One million entries, 64 GiB in all and in one file. */
export const DEFAULT_ARCHIVE_LIMITS: ArchiveLimits = {
  maxEntryCount: 1_000_000,
  maxTotalBytes: 64 * 1024 ** 3,
  maxEntryBytes: 64 * 1024 ** 3,
};

/** What an archive may hold, and who will unpack it. */
export interface ArchiveOptions {
  readonly limits: ArchiveLimits;
  /** False: symbolic links are refused like hard links. */
  readonly symlinks: boolean;
  /**
   * True: names are compared byte for byte, as Linux does. False: names that are one after Unicode
   * normalisation and case folding are taken to be the same, as on Windows and macOS.
   */
  readonly caseSensitive: boolean;
  /** Also refuse what Windows cannot store: `<>:"|?*` and short names such as `PROGRA~1`. */
  readonly windowsNames: boolean;
  /**
   * Relative paths that were asked for. Each entry must be one of them, lie below one, or be a
   * directory on the way; a symbolic link must lie below one and stay inside it. Undefined: any
   * entry, and links stay inside the archive.
   */
  readonly roots: readonly string[] | undefined;
  /** Accept hard links to files that came before in the same archive. Default: false. */
  readonly hardLinks?: boolean;
  /** Accept sparse files in the form 1.0 of GNU tar's pax headers. Default: false. */
  readonly sparse?: boolean;
  /** Let symbolic links point anywhere: for who keeps them as data only. Default: false. */
  readonly anyLinkTarget?: boolean;
  /**
   * Accept names that only a Linux need understand: with a backslash, a dot or a space at the end, or
   * that mean a device elsewhere. Default: false.
   */
  readonly linuxNames?: boolean;
}

/** The strict side: for a host that reads from a guest. */
export const DEFAULT_ARCHIVE_OPTIONS: ArchiveOptions = {
  limits: DEFAULT_ARCHIVE_LIMITS,
  symlinks: true,
  caseSensitive: false,
  windowsNames: false,
  roots: undefined,
};

/**
 * Fills in the defaults and checks the numbers.
 * @throws RangeError where a limit is not a non-negative whole number
 */
export function verifyArchiveOptions(options: Partial<ArchiveOptions> = {}): ArchiveOptions {
  const complete = { ...DEFAULT_ARCHIVE_OPTIONS, ...options };
  for (const [name, value] of Object.entries(complete.limits)) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`archive limit ${name} must be a whole number, not ${value}`);
    }
  }
  return complete;
}
