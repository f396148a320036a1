import { stat } from 'node:fs/promises';
import { basename, join, posix, resolve } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { RpcError } from '@vmslot/proto/rpc';
import { toRpcError, type AgentClient } from '../agent-client/index.ts';
import { printable } from '../report/printable.ts';
import { safeText } from './safe-text.ts';

const { FileType } = vmslot.agent.v1;

/** What marks a path as the guest's. */
export const GUEST_PREFIX = 'guest:';

/** A copy, once both ends have been looked at. */
export interface CopyPlan {
  readonly direction: 'upload' | 'download';
  readonly kind: 'file' | 'directory';
  /** Absolute path on the host. */
  readonly local: string;
  /** Absolute path in the guest. */
  readonly guest: string;
  /** Of the source: bytes of a file, permission bits. */
  readonly sizeBytes: number;
  readonly mode: number;
}

/** What is at a path. */
interface Found {
  readonly kind: 'file' | 'directory';
  readonly sizeBytes: number;
  readonly mode: number;
}

/**
 * Finds out what is to be copied where, as cp(1) does: into a directory that is there, under the name
 * of the source; else to the name that is given.
 * @throws RpcError invalid_argument where not exactly one of the paths is the guest's; not_found and
 *   failed_precondition for a source that cannot be copied
 */
export async function planCopy(
  client: Pick<AgentClient, 'file'>,
  paths: { readonly from: string; readonly to: string; readonly workingDirectory: string },
  signal: AbortSignal,
): Promise<CopyPlan> {
  const { from, to, workingDirectory } = paths;
  const isUpload = to.startsWith(GUEST_PREFIX);
  if (isUpload === from.startsWith(GUEST_PREFIX)) {
    throw usage(`one of the two paths must be the guest's: ${GUEST_PREFIX}/absolute/path`);
  }
  const guest = guestPath((isUpload ? to : from).slice(GUEST_PREFIX.length));
  const given = isUpload ? from : to;
  if (given === '') throw usage('the path on this machine is empty');
  const local = resolve(workingDirectory, given);
  const [here, there] = [await lookHere(local), await lookThere(client, guest, signal)];
  const source = isUpload ? here : there;
  const target = isUpload ? there : here;
  if (source === undefined) {
    throw new RpcError(
      'not_found',
      `${isUpload ? printable(local) : safeText(guest)} is not there`,
    );
  }
  if (target === undefined && to.endsWith('/') && source.kind === 'file') {
    throw new RpcError('not_found', `the directory ${safeText(to)} is not there`);
  }
  const inside = target?.kind === 'directory';
  const name = isUpload ? basename(local) : posix.basename(guest);
  if (inside && (name === '' || name === '.' || name === '..')) {
    throw usage(`${isUpload ? printable(local) : safeText(guest)} has no name to be copied under`);
  }
  return {
    direction: isUpload ? 'upload' : 'download',
    ...source,
    local: inside && !isUpload ? join(local, name) : local,
    guest: inside && isUpload ? posix.join(guest, name) : guest,
  };
}

/** A guest's path without empty parts and a slash at the end; the agent judges the rest. */
function guestPath(path: string): string {
  if (!path.startsWith('/')) throw usage(`${GUEST_PREFIX}${printable(path)} is not absolute`);
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return `/${parts.join('/')}`;
}

async function lookHere(path: string): Promise<Found | undefined> {
  try {
    const found = await stat(path);
    const { size: sizeBytes, mode } = found;
    if (found.isFile()) return { kind: 'file', sizeBytes, mode: mode & 0o777 };
    if (found.isDirectory()) return { kind: 'directory', sizeBytes: 0, mode: mode & 0o777 };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new RpcError('failed_precondition', `${printable(path)} cannot be read (${code})`, {
      cause: error,
    });
  }
  throw new RpcError('failed_precondition', `${printable(path)} is no file and no directory`);
}

async function lookThere(
  client: Pick<AgentClient, 'file'>,
  path: string,
  signal: AbortSignal,
): Promise<Found | undefined> {
  try {
    const { file } = await client.file.stat({ path }, { signal });
    const sizeBytes = file?.sizeBytes ?? 0;
    const mode = file?.mode ?? 0;
    if (file?.type === FileType.FILE_TYPE_REGULAR) return { kind: 'file', sizeBytes, mode };
    if (file?.type === FileType.FILE_TYPE_DIRECTORY) {
      return { kind: 'directory', sizeBytes: 0, mode };
    }
    const target = file?.linkTarget ?? '';
    const what = target === '' ? 'is no file and no directory' : `is a link to ${safeText(target)}`;
    throw new RpcError('failed_precondition', `${safeText(path)} of the guest ${what}`);
  } catch (error) {
    const failure = toRpcError(error, signal);
    if (failure.code === 'not_found') return undefined;
    throw failure;
  }
}

function usage(message: string): RpcError {
  return new RpcError('invalid_argument', message);
}
