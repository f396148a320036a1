import { read, statfsSync, type Stats } from 'node:fs';
import { promisify } from 'node:util';
import type { DataRange } from '@vmslot/proto/archive';

const readDescriptor = promisify(read);

/** Bytes that are looked at at once. */
const PIECE_BYTES = 1024 * 1024;

/** Smallest hole that is left out, and the unit of all pieces, in bytes: a page. */
const GRAIN_BYTES = 4096;

/** Pieces that are closer to each other than this are one: a line of the map has some bytes too. */
const MIN_HOLE_BYTES = 4 * GRAIN_BYTES;

/** A file with holes below this size is packed as it is. */
export const MIN_SPARSE_FILE_BYTES = 64 * 1024;

/** Pieces after which holes no longer count; below what a reader accepts. */
const MAX_RANGES = 32_768;

/**
 * File systems that never keep data in fewer blocks than it has bytes: ext2 to ext4, xfs, tmpfs
 * (magic numbers of statfs(2)). Others compress.
 */
const UNCOMPRESSED = new Set([0xef53, 0x58465342, 0x01021994]);

const ZEROS = Buffer.alloc(GRAIN_BYTES);

/** True for a file with fewer blocks than bytes: it has holes, or its file system compresses. */
export function mayHaveHoles({ size, blocks }: Stats): boolean {
  return size >= MIN_SPARSE_FILE_BYTES && blocks * 512 < size;
}

/**
 * Where the data of an open file is. Node has no `lseek(SEEK_DATA)`, so the file is read and what is
 * zero is a hole; that ends early where all blocks that the file has are accounted for and the file
 * system is known not to compress.
 * @returns the pieces with data, in order; undefined where there are no holes worth a map
 */
export async function findData(
  file: number,
  stats: Stats,
  signal: AbortSignal,
): Promise<readonly DataRange[] | undefined> {
  const isExact = UNCOMPRESSED.has(statfsSync(`/proc/self/fd/${file}`).type);
  const allocatedBytes = isExact ? stats.blocks * 512 : Infinity;
  const finder = new DataFinder();
  const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  for (let position = 0; position < stats.size && finder.dataBytes < allocatedBytes;) {
    signal.throwIfAborted();
    const { bytesRead } = await readDescriptor(file, piece, 0, PIECE_BYTES, position);
    if (bytesRead === 0) break;
    finder.add(piece.subarray(0, bytesRead), position);
    position += bytesRead;
  }
  return finder.ranges(stats.size);
}

class DataFinder {
  /** Grains with data, in bytes. */
  dataBytes = 0;
  readonly #ranges: { offset: number; end: number }[] = [];

  add(piece: Buffer, position: number): void {
    if (piece.length === PIECE_BYTES && isZero(piece)) return;
    for (let at = 0; at < piece.length; at += GRAIN_BYTES) {
      const grain = piece.subarray(at, at + GRAIN_BYTES);
      if (!isZero(grain)) this.#addData(position + at, position + at + grain.length);
    }
  }

  ranges(sizeBytes: number): readonly DataRange[] | undefined {
    const ranges = this.#ranges.map(({ offset, end }) => ({ offset, length: end - offset }));
    const stored = ranges.reduce((sum, { length }) => sum + length, 0);
    return ranges.length > MAX_RANGES || stored >= sizeBytes ? undefined : ranges;
  }

  #addData(offset: number, end: number): void {
    this.dataBytes += GRAIN_BYTES;
    const last = this.#ranges.at(-1);
    // Beyond the most pieces the last one grows; the file is packed as it is then.
    const isNear = last !== undefined && offset - last.end < MIN_HOLE_BYTES;
    if (last !== undefined && (isNear || this.#ranges.length > MAX_RANGES)) last.end = end;
    else this.#ranges.push({ offset, end });
  }
}

/** Compares with itself, moved by some bytes: as fast as memory, without a second buffer of that size. */
function isZero(bytes: Buffer): boolean {
  const head = Math.min(bytes.length, ZEROS.length);
  if (ZEROS.compare(bytes, 0, head, 0, head) !== 0) return false;
  return bytes.length === head || bytes.compare(bytes, 0, bytes.length - head, head) === 0;
}
