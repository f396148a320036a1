import { fstatSync, lstatSync, readlinkSync } from 'node:fs';
import type { vmslot } from '@vmslot/proto/agent';
import { nameIn } from './directory-descriptor.ts';
import { errnoOf, toFileError } from './file-error.ts';
import { toFileInfo } from './file-info.ts';
import { quoted } from './path-policy.ts';
import { withParent } from './with-parent.ts';

/** Looks at a name that is a link, and then is not, or the other way round. */
const MAX_LOOKS = 8;

/**
 * Describes a file; a link itself, not what it points at.
 * @throws AgentError: not_found, invalid_argument, failed_precondition where the path leads through
 *   a link
 */
export async function stat(
  request: vmslot.agent.v1.StatRequest.$Properties,
): Promise<vmslot.agent.v1.StatResponse.$Shape> {
  const path = request.path ?? '';
  try {
    return await withParent(path, ({ directory, name }) => ({
      file: describeName(directory, name),
    }));
  } catch (error) {
    throw toFileError(error, `cannot look at ${quoted(path)}`);
  }
}

/**
 * Describes what a name in an open directory stands for.
 * @param name empty: the directory itself
 * @throws system errors as they come
 */
export function describeName(directory: number, name: string): vmslot.agent.v1.FileInfo.$Shape {
  if (name === '') return toFileInfo('', fstatSync(directory));
  const path = nameIn(directory, name);
  for (let look = 1; ; look += 1) {
    const stats = lstatSync(path);
    if (!stats.isSymbolicLink()) return toFileInfo(name, stats);
    try {
      return { ...toFileInfo(name, stats), linkTarget: readlinkSync(path) };
    } catch (error) {
      // It has become something else since.
      if (errnoOf(error) !== 'EINVAL' || look === MAX_LOOKS) throw error;
    }
  }
}
