import type { SnapshotSaved } from './driver.ts';
import type { SnapshotControl } from './driver-machine.ts';
import { checkRoom, isOutOfRoom, noRoom, readFreeBytes, type ReadFreeBytes } from './room.ts';
import { snapshotFailed } from './snapshot-failed.ts';
import { assertSnapshotTag, findSnapshot } from './snapshot-tag.ts';
import { syncTree } from './sync-tree.ts';

export interface TakeSnapshotOptions {
  /** As its users call it. */
  readonly product: string;
  readonly tag: string;
  /** Where the machine with its snapshots is. */
  readonly directory: string;
  /** Most bytes that the snapshot may take. */
  readonly neededBytes: number;
  /** How the room of a file system is read. Default: statfs(2). */
  readonly readFreeBytes?: ReadFreeBytes | undefined;
  readonly list: SnapshotControl['list'];
  /** Has the hypervisor take it, with the guest standing still meanwhile. */
  readonly take: () => Promise<unknown>;
}

/**
 * Saves a snapshot by a hypervisor that has files of its own in a directory: it is there, and survives a power
 * cut, when this resolves.
 *
 * @throws HypervisorError `no_room`, `hypervisor_failed`, and what `list` and `take` throw
 */
export async function takeSnapshot(options: TakeSnapshotOptions): Promise<SnapshotSaved> {
  const { product, tag, directory, neededBytes, list, take } = options;
  assertSnapshotTag(product, tag);
  if (findSnapshot(await list(), tag) !== undefined) {
    throw snapshotFailed(product, 'save', `there is a snapshot ${tag}`);
  }
  await checkRoom(directory, neededBytes, options.readFreeBytes);
  const startMs = performance.now();
  try {
    await take();
    const standstillMs = performance.now() - startMs;
    await syncTree(directory);
    const saved = findSnapshot(await list(), tag);
    if (saved === undefined) {
      throw snapshotFailed(product, 'save', 'it says that it did, but it is not there');
    }
    return { standstillMs, bytes: saved.bytes };
  } catch (error) {
    if (!isOutOfRoom(error)) throw error;
    throw noRoom(directory, neededBytes, await readFreeBytes(directory), error);
  }
}
