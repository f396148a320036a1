import { open, type FileHandle } from 'node:fs/promises';
import { writeAtomically } from '../slot/write-atomically.ts';
import { safeText, withoutHarmfulWords } from './client-log.ts';

/** Bytes of stderr.txt that survive: the client keeps the last 63 KiB (boinc-runtime reference 3.5). */
export const MAX_STDERR_BYTES = 60 * 1024;

/** Largest stderr.txt that a new life leaves as it is. Lives that were killed have only added to it. */
export const MAX_GROWN_STDERR_BYTES = 1024 * 1024;

/** Bytes from the log's beginning that are kept where it is longer than all that survives. */
export const LOG_START_BYTES = 16 * 1024;

/** Lines of the head, the mark at its end included. */
export const MAX_HEAD_LINES = 20;

const HEAD_MARK = '--- log ---';
const CUT_MARK = '\n[... lines left out ...]\n';

/**
 * Puts a head on stderr.txt that says how the task ended, and cuts the log to what survives, so that
 * its first lines, which say how it began, are not what the client drops. The last thing that is
 * written: the process's own descriptor leads to the old file afterwards.
 */
export async function finishStderr(
  path: string,
  head: readonly string[],
  appendix: readonly string[],
): Promise<void> {
  const log = await readEnds(path);
  await writeAtomically(path, composeStderr(log, head, appendix));
}

/**
 * Cuts a log that lives before this one have let grow to what survives. In place: this process goes on
 * writing to the same file.
 */
export async function cutGrownStderr(path: string): Promise<void> {
  let file: FileHandle;
  try {
    file = await open(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    if ((await file.stat()).size <= MAX_GROWN_STDERR_BYTES) return;
    const bytes = Buffer.from(cutMiddle(await readEnds(path), MAX_STDERR_BYTES), 'utf8');
    // Written before the rest is cut off: whatever is killed in between, the beginning is there.
    await file.write(bytes, 0, bytes.length, 0);
    await file.truncate(bytes.length);
  } finally {
    await file.close();
  }
}

/** The whole text. A head of an earlier end is replaced; `appendix` follows the log, whole. */
export function composeStderr(
  log: string,
  head: readonly string[],
  appendix: readonly string[],
): string {
  const top = [...head.slice(0, MAX_HEAD_LINES - 1).map(safeText), HEAD_MARK].join('\n');
  const bottom = appendix.map((line) => `${safeText(line)}\n`).join('');
  const roomBytes = MAX_STDERR_BYTES - Buffer.byteLength(top) - Buffer.byteLength(bottom) - 1;
  // Others write to that file as well.
  const rest = withoutHarmfulWords(withoutHead(log));
  return `${top}\n${cutMiddle(rest, roomBytes)}${bottom}`;
}

/** The mark stands in a line of its own; a line of the head or the log is never that alone. */
function withoutHead(log: string): string {
  const lines = log.split('\n', MAX_HEAD_LINES);
  const mark = lines.indexOf(HEAD_MARK);
  if (mark === -1) return log;
  return log.slice(lines.slice(0, mark + 1).join('\n').length + 1);
}

function cutMiddle(text: string, roomBytes: number): string {
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const bytes = Buffer.from(whole, 'utf8');
  if (bytes.length <= roomBytes) return whole;
  const keptBytes = Math.max(0, roomBytes - CUT_MARK.length);
  const startBytes = Math.min(LOG_START_BYTES, Math.floor(keptBytes / 2));
  const start = bytes
    .subarray(0, characterStart(bytes, startBytes))
    .toString('utf8')
    .replace(/\n[^\n]*$/, '');
  const end = bytes
    .subarray(characterStart(bytes, bytes.length - (keptBytes - startBytes) + 3))
    .toString('utf8')
    .replace(/^[^\n]*\n(?=.)/s, '');
  return `${start}${CUT_MARK}${end}`;
}

/** The position, or up to three bytes before it, where a character of UTF-8 begins. */
function characterStart(bytes: Uint8Array, position: number): number {
  let start = position;
  while (start > 0 && start < bytes.length && (bytes[start]! & 0xc0) === 0x80) start -= 1;
  return start;
}

/** The file's text; of a very long one, both ends, of which no more than that is used. */
async function readEnds(path: string): Promise<string> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
  try {
    const { size } = await file.stat();
    if (size <= 4 * MAX_STDERR_BYTES) return (await file.readFile()).toString('utf8');
    const start = await readAt(file, 0, 2 * MAX_STDERR_BYTES);
    const end = await readAt(file, size - 2 * MAX_STDERR_BYTES, 2 * MAX_STDERR_BYTES);
    return `${start}\n${end}`;
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.toString('utf8', 0, bytesRead);
}
