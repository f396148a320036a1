import type { FileHandle } from 'node:fs/promises';
import { MAX_EXECUTABLE_SCAN_BYTES } from './core-client-limits.ts';

/** By which BOINC's library names itself in each program that it is part of, from 6.2 on (api/boinc_api.cpp). */
const API_VERSION = /API_VERSION_(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)/;
/** Longest text that the pattern finds, so that none is missed between two pieces. */
const LONGEST_BYTES = 'API_VERSION_'.length + 11;
const PIECE_BYTES = 1024 * 1024;

/**
 * The version of BOINC's own library that is part of a program, such as `7.20.5`; undefined where there
 * is none, as with a library that is linked dynamically, or none within the first bytes.
 *
 * @param mostBytes default: MAX_EXECUTABLE_SCAN_BYTES
 */
export async function findApiVersion(
  file: FileHandle,
  mostBytes: number = MAX_EXECUTABLE_SCAN_BYTES,
): Promise<string | undefined> {
  const buffer = Buffer.alloc(LONGEST_BYTES + PIECE_BYTES);
  let kept = 0;
  for (let position = 0; position < mostBytes;) {
    const wanted = Math.min(PIECE_BYTES, mostBytes - position);
    const { bytesRead } = await file.read(buffer, kept, wanted, position);
    if (bytesRead === 0) return undefined;
    position += bytesRead;
    const filled = buffer.subarray(0, kept + bytesRead);
    // A search for bytes is far quicker than a pattern over all of them.
    for (let at = filled.indexOf('API_VERSION_'); at >= 0;) {
      const [, version] = API_VERSION.exec(filled.toString('latin1', at, at + LONGEST_BYTES)) ?? [];
      const isWhole = at + LONGEST_BYTES <= filled.length || position >= mostBytes;
      if (version !== undefined && (isWhole || bytesRead < wanted)) return version;
      at = filled.indexOf('API_VERSION_', at + 1);
    }
    kept = Math.min(LONGEST_BYTES, filled.length);
    buffer.copyWithin(0, filled.length - kept, filled.length);
  }
  return undefined;
}
