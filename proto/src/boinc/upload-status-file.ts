import { readInteger } from './message-tags.ts';
import { formatInteger } from './number-text.ts';

/** How much of the file BOINC's library reads. */
const LINE_BYTES = 255;

/**
 * The status in a `boinc_ufs_…` file: 0 uploaded, 1 uploaded and kept on the host, negative a permanent
 * error; undefined where the file has none (yet). Only the first line counts.
 */
export function parseUploadStatusFile(content: string): number | undefined {
  const [line = ''] = content.slice(0, LINE_BYTES).split('\n', 1);
  return readInteger(line, 'status');
}

/**
 * The content of the file as the core client writes it.
 *
 * @throws BoincFormatError `invalid_number` for what is no whole number of 32 bits.
 */
export function formatUploadStatusFile(status: number): string {
  return `<status>${formatInteger(status)}</status>\n`;
}
