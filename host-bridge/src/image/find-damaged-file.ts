import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { CheckedImage } from './read-image.ts';

/**
 * Reads the whole image and compares it with its manifest: seconds for each gigabyte, so only for one
 * that is under suspicion.
 * @returns path of the first file that is another one than the manifest says, or cannot be read;
 *   undefined where all are right. A file without a hash in the manifest is not looked at.
 * @throws the reason of `signal` when it aborts
 */
export async function findDamagedFile(
  image: Pick<CheckedImage, 'hashes'>,
  { signal }: { readonly signal: AbortSignal },
): Promise<string | undefined> {
  for (const [path, expected] of image.hashes) {
    const hash = createHash('sha256');
    try {
      await pipeline(createReadStream(path), hash, { signal });
    } catch {
      signal.throwIfAborted();
      return path;
    }
    if (hash.digest('hex') !== expected) return path;
  }
  return undefined;
}
