import { DEFAULT_ARCHIVE_LIMITS, type ArchiveOptions } from '@vmslot/proto/archive';

/**
 * What an archive of a tree of the guest may hold, in and out. It goes between a Linux and whoever
 * owns it, so names and links are those of a Linux; a link is kept as it is and followed by nobody.
 * What a host unpacks of a guest goes through its own, strict gate.
 */
export const TREE_ARCHIVE_OPTIONS: ArchiveOptions = {
  limits: DEFAULT_ARCHIVE_LIMITS,
  symlinks: true,
  caseSensitive: true,
  windowsNames: false,
  roots: undefined,
  hardLinks: true,
  sparse: true,
  anyLinkTarget: true,
  linuxNames: true,
};
