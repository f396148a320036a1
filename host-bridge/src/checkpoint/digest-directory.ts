import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What {@link digestDirectory} has seen. */
export interface DirectoryDigest {
  /** SHA-256 in hexadecimal over names, kinds, modes and content, in the order of the names. */
  readonly digest: string;
  /** Content of all files. */
  readonly bytes: number;
}

/**
 * Digest of what is below a directory: where one byte, name or mode is another, so is the digest. Links are
 * not followed.
 *
 * @throws the system's error, and the reason of `signal`
 */
export async function digestDirectory(
  directory: string,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<DirectoryDigest> {
  const hash = createHash('sha256');
  let bytes = 0;
  const walk = async (path: string, name: string): Promise<void> => {
    options.signal?.throwIfAborted();
    const status = await lstat(path);
    // No name has a zero byte in it, so no two trees have one text.
    hash.update(`${name}\0${status.mode.toString(8)}\0`);
    if (status.isDirectory()) {
      for (const child of (await readdir(path)).toSorted()) {
        await walk(join(path, child), `${name}/${child}`);
      }
    } else if (status.isSymbolicLink()) {
      hash.update(`${await readlink(path)}\0`);
    } else {
      bytes += status.size;
      hash.update(await digestFile(path, options.signal));
    }
  };
  await walk(directory, '');
  return { digest: hash.digest('hex'), bytes };
}

async function digestFile(path: string, signal: AbortSignal | undefined): Promise<Buffer> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, signal === undefined ? {} : { signal });
  return hash.digest();
}
