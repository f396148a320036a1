import { checkSeed } from './check-seed.ts';
import { SeedError } from './seed-error.ts';
import { MAX_SEED_BYTES, SEED_ENTRY_NAME, type Seed } from './seed.ts';
import { decodeTarHeader, TAR_BLOCK_BYTES } from './tar-header.ts';

/** Most bytes of a disk that {@link decodeSeed} looks at; a reader need not load more. */
export const MAX_SEED_DISK_BYTES = TAR_BLOCK_BYTES + MAX_SEED_BYTES;

/** True where `block`, the first 512 bytes of a disk, is the start of a seed disk. */
export function isSeedDisk(block: Uint8Array): boolean {
  return decodeTarHeader(block)?.name === SEED_ENTRY_NAME;
}

/**
 * Reads a seed from the first bytes of its disk; what follows the first entry is not looked at.
 *
 * @throws SeedError for anything that {@link encodeSeed} would not write.
 */
export function decodeSeed(disk: Uint8Array): Seed {
  const header = decodeTarHeader(disk);
  if (header === undefined || header.name !== SEED_ENTRY_NAME) {
    throw new SeedError(
      'not_a_seed',
      `this disk does not start with a tar entry ${SEED_ENTRY_NAME}`,
    );
  }
  if (header.size > MAX_SEED_BYTES) {
    throw new SeedError('too_large', `the seed has ${header.size} bytes, above ${MAX_SEED_BYTES}`);
  }
  const body = disk.subarray(TAR_BLOCK_BYTES, TAR_BLOCK_BYTES + header.size);
  if (body.length < header.size) {
    throw new SeedError(
      'damaged',
      `the seed is cut off after ${body.length} of ${header.size} bytes`,
    );
  }
  return checkSeed(parse(body));
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    // The parser's own message quotes the text, and the text holds the secret: it is not kept.
    throw new SeedError('damaged', 'the seed is not JSON in UTF-8');
  }
}
