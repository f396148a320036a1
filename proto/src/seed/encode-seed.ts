import { checkSeed } from './check-seed.ts';
import { SeedError } from './seed-error.ts';
import { MAX_SEED_BYTES, SEED_ENTRY_NAME, type Seed } from './seed.ts';
import { encodeTarHeader, TAR_BLOCK_BYTES } from './tar-header.ts';

/**
 * The seed disk's size is a multiple of this many bytes: every hypervisor takes such a file as a disk,
 * whatever sector or grain size it works with.
 */
export const SEED_DISK_UNIT_BYTES = 64 * 1024;

/** Two blocks of zeros end a tar archive (POSIX.1-2017, pax). */
const END_BYTES = 2 * TAR_BLOCK_BYTES;

/**
 * The bytes of a seed disk: a ustar archive whose first entry is the seed as JSON. Same seed, same
 * bytes. Who writes them to a file must keep it private (mode 0600): they hold the boot's secret.
 *
 * @throws SeedError with code `invalid` or `too_large`.
 */
export function encodeSeed(seed: Seed): Uint8Array {
  const body = new TextEncoder().encode(`${JSON.stringify(checkSeed(seed))}\n`);
  if (body.length > MAX_SEED_BYTES) {
    throw new SeedError('too_large', `the seed has ${body.length} bytes, above ${MAX_SEED_BYTES}`);
  }
  const used = TAR_BLOCK_BYTES + body.length + TAR_BLOCK_BYTES + END_BYTES;
  const disk = new Uint8Array(Math.ceil(used / SEED_DISK_UNIT_BYTES) * SEED_DISK_UNIT_BYTES);
  disk.set(encodeTarHeader(SEED_ENTRY_NAME, body.length), 0);
  disk.set(body, TAR_BLOCK_BYTES);
  return disk;
}
