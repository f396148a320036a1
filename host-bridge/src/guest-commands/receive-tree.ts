import { randomBytes } from 'node:crypto';
import { lstat, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ArchiveError, ArchiveUnpacker } from '@vmslot/proto/archive';
import { RpcError } from '@vmslot/proto/rpc';
import { toRpcError, type AgentClient } from '../agent-client/index.ts';
import { printable } from '../report/printable.ts';
import { TreeSink } from './tree-sink.ts';

/** Options of {@link receiveTree}. */
export interface ReceiveTreeOptions {
  /** Directory of the guest. */
  readonly guest: string;
  /** Absolute path of the directory that it becomes here; what is in the way must be empty. */
  readonly local: string;
  /** Take the place of a directory that holds something. */
  readonly replace: boolean;
  readonly signal: AbortSignal;
  /** Told how much content was written so far. */
  readonly onProgress: (doneBytes: number) => void;
}

/** What {@link receiveTree} has made. */
export interface ReceivedTree {
  readonly entryCount: number;
  readonly contentBytes: number;
  /** Links that lead out of the tree. */
  readonly skippedLinkCount: number;
}

/**
 * Fetches a directory of a guest, an attacker here, as one archive. It passes the gate into a fresh
 * directory beside its place, which nobody else can enter, and gets its place when all of it is there
 * and its SHA-256 was found right.
 * @throws RpcError: data_loss and failed_precondition for what the gate refuses, already_exists, and
 *   what the agent says; nothing is left then
 */
export async function receiveTree(
  client: Pick<AgentClient, 'getTree'>,
  options: ReceiveTreeOptions,
): Promise<ReceivedTree> {
  const { guest, local, replace, signal, onProgress } = options;
  const staging = `${local}.${randomBytes(8).toString('hex')}.part`;
  try {
    await assertPlace(local, replace);
    await mkdir(staging, { mode: 0o700 });
    try {
      const fresh = join(staging, 'new');
      await mkdir(fresh);
      const { body, verified } = await client.getTree(guest, { signal });
      let doneBytes = 0;
      const sink = new TreeSink(fresh, (byteCount) => {
        doneBytes += byteCount;
        onProgress(doneBytes);
      });
      const isLinux = process.platform === 'linux';
      const unpacker = new ArchiveUnpacker(sink, {
        caseSensitive: isLinux,
        linuxNames: isLinux,
        windowsNames: process.platform === 'win32',
        hardLinks: true,
        sparse: true,
        // The sink leaves out those that lead elsewhere.
        anyLinkTarget: true,
      });
      await pipeline(body, unpacker, { signal });
      await verified;
      await putInPlace(fresh, local, join(staging, 'old'), replace);
      const { entryCount, contentBytes } = unpacker;
      return { entryCount, contentBytes, skippedLinkCount: sink.skippedLinkCount };
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  } catch (error) {
    throw toCopyError(error, local, signal);
  }
}

async function assertPlace(local: string, replace: boolean): Promise<void> {
  try {
    const found = await lstat(local);
    if (!found.isDirectory()) {
      throw new RpcError('failed_precondition', `${printable(local)} is there and no directory`);
    }
    // A directory has a link from its parent and one from itself; files in it show at the end.
    if (!replace && found.nlink > 2) throw isThere(local);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function putInPlace(
  fresh: string,
  local: string,
  old: string,
  replace: boolean,
): Promise<void> {
  try {
    // Goes over an empty directory, and over nothing else that is there.
    await rename(fresh, local);
    return;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    if (!replace) throw isThere(local);
  }
  await rename(local, old);
  try {
    await rename(fresh, local);
  } catch (error) {
    await rename(old, local);
    throw error;
  }
}

function isThere(local: string): RpcError {
  const message = `${printable(local)} is there and not empty: remove it, or use --replace`;
  return new RpcError('already_exists', message);
}

/** Errors of copying in one line: of the archive, of the host's file system, of the agent. */
export function toCopyError(error: unknown, local: string, signal: AbortSignal): RpcError {
  if (error instanceof ArchiveError) {
    const code = error.code === 'content_changed' ? 'aborted' : 'failed_precondition';
    return new RpcError(code, `not copied: ${error.message}`, { cause: error });
  }
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && syscall !== undefined && !signal.aborted && FILE_CODES.has(code)) {
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    return new RpcError(
      isFull ? 'resource_exhausted' : 'failed_precondition',
      isFull ? `no room for ${printable(local)}` : `cannot use ${printable(local)} (${code})`,
      { cause: error },
    );
  }
  return toRpcError(error, signal);
}

const FILE_CODES: ReadonlySet<string> = new Set([
  'EACCES',
  'EBUSY',
  'EDQUOT',
  'EEXIST',
  'EFBIG',
  'EIO',
  'EISDIR',
  'ELOOP',
  'EMFILE',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOSPC',
  'ENOTDIR',
  'EPERM',
  'EROFS',
  'EXDEV',
]);
