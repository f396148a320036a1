import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
} from 'node:fs';
import type { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import type { GuestUser } from '../user/user-directory.ts';
import { nameIn, openDirectoryIn } from './directory-descriptor.ts';
import { errnoOf, toFileError } from './file-error.ts';
import { parsePath, quoted } from './path-policy.ts';
import { withParent } from './with-parent.ts';

/** Permission bits of a directory where the request does not say. */
export const NEW_DIRECTORY_MODE = 0o755;

/** Nobody but the agent enters a directory before it has its owner. */
const UNFINISHED_MODE = 0o700;

/** What {@link makeDirectory} needs besides the request. */
export interface MakeDirectoryOptions {
  /** Undefined: root, and the group of root. */
  readonly owner: Pick<GuestUser, 'uid' | 'gid'> | undefined;
}

/**
 * Makes a directory, with exactly the mode of the request. With `parents` also those that are missing
 * above it, with the same owner and mode 0755; then one that is there already stays as it is.
 * @throws AgentError: already_exists, not_found where the parent is missing, invalid_argument,
 *   failed_precondition where a link or a file is in the way, resource_exhausted
 */
export async function makeDirectory(
  request: vmslot.agent.v1.MakeDirectoryRequest.$Properties,
  { owner }: MakeDirectoryOptions,
): Promise<vmslot.agent.v1.MakeDirectoryResponse.$Shape> {
  const path = request.path ?? '';
  const what = `cannot make the directory ${quoted(path)}`;
  try {
    const mode = request.mode ?? NEW_DIRECTORY_MODE;
    if (mode > 0o7777) throw new AgentError('invalid_argument', 'mode: must be at most 07777');
    const components = parsePath(path);
    const parents = request.parents === true;
    // Each from the root again: what was made before may be something else by now.
    for (let count = parents ? 1 : components.length; count <= components.length; count += 1) {
      const isLast = count === components.length;
      const each = `/${components.slice(0, count).join('/')}`;
      await makeOne(each, { mode: isLast ? mode : NEW_DIRECTORY_MODE, owner, parents });
    }
    return {};
  } catch (error) {
    throw toFileError(error, what);
  }
}

interface MakeOneOptions extends MakeDirectoryOptions {
  readonly mode: number;
  /** Be content with a directory that is there. */
  readonly parents: boolean;
}

async function makeOne(path: string, options: MakeOneOptions): Promise<void> {
  try {
    await withParent(path, ({ directory, name }) => {
      if (name === '') throw new AgentError('already_exists', '"/" is there already');
      makeIn(directory, name, options);
    });
  } catch (error) {
    if (!options.parents || errnoOf(error) !== 'EEXIST') throw error;
    await assertDirectory(path);
  }
}

/**
 * Makes a directory in an open one. System errors come as they are.
 * @throws AgentError with aborted where somebody puts another one in its place at once
 */
export function makeIn(
  parent: number,
  name: string,
  { mode, owner }: Omit<MakeOneOptions, 'parents'>,
): void {
  mkdirSync(nameIn(parent, name), { mode: UNFINISHED_MODE });
  const made = openDirectoryIn(parent, name);
  try {
    // Whoever owns the parent can move another directory here. It is left alone unless it is one that
    // only the agent can have made and nobody has used.
    const { uid, mode: madeMode } = fstatSync(made);
    const isOurs = uid === process.geteuid?.() && (madeMode & 0o777) === UNFINISHED_MODE;
    if (!isOurs || readdirSync(`/proc/self/fd/${made}/.`).length > 0) {
      const message = `${quoted(name)} was replaced while it was made; somebody else is at work`;
      throw new AgentError('aborted', message);
    }
    if (owner !== undefined) fchownSync(made, owner.uid, owner.gid);
    fchmodSync(made, mode);
  } catch (error) {
    removeEmpty(parent, name);
    throw error;
  } finally {
    closeSync(made);
  }
}

/** As a component on the way it is one, or one of root's links to one; else this fails. */
async function assertDirectory(path: string): Promise<void> {
  await withParent(`${path}/x`, () => undefined);
}

function removeEmpty(parent: number, name: string): void {
  try {
    rmdirSync(nameIn(parent, name));
  } catch {
    // Not empty, or gone: then it is somebody else's.
  }
}
