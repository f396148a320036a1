export type { BodyDigest } from './body-digest.ts';
export {
  decodeRawName,
  directoryEntries,
  nameIn,
  openDirectoryIn,
  openTrustedDirectory,
  type DirectoryEntry,
} from './directory-descriptor.ts';
export { toFileError } from './file-error.ts';
export { createFileService, type FileServiceOptions } from './create-file-service.ts';
export { UploadStore, type UploadStoreOptions } from './upload-store.ts';
export type { ReceivedPiece } from './upload.ts';
export { readFile, READ_FILE_BYTES, type OpenedFile, type ReadFileOptions } from './read-file.ts';
export {
  receiveArchive,
  type ReceiveArchiveOptions,
  type ReceivedArchive,
} from './receive-archive.ts';
export { MAX_REMOVED_COUNT, MAX_REMOVE_PASSES, removeTree } from './remove-tree.ts';
export { receiveTree, type ReceiveTreeOptions } from './receive-tree.ts';
export { sendTree, type SendTreeOptions } from './send-tree.ts';
export { sendArchive, type SendArchiveOptions } from './send-archive.ts';
export type { SkipReason } from './tree-sources.ts';
export { NEW_FILE_MODE, writeFile, type WriteFileOptions, type WrittenFile } from './write-file.ts';
export { withDirectory, withParent, type Located } from './with-parent.ts';
