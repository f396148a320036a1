import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import path from 'node:path';
import { listTree } from './list-tree.ts';

/** SHA-256 of a file's bytes, as hex. */
export async function hashFile(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { signal, highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

/**
 * SHA-256 over names, kinds, execute bits and bytes of everything below a directory, as hex. Times and
 * owners do not count; `skip` leaves out entries by their path relative to the directory.
 */
export async function hashTree(
  directory: string,
  signal: AbortSignal,
  skip: (relative: string) => boolean = () => false,
): Promise<string> {
  const hash = createHash('sha256');
  for (const relative of await listTree(directory)) {
    if (skip(relative)) continue;
    const file = path.join(directory, relative);
    const stat = await lstat(file);
    if (stat.isSymbolicLink()) hash.update(`l ${relative}\0${await readlink(file)}\0`);
    else if (stat.isDirectory()) hash.update(`d ${relative}\0`);
    else {
      const mode = (stat.mode & 0o100) === 0 ? '-' : 'x';
      hash.update(`${mode} ${relative}\0${await hashFile(file, signal)}\0`);
    }
  }
  return hash.digest('hex');
}
