import { open, stat, type FileHandle } from 'node:fs/promises';
import { HypervisorError } from '../errors.ts';

/*
 * A copy-on-write file of User-Mode Linux, version 3: a header, one bit for each sector that the guest has
 * written, and the sectors at their own places. Everything is big-endian. Source: the comment and the
 * structures in arch/um/drivers/cow_user.c of Linux.
 */

/** Longest path of an image in the header, in bytes, without the zero that ends it. */
export const MAX_COW_PATH_BYTES = 4095;

const MAGIC = 0x4f4f_4f4d;
const VERSION = 3;
const PATH_OFFSET = 32;
const HEADER_BYTES = PATH_OFFSET + MAX_COW_PATH_BYTES + 1;
const SECTOR_BYTES = 512;
const ALIGNMENT_BYTES = 4096;

/** What the header tells. */
export interface CowHeader {
  /** Path of the image that the file stands on. */
  readonly backingFile: string;
  /** Size of that image. */
  readonly backingBytes: number;
  /** When the image was last changed, in whole seconds since 1970, modulo 2^32. */
  readonly backingTimeSeconds: number;
}

/**
 * Header of a file over an image as it is now.
 *
 * @throws HypervisorError `image_unusable` for an image that cannot be read, is no file of whole sectors,
 *   or has too long a path
 */
export async function cowHeaderOf(imageFile: string): Promise<CowHeader> {
  let facts: Awaited<ReturnType<typeof stat>>;
  try {
    facts = await stat(imageFile);
  } catch (error) {
    throw unusable(imageFile, `cannot be read (${(error as NodeJS.ErrnoException).code})`, error);
  }
  if (!facts.isFile()) throw unusable(imageFile, 'is no file');
  if (facts.size === 0 || facts.size % SECTOR_BYTES !== 0) {
    throw unusable(imageFile, `has ${facts.size} bytes, not whole sectors of ${SECTOR_BYTES}`);
  }
  if (Buffer.byteLength(imageFile) > MAX_COW_PATH_BYTES) {
    throw unusable(imageFile, `has a path of more than ${MAX_COW_PATH_BYTES} bytes`);
  }
  return {
    backingFile: imageFile,
    backingBytes: facts.size,
    backingTimeSeconds: Math.floor(facts.mtimeMs / 1000) % 2 ** 32,
  };
}

/** Bytes of the header; the rest of a new file, up to {@link cowFileBytes}, is zeros. */
export function encodeCowHeader(header: CowHeader): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.writeUInt32BE(MAGIC, 0);
  bytes.writeUInt32BE(VERSION, 4);
  bytes.writeUInt32BE(header.backingTimeSeconds, 8);
  bytes.writeBigUInt64BE(BigInt(header.backingBytes), 12);
  bytes.writeUInt32BE(SECTOR_BYTES, 20);
  bytes.writeUInt32BE(ALIGNMENT_BYTES, 24);
  bytes.write(header.backingFile, PATH_OFFSET, MAX_COW_PATH_BYTES, 'utf8');
  return bytes;
}

/** Size of the whole file; most of it takes no room. */
export function cowFileBytes(backingBytes: number): number {
  const bitmapBytes = Math.ceil(backingBytes / SECTOR_BYTES / 8);
  return alignUp(alignUp(HEADER_BYTES) + bitmapBytes) + backingBytes;
}

/**
 * Reads the header of a file that an earlier life of the job left. What is in it may be damaged, but is
 * nothing that the guest could write.
 *
 * @throws HypervisorError `snapshot_unusable` where there is no such file, or it is none or cut off
 */
export async function readCowHeader(file: string): Promise<CowHeader> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    throw damaged(file, `cannot be opened (${(error as NodeJS.ErrnoException).code})`, error);
  }
  try {
    const bytes = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await handle.read(bytes, 0, HEADER_BYTES, 0);
    const header = decodeCowHeader(bytes.subarray(0, bytesRead));
    if (typeof header === 'string') throw damaged(file, header);
    const { size } = await handle.stat();
    if (size < cowFileBytes(header.backingBytes)) {
      throw damaged(file, `has ${size} of ${cowFileBytes(header.backingBytes)} bytes`);
    }
    return header;
  } catch (error) {
    if (error instanceof HypervisorError) throw error;
    throw damaged(file, `cannot be read: ${(error as Error).message}`, error);
  } finally {
    await handle.close();
  }
}

/** The header, or why these bytes are none, as in "the file ...". */
export function decodeCowHeader(bytes: Buffer): CowHeader | string {
  if (bytes.length < HEADER_BYTES)
    return `has ${bytes.length} of ${HEADER_BYTES} bytes of a header`;
  if (bytes.readUInt32BE(0) !== MAGIC) return 'is no copy-on-write file';
  const version = bytes.readUInt32BE(4);
  if (version !== VERSION) return `is of version ${version}, not ${VERSION}`;
  const size = bytes.readBigUInt64BE(12);
  if (size === 0n || size % BigInt(SECTOR_BYTES) !== 0n || size > BigInt(Number.MAX_SAFE_INTEGER)) {
    return `is over ${size} bytes`;
  }
  const [sectorBytes, alignment, format] = [20, 24, 28].map((at) => bytes.readUInt32BE(at));
  if (sectorBytes !== SECTOR_BYTES || alignment !== ALIGNMENT_BYTES || format !== 0) {
    return `has sectors of ${sectorBytes} bytes, alignment ${alignment} and format ${format}`;
  }
  const end = bytes.indexOf(0, PATH_OFFSET);
  if (end === -1 || end === PATH_OFFSET) return 'names no image';
  return {
    backingFile: bytes.toString('utf8', PATH_OFFSET, end),
    backingBytes: Number(size),
    backingTimeSeconds: bytes.readUInt32BE(8),
  };
}

function alignUp(value: number): number {
  return Math.ceil(value / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
}

function damaged(file: string, what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('snapshot_unusable', `the machine's disk ${file} ${what}`, { cause });
}

function unusable(file: string, what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('image_unusable', `image file ${file} ${what}; build it again`, {
    cause,
  });
}
