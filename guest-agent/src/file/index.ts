export type { BodyDigest } from './body-digest.ts';
export {
  decodeRawName,
  directoryEntries,
  nameIn,
  openDirectoryIn,
  openTrustedDirectory,
  withParent,
  type DirectoryEntry,
  type Located,
} from './directory-descriptor.ts';
export { toFileError } from './file-error.ts';
export { FILE_SERVICE } from './file-service.ts';
export { readFile, READ_FILE_BYTES, type OpenedFile, type ReadFileOptions } from './read-file.ts';
export {
  receiveArchive,
  type ReceiveArchiveOptions,
  type ReceivedArchive,
} from './receive-archive.ts';
export { MAX_REMOVED_COUNT, MAX_REMOVE_PASSES, removeTree } from './remove-tree.ts';
export { sendArchive, type SendArchiveOptions } from './send-archive.ts';
export type { SkipReason } from './tree-sources.ts';
export { NEW_FILE_MODE, writeFile, type WriteFileOptions, type WrittenFile } from './write-file.ts';
