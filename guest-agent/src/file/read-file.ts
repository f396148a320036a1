import { closeSync, read } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import { PieceStream } from '@vmslot/proto/archive';
import { AgentError } from '../errors.ts';
import { toFileError } from './file-error.ts';
import { openRegularFile } from './open-regular-file.ts';
import { quoted } from './path-policy.ts';

const readDescriptor = promisify(read);

/** Size of the pieces that a file is read in, in bytes. */
export const READ_FILE_BYTES = 128 * 1024;

/** Options of {@link readFile}. */
export interface ReadFileOptions {
  /** Absolute path; nothing on it may be a link. */
  readonly path: string;
  /** First byte. */
  readonly offset: number;
  /** Most bytes; undefined: up to the end of the file. */
  readonly length: number | undefined;
  readonly signal: AbortSignal;
}

/** A part of a file, on its way. */
export interface OpenedFile {
  /** Size of the whole file when it was opened, in bytes. */
  readonly fileBytes: number;
  /** Bytes that the stream gives. */
  readonly contentBytes: number;
  /** Read it to its end or destroy it. For its SHA-256 lead it through a `DigestTap`. */
  readonly stream: Readable;
}

/**
 * Reads a regular file, or a part of it, at the reader's pace. What grows beyond the size at the
 * start is left out; a file that shrinks makes the stream fail.
 * @throws AgentError: not_found, invalid_argument, failed_precondition where the path leads through
 *   a link or is no regular file, out_of_range where the file ends before `offset`
 */
export async function readFile(options: ReadFileOptions): Promise<OpenedFile> {
  const { path, offset, signal } = options;
  const what = `cannot read ${quoted(path)}`;
  try {
    const { file, stats } = await openRegularFile(path, offset);
    let started = false;
    try {
      const fileBytes = stats.size;
      const contentBytes = Math.min(options.length ?? Infinity, fileBytes - offset);
      signal.throwIfAborted();
      const pieces = readPieces(file, { what, offset, end: offset + contentBytes, signal });
      started = true;
      return {
        fileBytes,
        contentBytes,
        stream: addAbortSignal(signal, await PieceStream.start(pieces)),
      };
    } finally {
      // From the start on the generator closes it.
      if (!started) closeSync(file);
    }
  } catch (error) {
    throw toFileError(error, what, signal);
  }
}

async function* readPieces(
  file: number,
  options: { what: string; offset: number; end: number; signal: AbortSignal },
): AsyncGenerator<Buffer> {
  const { what, end, signal } = options;
  try {
    let position = options.offset;
    while (position < end) {
      const wanted = Math.min(READ_FILE_BYTES, end - position);
      // A piece is the reader's from then on, so each read has memory of its own.
      const piece = Buffer.allocUnsafeSlow(wanted);
      const { bytesRead } = await readDescriptor(file, piece, 0, wanted, position);
      if (bytesRead === 0) {
        throw new AgentError('aborted', `${what}: it became shorter while it was read`);
      }
      position += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  } catch (error) {
    throw toFileError(error, what, signal);
  } finally {
    closeSync(file);
  }
}
