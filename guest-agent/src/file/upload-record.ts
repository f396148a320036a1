import { parsePath } from './path-policy.ts';

/** What is kept of an upload in the agent's state. */
export interface UploadRecord {
  readonly uploadId: string;
  /** Where the file goes. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Permission bits; null: those of the file that is replaced. */
  readonly mode: number | null;
  /** Owner; null: that of the file that is replaced. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** Random part of the names of the staging directory and of the file in it. */
  readonly token: string;
  readonly openedMs: number;
  /**
   * Written before the file takes its place: where the file in the staging directory is gone and
   * `path` is this inode, the upload had come to its end when the agent was killed.
   */
  readonly finished: FinishedUpload | null;
}

/** How an upload has ended. */
export interface FinishedUpload {
  /** In hexadecimal. */
  readonly sha256: string;
  readonly inode: number;
}

/** @returns undefined for what is no record: then there is nothing that could be taken up again */
export function parseUploadRecord(text: string): UploadRecord | undefined {
  try {
    const record = JSON.parse(text) as UploadRecord;
    parsePath(record.path);
    const isRecord =
      typeof record.uploadId === 'string' &&
      Number.isSafeInteger(record.sizeBytes) &&
      /^[0-9a-f]{32}$/.test(record.token);
    return isRecord ? record : undefined;
  } catch {
    return undefined;
  }
}
