import { createHash } from 'node:crypto';
import { closeSync, read } from 'node:fs';
import { promisify } from 'node:util';
import type { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import { toFileError } from './file-error.ts';
import { openRegularFile } from './open-regular-file.ts';
import { quoted } from './path-policy.ts';

const readDescriptor = promisify(read);

/** Size of a block where the request does not say. */
export const DEFAULT_CHECKSUM_BLOCK_BYTES = 1024 * 1024;

/** Smallest block of a request. */
export const MIN_CHECKSUM_BLOCK_BYTES = 64 * 1024;

/** Largest block of a request. */
export const MAX_CHECKSUM_BLOCK_BYTES = 1024 ** 3;

/** Bytes that are read and hashed before others get a turn of the event loop. */
const PIECE_BYTES = 256 * 1024;

type ChecksumResponse = vmslot.agent.v1.ChecksumResponse.$Properties;

/**
 * The SHA-256 of each block of a file, in order, and of all of it last. What grows beyond the size at
 * the start is left out.
 * @throws AgentError: not_found, invalid_argument, failed_precondition, out_of_range where the file
 *   ends before `offset` or `offset + length`, aborted where it becomes shorter meanwhile
 */
export async function* checksum(
  request: vmslot.agent.v1.ChecksumRequest.$Properties,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<ChecksumResponse> {
  const path = request.path ?? '';
  const offset = request.offset ?? 0;
  const what = `cannot sum up ${quoted(path)}`;
  try {
    const blockBytes = checkedBlockBytes(request.blockBytes ?? 0);
    const { file, stats } = await openRegularFile(path, offset);
    try {
      const length = request.length || stats.size - offset;
      const end = offset + length;
      if (end > stats.size) {
        throw new AgentError('out_of_range', `it has ${stats.size} bytes, and not ${end}`);
      }
      const reader = new BlockReader(file, what, signal);
      for (let at = offset; at < end; at += blockBytes) {
        const bytes = Math.min(blockBytes, end - at);
        const sha256 = await reader.hashBlock(at, bytes);
        yield { block: { offset: at, length: bytes, sha256 } };
      }
      yield { whole: { offset, length, sha256: reader.wholeHash() } };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw toFileError(error, what, signal);
  }
}

class BlockReader {
  readonly #file: number;
  readonly #what: string;
  readonly #signal: AbortSignal;
  readonly #whole = createHash('sha256');
  readonly #piece = Buffer.allocUnsafeSlow(PIECE_BYTES);

  constructor(file: number, what: string, signal: AbortSignal) {
    this.#file = file;
    this.#what = what;
    this.#signal = signal;
  }

  wholeHash(): Buffer {
    return this.#whole.digest();
  }

  async hashBlock(offset: number, length: number): Promise<Buffer> {
    const block = createHash('sha256');
    for (let done = 0; done < length;) {
      this.#signal.throwIfAborted();
      const wanted = Math.min(PIECE_BYTES, length - done);
      const { bytesRead } = await readDescriptor(this.#file, this.#piece, 0, wanted, offset + done);
      if (bytesRead === 0) {
        throw new AgentError('aborted', `${this.#what}: it became shorter while it was read`);
      }
      const piece = this.#piece.subarray(0, bytesRead);
      block.update(piece);
      this.#whole.update(piece);
      done += bytesRead;
    }
    return block.digest();
  }
}

function checkedBlockBytes(bytes: number): number {
  if (bytes === 0) return DEFAULT_CHECKSUM_BLOCK_BYTES;
  if (bytes >= MIN_CHECKSUM_BLOCK_BYTES && bytes <= MAX_CHECKSUM_BLOCK_BYTES) return bytes;
  const range = `${MIN_CHECKSUM_BLOCK_BYTES} to ${MAX_CHECKSUM_BLOCK_BYTES}`;
  throw new AgentError('invalid_argument', `block_bytes: must be ${range}, not ${bytes}`);
}
