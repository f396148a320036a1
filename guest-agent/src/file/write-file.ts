import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsync,
  fsyncSync,
  openSync,
  renameSync,
} from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { AgentError } from '../errors.ts';
import { checkedDigest, createDigestStream, type BodyDigest } from './body-digest.ts';
import { nameIn } from './directory-descriptor.ts';
import { toFileError } from './file-error.ts';
import { FileSink } from './file-sink.ts';
import { removeIfThere, statIfThere } from './if-there.ts';
import { assertNoPlantedName } from './inode.ts';
import { quoted } from './path-policy.ts';
import { withParent } from './with-parent.ts';

const syncDescriptor = promisify(fsync);

const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** Without O_NONBLOCK opening a FIFO waits for a reader, for ever. */
const OPEN_EXISTING = constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Mode of a file that was not there before. */
export const NEW_FILE_MODE = 0o644;

/** Options of {@link writeFile}. */
export interface WriteFileOptions {
  /** Absolute path in an existing directory; nothing on it may be a link. */
  readonly path: string;
  /** 0: replace the file as a whole. More: go on at this byte of a file that has at least as many. */
  readonly offset: number;
  readonly digest: BodyDigest;
  readonly signal: AbortSignal;
}

/** What {@link writeFile} has written. */
export interface WrittenFile {
  /** Bytes of the body, without its digest. */
  readonly contentBytes: number;
  readonly sha256: Buffer;
}

/**
 * Writes a file and brings it to the disk. From offset 0 on it is replaced with one rename, so it is
 * the old or the new file, whole; it keeps owner and permission bits of the old one, else it belongs
 * to the agent. From a later offset on it is written in place: after a failure the bytes from
 * `offset` on mean nothing, and the caller sends them again.
 * @param source ends or is destroyed by the end
 * @throws AgentError: not_found, invalid_argument, failed_precondition where the path leads through
 *   a link or is no regular file, out_of_range where the file ends before `offset`, data_loss where
 *   the digest is wrong, resource_exhausted where the disk is full
 */
export async function writeFile(source: Readable, options: WriteFileOptions): Promise<WrittenFile> {
  const { path, offset, signal } = options;
  try {
    return await withParent(path, ({ directory, name }) => {
      if (name === '') throw new AgentError('invalid_argument', '"/" is no file');
      const write = offset === 0 ? replaceFile : continueFile;
      return write(directory, name, source, options);
    });
  } catch (error) {
    source.destroy();
    throw toFileError(error, `cannot write ${quoted(path)}`, signal);
  }
}

async function replaceFile(
  directory: number,
  name: string,
  source: Readable,
  options: WriteFileOptions,
): Promise<WrittenFile> {
  const old = statIfThere(directory, name);
  if (old?.isFile() === false) throw notRegular(options.path);
  const temporary = nameIn(directory, `.vmslot-${randomBytes(12).toString('hex')}`);
  const file = openSync(temporary, CREATE, 0o600);
  try {
    const written = await writeAndClose(file, source, options, () => {
      if (old !== undefined) fchownSync(file, old.uid, old.gid);
      fchmodSync(file, (old?.mode ?? NEW_FILE_MODE) & 0o777);
    });
    renameSync(temporary, nameIn(directory, name));
    fsyncSync(directory);
    return written;
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

async function continueFile(
  directory: number,
  name: string,
  source: Readable,
  options: WriteFileOptions,
): Promise<WrittenFile> {
  const file = openSync(nameIn(directory, name), OPEN_EXISTING);
  return writeAndClose(file, source, options, () => {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw notRegular(options.path);
    assertNoPlantedName(stats, directory, options.path);
    if (stats.size < options.offset) {
      const message = `${quoted(options.path)} has ${stats.size} bytes, so nothing can go to ${options.offset}`;
      throw new AgentError('out_of_range', message);
    }
  });
}

async function writeAndClose(
  file: number,
  source: Readable,
  options: WriteFileOptions,
  prepare: () => void,
): Promise<WrittenFile> {
  const sink = new FileSink({ file, offset: options.offset });
  try {
    prepare();
    const digest = createDigestStream(options.digest);
    await pipeline(source, digest, sink, { signal: options.signal });
    const sha256 = checkedDigest(digest, options.digest);
    await syncDescriptor(file);
    return { contentBytes: sink.writtenBytes, sha256 };
  } finally {
    sink.destroy();
    await sink.idle;
    closeSync(file);
  }
}

function notRegular(path: string): AgentError {
  return new AgentError('failed_precondition', `${quoted(path)} is no regular file`);
}
