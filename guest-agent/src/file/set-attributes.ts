import { chmodSync, chownSync, utimesSync } from 'node:fs';
import type { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import { toFileError } from './file-error.ts';
import { assertNoPlantedName, withInode } from './inode.ts';
import { quoted } from './path-policy.ts';
import { withParent } from './with-parent.ts';

/** Largest user or group number; the one above means "leave it" to chown(2). */
export const MAX_OWNER_ID = 0xff_ff_ff_fe;

/** Latest time that every file system of a guest can keep, in milliseconds: the year 2446 of ext4. */
export const MAX_MODIFIED_MS = 15_032_385_535_000;

/**
 * Changes mode, owner and time of change of one file or directory; what is absent stays. The file is
 * held by a descriptor, so all changes reach the one that was looked at. A link has no attributes
 * worth changing and is refused.
 *
 * The kernel takes set-user-ID bits away when the owner changes; a mode in the same request is set
 * after that.
 * @throws AgentError: not_found, invalid_argument, failed_precondition for a link, or for a file with
 *   other names in a directory that others can write to
 */
export async function setAttributes(
  request: vmslot.agent.v1.SetAttributesRequest.$Properties,
): Promise<vmslot.agent.v1.SetAttributesResponse.$Shape> {
  const path = request.path ?? '';
  try {
    const { mode, uid, gid, modifiedMs } = checked(request);
    await withParent(path, (located) =>
      withInode(located, ({ stats, path: inode }) => {
        if (stats.isSymbolicLink()) {
          throw new AgentError('failed_precondition', `${quoted(path)} is a symbolic link`);
        }
        assertNoPlantedName(stats, located.directory, path);
        if (uid !== undefined || gid !== undefined) {
          chownSync(inode, uid ?? stats.uid, gid ?? stats.gid);
        }
        if (mode !== undefined) chmodSync(inode, mode);
        if (modifiedMs !== undefined) utimesSync(inode, stats.atimeMs / 1000, modifiedMs / 1000);
      }),
    );
    return {};
  } catch (error) {
    throw toFileError(error, `cannot change ${quoted(path)}`);
  }
}

function checked(request: vmslot.agent.v1.SetAttributesRequest.$Properties) {
  return {
    mode: inRange('mode', request.mode, 0o7777),
    uid: inRange('uid', request.uid, MAX_OWNER_ID),
    gid: inRange('gid', request.gid, MAX_OWNER_ID),
    modifiedMs: inRange('modified_ms', request.modifiedMs, MAX_MODIFIED_MS),
  };
}

function inRange(field: string, value: number | null | undefined, max: number): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (value >= 0 && value <= max) return value;
  throw new AgentError('invalid_argument', `${field}: must be 0 to ${max}, not ${value}`);
}
