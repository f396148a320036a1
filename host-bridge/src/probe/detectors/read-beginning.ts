import { open } from 'node:fs/promises';
import { constants } from 'node:fs';

/** Most bytes of a file beside a program that are looked at. */
export const MAX_VERSION_FILE_BYTES = 16 * 1024;

/**
 * The first bytes of a regular file as text; undefined where there is none that can be read. A FIFO in
 * its place holds nobody up.
 */
export async function readBeginning(path: string): Promise<string | undefined> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!(await file.stat()).isFile()) return undefined;
    const buffer = Buffer.alloc(MAX_VERSION_FILE_BYTES);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    // What cannot be read shows nothing, whatever the reason.
    return undefined;
  }
}
