import type { Readable } from 'node:stream';

/** How the SHA-256 of a body travels. */
export type BodyDigest =
  /** The last 32 bytes of the body are the digest of those before. */
  | { readonly kind: 'suffix' }
  /** It was announced in a header. */
  | { readonly kind: 'value'; readonly sha256: Uint8Array }
  | { readonly kind: 'none' };

/** What every bulk service gets besides its own arguments. */
export interface BulkContext {
  /** Aborted when the caller leaves; all work for it stops then. */
  readonly signal: AbortSignal;
}

/** What every service that takes a body gets. */
export interface UploadContext extends BulkContext {
  /** The service checks it, and fails with `AgentError` data_loss where it does not match. */
  readonly digest: BodyDigest;
}

/** What was received. */
export interface ReceivedBytes {
  /** Bytes of content, without what carried them. */
  readonly contentBytes: number;
  /** SHA-256 of the body, without a digest at its end; 32 bytes. */
  readonly sha256: Uint8Array;
}

/** What was received of an upload. */
export interface ReceivedPiece extends ReceivedBytes {
  /** Bytes of the whole file that are there now. */
  readonly receivedBytes: number;
}

/** What was received of an archive. */
export interface ReceivedArchive extends ReceivedBytes {
  readonly entryCount: number;
}

/** Part of a file. */
export interface FileRange {
  /** First byte. */
  readonly offset: number;
  /** Most bytes; undefined: up to the end of the file. */
  readonly length: number | undefined;
}

/** A file, or a part of it, on its way. */
export interface FileDownload {
  /** Size of the whole file when it was opened. */
  readonly fileBytes: number;
  /** Bytes that the stream gives. */
  readonly contentBytes: number;
  /** The caller reads it to its end or destroys it. */
  readonly stream: Readable;
}

/** How a tree is put in its place. */
export interface TreeOptions {
  /** Name of the user that gets everything in it; undefined: root. */
  readonly owner: string | undefined;
  /** Take the place of a directory that holds something. */
  readonly replace: boolean;
}

/**
 * What moves bytes for the bulk routes. Each reads a source at its own pace and may destroy it.
 * Each fails with `AgentError`; other errors become internal. Neither names nor digests are checked
 * before.
 */
export interface BulkServices {
  /** Takes a tar archive as the work directory of a task. */
  receiveArchive(
    taskId: string,
    source: Readable,
    context: UploadContext,
  ): Promise<ReceivedArchive>;
  /**
   * Tar archive of paths in the work directory of a task. The caller reads the result to its end or
   * destroys it. What is wrong with the paths should reject the promise: a failure of the stream
   * later can only cut the reply.
   */
  sendArchive(taskId: string, paths: readonly string[], context: BulkContext): Promise<Readable>;
  /** A file, or a part of it. */
  readFile(path: string, range: FileRange, context: BulkContext): Promise<FileDownload>;
  /** Writes a file from an offset on; it is made where it is missing. */
  writeFile(
    path: string,
    offset: number,
    source: Readable,
    context: UploadContext,
  ): Promise<ReceivedBytes>;
  /** Takes a piece of an upload that was opened. */
  writeUpload(
    uploadId: string,
    offset: number,
    source: Readable,
    context: UploadContext,
  ): Promise<ReceivedPiece>;
  /** Takes a tar archive as a directory. */
  receiveTree(
    path: string,
    options: TreeOptions,
    source: Readable,
    context: UploadContext,
  ): Promise<ReceivedArchive>;
  /** Tar archive of all that is in a directory; see `sendArchive`. */
  sendTree(path: string, context: BulkContext): Promise<Readable>;
}
