export {
  ArchiveError,
  MAX_PRINTED_NAME_CHARACTERS,
  printableName,
  type ArchiveErrorCode,
} from './archive-error.ts';
export {
  BLOCK_BYTES,
  DEFAULT_ARCHIVE_LIMITS,
  DEFAULT_ARCHIVE_OPTIONS,
  END_BYTES,
  MAX_COMPONENT_BYTES,
  MAX_LINK_TARGET_BYTES,
  MAX_PATH_BYTES,
  MAX_PATH_DEPTH,
  MAX_PAX_BYTES,
  MAX_SPARSE_RANGES,
  verifyArchiveOptions,
  type ArchiveLimits,
  type ArchiveOptions,
} from './archive-options.ts';
export { ArchiveScanner, type ScanStep } from './archive-scanner.ts';
export {
  assertContentDigest,
  assertDigest,
  CONTENT_BYTES_HEADER,
  CONTENT_DIGEST_TRAILER,
  DIGEST_BYTES,
  DIGEST_HEADER,
  DigestTap,
  FILE_BYTES_HEADER,
  formatContentDigest,
  parseContentDigest,
  SUFFIX_DIGEST,
  SuffixDigestReader,
  SuffixDigestWriter,
} from './digest.ts';
export { encodeEntryHeader } from './entry-header.ts';
export { assertAnyLinkTarget, assertEntryPath, assertLinkTarget, rootOf } from './entry-name.ts';
export { assertEntry } from './entry-policy.ts';
export type { AcceptedEntry, Entry, EntryType } from './entry.ts';
export { ArchiveGate } from './gate.ts';
export { paddingBytes } from './header-layout.ts';
export { foldName, NameLedger, type NameKind, type NameLedgerOptions } from './name-ledger.ts';
export { packArchive, SLAB_BYTES, withoutContent, type PackSource } from './packer.ts';
export { PieceStream } from './piece-stream.ts';
export { dropBytes } from './pieces.ts';
export { encodeSparseMap, SparseMapReader, type DataRange } from './sparse-map.ts';
export { ArchiveUnpacker, CONTENT_BATCH_BYTES, type EntrySink } from './unpacker.ts';
