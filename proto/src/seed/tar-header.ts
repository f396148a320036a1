/** Size of a tar header and of the blocks that contents are padded to. */
export const TAR_BLOCK_BYTES = 512;

const MAGIC = 'ustar\u000000';
const CHECKSUM_OFFSET = 148;
const CHECKSUM_BYTES = 8;

/**
 * One ustar header of a regular file of root, mode 0400, time 0. Source: POSIX.1-2017, pax,
 * "ustar Interchange Format".
 */
export function encodeTarHeader(name: string, size: number): Uint8Array {
  const header = Buffer.alloc(TAR_BLOCK_BYTES);
  header.write(name, 0, 100, 'ascii');
  header.write(octal(0o400, 7), 100, 'ascii');
  header.write(octal(0, 7), 108, 'ascii');
  header.write(octal(0, 7), 116, 'ascii');
  header.write(octal(size, 11), 124, 'ascii');
  header.write(octal(0, 11), 136, 'ascii');
  header.write('0', 156, 'ascii');
  header.write(MAGIC, 257, 'ascii');
  header.write(`${octal(checksum(header), 6)}\0 `, CHECKSUM_OFFSET, 'ascii');
  return header;
}

/**
 * Reads one ustar header of a regular file.
 *
 * @returns its name and size in bytes, or undefined where the block is anything else
 */
export function decodeTarHeader(block: Uint8Array): { name: string; size: number } | undefined {
  if (block.length < TAR_BLOCK_BYTES) return undefined;
  const header = Buffer.from(block.buffer, block.byteOffset, TAR_BLOCK_BYTES);
  const sum = /^([0-7]{6})\0 $/.exec(
    header.toString('latin1', CHECKSUM_OFFSET, CHECKSUM_OFFSET + 8),
  );
  const size = /^([0-7]{11})[\0 ]$/.exec(header.toString('latin1', 124, 136));
  if (sum?.[1] === undefined || size?.[1] === undefined) return undefined;
  if (Number.parseInt(sum[1], 8) !== checksum(header)) return undefined;
  if (
    header.toString('latin1', 257, 265) !== MAGIC ||
    header.toString('latin1', 156, 157) !== '0'
  ) {
    return undefined;
  }
  // A name that is split over `prefix` is not ours.
  if (header[345] !== 0) return undefined;
  const end = header.indexOf(0);
  return {
    name: header.toString('latin1', 0, Math.min(end === -1 ? 100 : end, 100)),
    size: Number.parseInt(size[1], 8),
  };
}

/** Sum of all bytes, those of the checksum field counted as spaces. */
function checksum(header: Uint8Array): number {
  let sum = CHECKSUM_BYTES * 0x20;
  for (const [offset, byte] of header.entries()) {
    if (offset < CHECKSUM_OFFSET || offset >= CHECKSUM_OFFSET + CHECKSUM_BYTES) sum += byte;
  }
  return sum;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}
