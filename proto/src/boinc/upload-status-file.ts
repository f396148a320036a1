/**
 * The status in a `boinc_ufs_…` file: 0 uploaded, 1 uploaded and kept on the host, negative a permanent
 * error; undefined where the file has none (yet).
 */
export function parseUploadStatusFile(_content: string): number | undefined {
  throw new Error('not written yet');
}

/** The content of the file as the core client writes it. */
export function formatUploadStatusFile(_status: number): string {
  throw new Error('not written yet');
}
