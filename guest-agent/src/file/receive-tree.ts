import { closeSync, fchmodSync, fchownSync, fsync, mkdirSync, renameSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { ArchiveUnpacker, type ArchiveLimits } from '@vmslot/proto/archive';
import { AgentError } from '../errors.ts';
import type { GuestUser } from '../user/user-directory.ts';
import { checkedDigest, createDigestStream, type BodyDigest } from './body-digest.ts';
import { nameIn, openDirectoryIn } from './directory-descriptor.ts';
import { errnoOf, toFileError } from './file-error.ts';
import { statIfThere } from './if-there.ts';
import { NEW_DIRECTORY_MODE } from './make-directory.ts';
import { quoted } from './path-policy.ts';
import type { ReceivedArchive } from './receive-archive.ts';
import {
  makeStagingDirectory,
  randomName,
  removeStagingDirectory,
  STAGING_PREFIX,
} from './staging-directory.ts';
import { StagingSink } from './staging-sink.ts';
import { syncFileSystem } from './sync-file-system.ts';
import { TREE_ARCHIVE_OPTIONS } from './tree-policy.ts';
import { withParent, type Located } from './with-parent.ts';

const syncDirectory = promisify(fsync);

/** Options of {@link receiveTree}. */
export interface ReceiveTreeOptions {
  /** Absolute path of the directory that the archive becomes; its parent is there already. */
  readonly path: string;
  /** Owner of everything in it; undefined: root. */
  readonly owner: Pick<GuestUser, 'uid' | 'gid'> | undefined;
  /** Take the place of a directory that holds something; else that is already_exists. */
  readonly replace: boolean;
  readonly digest: BodyDigest;
  readonly signal: AbortSignal;
  /** Defaults: `DEFAULT_ARCHIVE_LIMITS`. */
  readonly limits?: Partial<ArchiveLimits>;
}

/**
 * Unpacks a tar archive into a directory that is there whole or not at all: into a staging directory
 * beside it that nobody else can enter, synced, and put in place with one rename. That goes over an
 * empty directory too. Where one that holds something is replaced it is moved away before, so for a
 * moment there is none; a failure puts it back.
 * @param source ends or is destroyed by the end
 * @throws AgentError: already_exists, not_found where the parent is missing, failed_precondition where
 *   a link or a file is in the way, invalid_argument for an archive that breaks a rule, data_loss for
 *   a damaged one, resource_exhausted, canceled
 */
export async function receiveTree(
  source: Readable,
  options: ReceiveTreeOptions,
): Promise<ReceivedArchive> {
  const { path, signal } = options;
  try {
    return await withParent(path, async (located) => {
      assertPlace(located, options);
      const stagingName = `${STAGING_PREFIX}tree-${randomName()}`;
      const staging = makeStagingDirectory(located.directory, stagingName);
      try {
        const received = await unpack(source, staging, options);
        // One step for all files, where an fsync of each would wait for the disk as often.
        await syncFileSystem(`/proc/${process.pid}/fd/${staging}`, { signal });
        signal.throwIfAborted();
        putInPlace(staging, located, options.replace);
        await syncDirectory(located.directory);
        return received;
      } finally {
        closeSync(staging);
        await removeStagingDirectory(located.directory, stagingName);
      }
    });
  } catch (error) {
    source.destroy();
    throw toFileError(error, `cannot unpack the archive into ${quoted(path)}`, signal);
  }
}

/** Tells before all bytes have come what would fail after them. */
function assertPlace({ directory, name }: Located, { path, replace }: ReceiveTreeOptions): void {
  if (name === '') throw new AgentError('invalid_argument', '"/" cannot be replaced');
  const old = statIfThere(directory, name);
  if (old === undefined) return;
  if (!old.isDirectory()) {
    const what = old.isSymbolicLink() ? 'is a symbolic link' : 'is no directory';
    throw new AgentError('failed_precondition', `${quoted(path)} ${what}; remove it first`);
  }
  // An empty directory has a link from its parent and one from itself; files in it show at the end.
  if (!replace && old.nlink > 2) throw isThere(path);
}

async function unpack(
  source: Readable,
  staging: number,
  { owner, limits, digest, signal }: ReceiveTreeOptions,
): Promise<ReceivedArchive> {
  mkdirSync(nameIn(staging, NEW), { mode: 0o700 });
  const fresh = openDirectoryIn(staging, NEW);
  try {
    const { uid, gid } = owner ?? { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
    const sink = new StagingSink({ directory: `/proc/self/fd/${fresh}`, uid, gid, isTree: true });
    const unpacker = new ArchiveUnpacker(sink, {
      ...TREE_ARCHIVE_OPTIONS,
      limits: { ...TREE_ARCHIVE_OPTIONS.limits, ...limits },
    });
    const body = createDigestStream(digest);
    await pipeline(source, body, unpacker, { signal });
    fchownSync(fresh, uid, gid);
    fchmodSync(fresh, NEW_DIRECTORY_MODE);
    const { entryCount, contentBytes } = unpacker;
    return { entryCount, contentBytes, sha256: checkedDigest(body, digest) };
  } finally {
    closeSync(fresh);
  }
}

const NEW = 'new';
const OLD = 'old';

function putInPlace(staging: number, { directory, name }: Located, replace: boolean): void {
  const fresh = nameIn(staging, NEW);
  const target = nameIn(directory, name);
  try {
    // Goes over an empty directory, and over nothing else that is there.
    renameSync(fresh, target);
    return;
  } catch (error) {
    const isFull = errnoOf(error) === 'ENOTEMPTY' || errnoOf(error) === 'EEXIST';
    if (!isFull) throw error;
    if (!replace) throw isThere(name);
  }
  const old = nameIn(staging, OLD);
  renameSync(target, old);
  try {
    renameSync(fresh, target);
  } catch (error) {
    renameSync(old, target);
    throw error;
  }
}

function isThere(path: string): AgentError {
  const message = `${quoted(path)} is there and not empty; remove it first, or ask for replace`;
  return new AgentError('already_exists', message);
}
