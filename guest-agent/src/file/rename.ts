import { linkSync, lstatSync, mkdirSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import type { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import { nameIn } from './directory-descriptor.ts';
import { errnoOf, toFileError } from './file-error.ts';
import { quoted } from './path-policy.ts';
import { withParent, type Located } from './with-parent.ts';

/**
 * Gives a file, link or directory another name on the same file system. What a link points at is not
 * looked at, at either end.
 *
 * With `replace` it is one `rename(2)`: at any moment `to` is the old or the new one, whole. Without,
 * nothing that holds data is ever replaced, whoever else is at work there: a file or link gets its
 * second name before it loses the first (an agent that is killed in between leaves both), and a
 * directory goes over an empty one that was made for it, so that all it could replace is another empty
 * directory that came at that moment.
 * @throws AgentError: not_found, already_exists, invalid_argument, failed_precondition for two file
 *   systems, a directory over one that is not empty, one that would go into itself, a link in the way
 */
export async function rename(
  request: vmslot.agent.v1.RenameRequest.$Properties,
): Promise<vmslot.agent.v1.RenameResponse.$Shape> {
  const { from = '', to = '' } = request;
  try {
    await withParent(from, (source) =>
      withParent(to, (target) => {
        if (source.name === '' || target.name === '') {
          throw new AgentError('invalid_argument', '"/" cannot be renamed');
        }
        if (request.replace === true) renameSync(pathOf(source), pathOf(target));
        else moveWithoutReplacing(source, target);
      }),
    );
    return {};
  } catch (error) {
    throw toFileError(error, `cannot rename ${quoted(from)} to ${quoted(to)}`);
  }
}

function moveWithoutReplacing(source: Located, target: Located): void {
  const from = pathOf(source);
  const to = pathOf(target);
  const moved = lstatSync(from);
  if (moved.isDirectory()) {
    moveDirectory(from, to);
    return;
  }
  try {
    // Linux does not follow a link here (linkat(2) without AT_SYMLINK_FOLLOW).
    linkSync(from, to);
  } catch (error) {
    if (errnoOf(error) !== 'EPERM') throw error;
    const message = 'this file system has no second names for a file, so nothing can be renamed';
    throw new AgentError('failed_precondition', `${message} without replace`, { cause: error });
  }
  unlinkSync(from);
}

function moveDirectory(from: string | Buffer, to: string | Buffer): void {
  mkdirSync(to, { mode: 0o700 });
  try {
    renameSync(from, to);
  } catch (error) {
    removePlaceholder(to);
    // Somebody has put something into the place since.
    if (errnoOf(error) === 'ENOTEMPTY' || errnoOf(error) === 'ENOTDIR') {
      throw new AgentError('already_exists', 'something was put at the new name', { cause: error });
    }
    throw error;
  }
}

function removePlaceholder(path: string | Buffer): void {
  try {
    rmdirSync(path);
  } catch {
    // Not empty, or gone: then it is somebody else's.
  }
}

function pathOf({ directory, name }: Located): string | Buffer {
  return nameIn(directory, name);
}
