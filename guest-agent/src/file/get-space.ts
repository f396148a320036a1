import { statfsSync } from 'node:fs';
import type { vmslot } from '@vmslot/proto/agent';
import { toFileError } from './file-error.ts';
import { withInode } from './inode.ts';
import { quoted } from './path-policy.ts';
import { withParent } from './with-parent.ts';

/**
 * How much room there is on the file system of a path, for others than root.
 * @throws AgentError: not_found, invalid_argument, failed_precondition where the path leads through
 *   a link
 */
export async function getSpace(
  request: vmslot.agent.v1.GetSpaceRequest.$Properties,
): Promise<vmslot.agent.v1.GetSpaceResponse.$Shape> {
  const path = request.path ?? '';
  try {
    const { bsize, blocks, bavail, files, ffree } = await withParent(path, (located) =>
      withInode(located, (inode) => statfsSync(inode.path)),
    );
    return {
      totalBytes: blocks * bsize,
      freeBytes: bavail * bsize,
      totalFiles: files,
      freeFiles: ffree,
    };
  } catch (error) {
    throw toFileError(error, `cannot measure the file system of ${quoted(path)}`);
  }
}
