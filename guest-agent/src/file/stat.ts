import { fstatSync, lstatSync } from 'node:fs';
import type { vmslot } from '@vmslot/proto/agent';
import { nameIn, withParent } from './directory-descriptor.ts';
import { toFileError } from './file-error.ts';
import { toFileInfo } from './file-info.ts';

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
    return await withParent(path, ({ directory, name }) => {
      const stats = name === '' ? fstatSync(directory) : lstatSync(nameIn(directory, name));
      return { file: toFileInfo(name, stats) };
    });
  } catch (error) {
    throw toFileError(error, `cannot look at "${path}"`);
  }
}
