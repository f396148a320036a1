import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnapshotInfo } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import { isThere } from '../is-there.ts';
import { encodeEmptyDisk } from './encode-overlay.ts';
import { readOverlay } from './read-overlay.ts';

/** Name of the block node while a memory file is open; there is one at a time. */
export const MEMORY_NODE = 'vmslot-memory';

const PREFIX = 'memory-';
const SUFFIX = '.qcow2';

/** Where the guest's memory of a snapshot is. */
export function memoryFileOf(directory: string, tag: string): string {
  return join(directory, `${PREFIX}${tag}${SUFFIX}`);
}

/**
 * Makes an empty file for the memory of a new snapshot. Each has its own: in the overlay QEMU would have to copy
 * what an earlier snapshot still needs piece by piece, with a flush for many, while the guest stands still.
 */
export async function createMemoryFile(file: string): Promise<void> {
  await writeFile(file, encodeEmptyDisk(), { mode: 0o600 });
}

/** Arguments of `blockdev-add` (QEMU's QMP) that open it. */
export function memoryNodeOptions(file: string) {
  return { driver: 'qcow2', 'node-name': MEMORY_NODE, file: { driver: 'file', filename: file } };
}

/**
 * The snapshots of an overlay with the size of their memory, wherever that is: an earlier version kept it in the
 * overlay. One whose memory is missing has none, which {@link assertMemory} tells.
 */
export async function withMemory(
  directory: string,
  snapshots: readonly SnapshotInfo[],
): Promise<readonly SnapshotInfo[]> {
  const known = snapshots.map(async (snapshot) => {
    if (snapshot.bytes > 0) return snapshot;
    try {
      const { bytes } = await assertMemory(directory, snapshot.tag);
      return { ...snapshot, bytes };
    } catch {
      return snapshot;
    }
  });
  return await Promise.all(known);
}

/** @throws HypervisorError `snapshot_unusable` where the memory of this snapshot is not there, or damaged */
export async function assertMemory(directory: string, tag: string): Promise<SnapshotInfo> {
  const file = memoryFileOf(directory, tag);
  const found = (await readOverlay(file)).snapshots.find((snapshot) => snapshot.tag === tag);
  if (found !== undefined) return found;
  throw new HypervisorError('snapshot_unusable', `the machine's memory ${file} holds no ${tag}`);
}

/** Whether a snapshot has a file for its memory. */
export function hasMemoryFile(directory: string, tag: string): Promise<boolean> {
  return isThere(memoryFileOf(directory, tag));
}

/** Deletes what a save or a deletion that was killed has left: memory whose snapshot is not in the overlay. */
export async function removeStrayMemory(
  directory: string,
  snapshots: readonly SnapshotInfo[],
): Promise<void> {
  const wanted = new Set(snapshots.map(({ tag }) => `${PREFIX}${tag}${SUFFIX}`));
  for (const name of await readdir(directory)) {
    const isMemory = name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    if (isMemory && !wanted.has(name)) await rm(join(directory, name), { force: true });
  }
}
