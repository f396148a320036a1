import { crc32 } from 'node:zlib';
import { crc32c } from '../bytes/crc32c.ts';
import { FLAG_CRC32 } from './frame.ts';

/**
 * The sum that covers the payload of a frame with these flags. The native CRC-32 is many times faster
 * than a CRC-32C in JavaScript where the guest is emulated: docs/decisions/0001 has the figures.
 * @returns a function of bytes and of the sum of those before, 0 at the beginning
 */
export function payloadSum(flags: number): (bytes: Uint8Array, seed: number) => number {
  return (flags & FLAG_CRC32) === 0 ? crc32c : crc32;
}
