import {
  chmodSync,
  closeSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ArchiveUnpacker, DEFAULT_ARCHIVE_LIMITS, type ArchiveLimits } from '@vmslot/proto/archive';
import { checkedDigest, createDigestStream, type BodyDigest } from './body-digest.ts';
import { openTrustedDirectory } from './directory-descriptor.ts';
import { errnoOf, toFileError } from './file-error.ts';
import { removeTree } from './remove-tree.ts';
import { StagingSink } from './staging-sink.ts';
import { syncFileSystem } from './sync-file-system.ts';

/** Options of {@link receiveArchive}. */
export interface ReceiveArchiveOptions {
  /** Existing directory of root's alone, on the file system of `target`; absolute. */
  readonly stagingParent: string;
  /** Absolute path of the directory that the archive becomes; parents are made where missing. */
  readonly target: string;
  /** Owner of everything in it. */
  readonly uid: number;
  readonly gid: number;
  readonly signal: AbortSignal;
  /** Defaults: `DEFAULT_ARCHIVE_LIMITS`. */
  readonly limits?: Partial<ArchiveLimits>;
  readonly digest: BodyDigest;
  /** False: leave it to the kernel when it writes to disk. Default: true. */
  readonly durable?: boolean;
}

/** What {@link receiveArchive} has received. */
export interface ReceivedArchive {
  /** Entries of the archive. */
  readonly entryCount: number;
  /** Content of its files, in bytes. */
  readonly contentBytes: number;
  /** Digest of the archive as it came, without its suffix. */
  readonly sha256: Buffer;
}

/**
 * Unpacks a tar archive into a fresh staging directory, gives it to a user, and puts it in place
 * with one rename, so that the target is the old or the new directory, whole. Before that the file
 * system is synced once: a guest that is killed right after may not have a directory of empty files
 * (delayed allocation writes names before content). After a failure only the old target is there.
 * @param source ends or is destroyed by the end
 * @throws AgentError: invalid_argument for an archive that breaks a rule, data_loss for a damaged
 *   one, resource_exhausted for a full disk or a limit, canceled
 */
export async function receiveArchive(
  source: Readable,
  options: ReceiveArchiveOptions,
): Promise<ReceivedArchive> {
  const { target, signal } = options;
  try {
    const staging = mkdtempSync(join(options.stagingParent, 'receive-'));
    try {
      const received = await unpack(source, join(staging, 'new'), options);
      if (options.durable ?? true) await syncFileSystem(staging, { signal });
      signal.throwIfAborted();
      replaceDirectory(staging, target);
      return received;
    } finally {
      await removeStaging(staging);
    }
  } catch (error) {
    source.destroy();
    throw toFileError(error, `cannot unpack the archive into "${target}"`, signal);
  }
}

async function unpack(
  source: Readable,
  directory: string,
  options: ReceiveArchiveOptions,
): Promise<ReceivedArchive> {
  const { uid, gid, signal } = options;
  mkdirSync(directory, { mode: 0o700 });
  const digest = createDigestStream(options.digest);
  const unpacker = new ArchiveUnpacker(new StagingSink({ directory, uid, gid }), {
    limits: { ...DEFAULT_ARCHIVE_LIMITS, ...options.limits },
    // The guest is a Linux: names that differ in case are different files here.
    caseSensitive: true,
  });
  await pipeline(source, digest, unpacker, { signal });
  chmodSync(directory, 0o755);
  lchownSync(directory, uid, gid);
  const { entryCount, contentBytes } = unpacker;
  return { entryCount, contentBytes, sha256: checkedDigest(digest, options.digest) };
}

/** Puts `staging/new` at `target`; what was there goes to `staging/old`, and back on a failure. */
function replaceDirectory(staging: string, target: string): void {
  const fresh = join(staging, 'new');
  const old = join(staging, 'old');
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  const hadOld = moveIfThere(target, old);
  try {
    renameSync(fresh, target);
  } catch (error) {
    if (hadOld) renameSync(old, target);
    throw error;
  }
  const parent = openTrustedDirectory(dirname(target));
  try {
    fsyncSync(parent);
  } finally {
    closeSync(parent);
  }
}

function moveIfThere(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** By descriptor, because the old target in it belongs to an app that may still have it open. */
async function removeStaging(staging: string): Promise<void> {
  const parent = openTrustedDirectory(dirname(staging));
  try {
    await removeTree(parent, basename(staging));
  } finally {
    closeSync(parent);
  }
}
