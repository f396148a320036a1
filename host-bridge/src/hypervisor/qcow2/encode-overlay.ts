import { open } from 'node:fs/promises';
import { HypervisorError } from '../errors.ts';

/** Unit of qcow2 files that QEMU uses by default. */
const CLUSTER_BITS = 16;
const CLUSTER_BYTES = 1 << CLUSTER_BITS;
const HEADER_BYTES = 104;
const BACKING_FORMAT_EXTENSION = 0xe2792aca;
const END_OF_EXTENSIONS = Buffer.alloc(8);

/** Longest path of an image that the qcow2 format takes, in bytes. */
export const MAX_BACKING_PATH_BYTES = 1023;

/**
 * Largest disk that an overlay can have: one cluster of L1 table, each entry of which reaches over
 * 512 MiB.
 */
export const MAX_OVERLAY_BYTES = (CLUSTER_BYTES / 8) * (CLUSTER_BYTES / 8) * CLUSTER_BYTES;

/** Size of an overlay that nobody has written to yet. */
export const EMPTY_OVERLAY_BYTES = 4 * CLUSTER_BYTES;

export interface OverlayOptions {
  readonly backingFile: string;
  readonly backingFormat: 'raw' | 'qcow2';
  /** Size of the disk that the guest sees. */
  readonly virtualBytes: number;
}

/**
 * The bytes of an empty qcow2 file with nothing below it, and with as small a disk as there is: what a guest's
 * memory is saved to lies behind the disk.
 */
export function encodeEmptyDisk(): Uint8Array {
  return encode({
    virtualBytes: CLUSTER_BYTES,
    backing: Buffer.alloc(0),
    extension: END_OF_EXTENSIONS,
  });
}

/**
 * The bytes of an empty copy-on-write overlay: a qcow2 file, version 3, without any data of its own.
 * Written here, so that a volunteer needs no `qemu-img`. Source: QEMU, docs/interop/qcow2.txt. The
 * four clusters are: header, refcount table, refcount block, L1 table.
 *
 * @throws HypervisorError with code `image_unusable` for a path or size that does not fit.
 */
export function encodeOverlay(options: OverlayOptions): Uint8Array {
  const backing = Buffer.from(options.backingFile, 'utf8');
  if (backing.length > MAX_BACKING_PATH_BYTES) {
    throw new HypervisorError(
      'image_unusable',
      `${options.backingFile}: the path has more than ${MAX_BACKING_PATH_BYTES} bytes; move the image`,
    );
  }
  if (options.virtualBytes > MAX_OVERLAY_BYTES) {
    throw new HypervisorError(
      'image_unusable',
      `${options.backingFile}: image and disk limit make ${options.virtualBytes} bytes, above ` +
        `${MAX_OVERLAY_BYTES}; lower the job's disk limit`,
    );
  }
  const extension = encodeBackingFormat(options.backingFormat);
  return encode({ virtualBytes: options.virtualBytes, backing, extension });
}

function encode(options: {
  readonly virtualBytes: number;
  readonly backing: Buffer;
  readonly extension: Buffer;
}): Uint8Array {
  const { backing, extension } = options;
  const file = Buffer.alloc(EMPTY_OVERLAY_BYTES);
  const bytesPerL1Entry = (CLUSTER_BYTES / 8) * CLUSTER_BYTES;
  file.write('QFI\u00fb', 0, 'latin1');
  file.writeUInt32BE(3, 4); // version
  const backingAt = backing.length === 0 ? 0 : HEADER_BYTES + extension.length;
  file.writeBigUInt64BE(BigInt(backingAt), 8);
  file.writeUInt32BE(backing.length, 16);
  file.writeUInt32BE(CLUSTER_BITS, 20);
  file.writeBigUInt64BE(BigInt(options.virtualBytes), 24);
  file.writeUInt32BE(Math.ceil(options.virtualBytes / bytesPerL1Entry), 36); // entries of L1
  file.writeBigUInt64BE(BigInt(3 * CLUSTER_BYTES), 40); // L1 table
  file.writeBigUInt64BE(BigInt(CLUSTER_BYTES), 48); // refcount table
  file.writeUInt32BE(1, 56); // clusters of refcount table
  file.writeUInt32BE(4, 96); // refcounts of 1 << 4 bits
  file.writeUInt32BE(HEADER_BYTES, 100);
  extension.copy(file, HEADER_BYTES);
  backing.copy(file, HEADER_BYTES + extension.length);
  file.writeBigUInt64BE(BigInt(2 * CLUSTER_BYTES), CLUSTER_BYTES); // first refcount block
  for (let cluster = 0; cluster < 4; cluster += 1) {
    file.writeUInt16BE(1, 2 * CLUSTER_BYTES + 2 * cluster);
  }
  return file;
}

/** Header extension with the format's name, padded to 8 bytes, and the end of extensions. */
function encodeBackingFormat(format: string): Buffer {
  const data = Math.ceil(format.length / 8) * 8;
  const extension = Buffer.alloc(8 + data + 8);
  extension.writeUInt32BE(BACKING_FORMAT_EXTENSION, 0);
  extension.writeUInt32BE(format.length, 4);
  extension.write(format, 8, 'ascii');
  return extension;
}

/**
 * Size of the disk that an image holds.
 *
 * @throws HypervisorError with code `image_unusable` where it is not there, empty or another format.
 */
export async function readImageBytes(file: string, format: 'raw' | 'qcow2'): Promise<number> {
  const unusable = (why: string, cause?: unknown): HypervisorError =>
    new HypervisorError('image_unusable', `image disk ${file} ${why}; build the image again`, {
      cause,
    });
  let bytes: number;
  try {
    const handle = await open(file, 'r');
    try {
      const header = Buffer.alloc(32);
      const { bytesRead } = await handle.read(header, 0, header.length, 0);
      if (format === 'raw') bytes = (await handle.stat()).size;
      else if (bytesRead < 32 || header.toString('latin1', 0, 4) !== 'QFI\u00fb')
        bytes = Number.NaN;
      else bytes = Number(header.readBigUInt64BE(24));
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unusable(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`, error);
  }
  if (Number.isNaN(bytes)) throw unusable(`is not in the format ${format}`);
  if (bytes === 0) throw unusable('is empty');
  return bytes;
}
