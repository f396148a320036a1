import type { FileHandle } from 'node:fs/promises';
import { MAX_EXECUTABLE_SCAN_BYTES } from './core-client-limits.ts';

/** By which each library of BOINC's finds the key of a segment in `init_data.xml` (lib/app_ipc). */
const KEY_TAG = '<shm_key>';
/** Name of the file that libraries from 6.0 on share with the client instead; older ones know nothing of it. */
const FILE_NAME = 'boinc_mmap_file';
const PIECE_BYTES = 1024 * 1024;

/**
 * True for a program with BOINC's library of API 5 or earlier in it, which wants a System V segment and
 * takes nothing else. What is behind the first bytes does not count.
 *
 * @param mostBytes default: MAX_EXECUTABLE_SCAN_BYTES
 */
export async function wantsSegment(
  file: FileHandle,
  mostBytes: number = MAX_EXECUTABLE_SCAN_BYTES,
): Promise<boolean> {
  const buffer = Buffer.alloc(FILE_NAME.length + PIECE_BYTES);
  let [kept, hasTag] = [0, false];
  for (let position = 0; position < mostBytes;) {
    const wanted = Math.min(PIECE_BYTES, mostBytes - position);
    const { bytesRead } = await file.read(buffer, kept, wanted, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const filled = buffer.subarray(0, kept + bytesRead);
    if (filled.includes(FILE_NAME)) return false;
    hasTag ||= filled.includes(KEY_TAG);
    // So that none is missed between two pieces.
    kept = Math.min(FILE_NAME.length, filled.length);
    buffer.copyWithin(0, filled.length - kept, filled.length);
  }
  return hasTag;
}
