import { open, type FileHandle } from 'node:fs/promises';
import type { SnapshotInfo } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import { MAX_BACKING_PATH_BYTES } from './encode-overlay.ts';

/** Most snapshots that an overlay may have; the bridge keeps a few. */
export const MAX_SNAPSHOT_COUNT = 256;

/** Most bytes of one entry in the table of snapshots; those that QEMU writes have about 100. */
export const MAX_SNAPSHOT_ENTRY_BYTES = 4096;

const HEADER_BYTES = 104;
const ENTRY_HEADER_BYTES = 40;
const CORRUPT_BIT = 0x2;
const L1_ENTRY_BYTES = 8;

/** What an overlay says of itself. */
export interface OverlayContents {
  readonly backingFile: string;
  readonly virtualBytes: number;
  readonly snapshots: readonly SnapshotInfo[];
}

/**
 * Reads an overlay's header and its table of snapshots, also while QEMU has it open. Source: QEMU,
 * docs/interop/qcow2.txt.
 *
 * @throws HypervisorError `snapshot_unusable` where it is missing, cut off, marked as corrupt, or no
 *   qcow2 file of version 3
 */
export async function readOverlay(file: string): Promise<OverlayContents> {
  try {
    const handle = await open(file, 'r');
    try {
      return await readContents(handle, file);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof HypervisorError) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw unusable(file, `cannot be read (${why})`, error);
  }
}

async function readContents(handle: FileHandle, file: string): Promise<OverlayContents> {
  const { size } = await handle.stat();
  const bytesAt = async (position: number, length: number): Promise<Buffer> => {
    if (!Number.isSafeInteger(position) || position + length > size) {
      throw unusable(file, 'is cut off');
    }
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await handle.read(buffer, 0, length, position);
    if (bytesRead < length) throw unusable(file, 'is cut off');
    return buffer;
  };
  const header = await bytesAt(0, HEADER_BYTES);
  if (header.toString('latin1', 0, 4) !== 'QFI\u00fb' || header.readUInt32BE(4) !== 3) {
    throw unusable(file, 'is no overlay');
  }
  if ((header.readUInt32BE(76) & CORRUPT_BIT) !== 0) throw unusable(file, 'is marked as corrupt');
  const backingBytes = header.readUInt32BE(16);
  if (backingBytes > MAX_BACKING_PATH_BYTES) throw unusable(file, 'is no overlay');
  const backing = await bytesAt(Number(header.readBigUInt64BE(8)), backingBytes);
  const count = header.readUInt32BE(60);
  if (count > MAX_SNAPSHOT_COUNT) throw unusable(file, `has ${count} snapshots`);
  const snapshots: SnapshotInfo[] = [];
  let position = Number(header.readBigUInt64BE(64));
  for (let index = 0; index < count; index += 1) {
    const entry = await bytesAt(position, ENTRY_HEADER_BYTES);
    const [idBytes, nameBytes] = [entry.readUInt16BE(12), entry.readUInt16BE(14)];
    const extraBytes = entry.readUInt32BE(36);
    const entryBytes = ENTRY_HEADER_BYTES + extraBytes + idBytes + nameBytes;
    if (entryBytes > MAX_SNAPSHOT_ENTRY_BYTES) throw unusable(file, 'has a damaged snapshot');
    const rest = await bytesAt(position + ENTRY_HEADER_BYTES, entryBytes - ENTRY_HEADER_BYTES);
    // The table of the snapshot's disk: where it is cut off, so is the snapshot.
    await bytesAt(Number(entry.readBigUInt64BE(0)) + entry.readUInt32BE(8) * L1_ENTRY_BYTES - 1, 1);
    snapshots.push({
      tag: rest.toString('utf8', extraBytes + idBytes),
      bytes: extraBytes >= 8 ? Number(rest.readBigUInt64BE(0)) : entry.readUInt32BE(32),
      savedAtMs: entry.readUInt32BE(16) * 1000,
    });
    position += Math.ceil(entryBytes / 8) * 8;
  }
  return {
    backingFile: backing.toString('utf8'),
    virtualBytes: Number(header.readBigUInt64BE(24)),
    snapshots,
  };
}

function unusable(file: string, what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('snapshot_unusable', `the machine's disk ${file} ${what}`, { cause });
}
