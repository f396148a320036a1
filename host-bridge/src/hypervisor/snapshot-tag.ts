import { SNAPSHOT_TAG, type SnapshotInfo } from './driver.ts';
import { snapshotFailed } from './snapshot-failed.ts';

/**
 * @param product which is asked, as its users call it
 * @throws HypervisorError `hypervisor_failed` for a text that is no name of a snapshot
 */
export function assertSnapshotTag(product: string, tag: string): void {
  if (SNAPSHOT_TAG.test(tag)) return;
  throw snapshotFailed(product, 'use', `its name is not ${SNAPSHOT_TAG.source}`);
}

/** The snapshot of that name, or undefined. */
export function findSnapshot(
  snapshots: readonly SnapshotInfo[],
  tag: string,
): SnapshotInfo | undefined {
  return snapshots.find((snapshot) => snapshot.tag === tag);
}
