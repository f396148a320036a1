import { lstatSync, rmdirSync, unlinkSync } from 'node:fs';
import type { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import { nameIn } from './directory-descriptor.ts';
import { toFileError } from './file-error.ts';
import { removeTree } from './remove-tree.ts';
import { quoted } from './path-policy.ts';
import { withParent } from './with-parent.ts';

/**
 * Removes a file, a link (not what it points at), or a directory: an empty one, or with `recursive`
 * all that is below it.
 * @throws AgentError: not_found, invalid_argument, failed_precondition where the path leads through
 *   a link or a directory is not empty, aborted where an app fills it faster than it is emptied
 */
export async function remove(
  request: vmslot.agent.v1.RemoveRequest.$Properties,
  options: { signal: AbortSignal },
): Promise<vmslot.agent.v1.RemoveResponse.$Shape> {
  const path = request.path ?? '';
  try {
    await withParent(path, async ({ directory, name }) => {
      if (name === '') throw new AgentError('invalid_argument', 'cannot remove "/"');
      if (request.recursive === true) {
        await removeTree(directory, name, options);
        return;
      }
      const full = nameIn(directory, name);
      if (lstatSync(full).isDirectory()) rmdirSync(full);
      else unlinkSync(full);
    });
    return {};
  } catch (error) {
    throw toFileError(error, `cannot remove ${quoted(path)}`, options.signal);
  }
}
