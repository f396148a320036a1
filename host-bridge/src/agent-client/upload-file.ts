import { createHash, randomUUID } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RpcError } from '@vmslot/proto/rpc';
import type { AgentClient } from './agent-client.ts';
import {
  DEFAULT_CALL_TIMEOUT_MS,
  SLOWEST_HASH_BYTES_PER_MS,
  UPLOAD_PIECE_BYTES,
} from './limits.ts';
import { retryTransfer, type TransferRetryOptions } from './transfer-retry.ts';

/** What {@link uploadFile} needs of a client. */
export type UploadClient = Pick<AgentClient, 'file' | 'putUpload'>;

/** Options of {@link uploadFile}. */
export interface UploadFileOptions extends TransferRetryOptions {
  /** File of the host. */
  readonly localPath: string;
  /** Absolute path in the guest. */
  readonly path: string;
  /** The same id goes on with an upload that was begun earlier. Default: a new one. */
  readonly uploadId?: string;
  /** Permission bits. Default: those of the file that is replaced, or 0644. */
  readonly mode?: number;
  /** Owner in the guest. Default: that of the file that is replaced, or root. */
  readonly user?: string;
  /** Told how many bytes the agent has. */
  readonly onProgress?: (receivedBytes: number) => void;
}

/** What {@link uploadFile} has done. */
export interface UploadedFile {
  readonly sizeBytes: number;
  /** In hexadecimal, the same at both ends. */
  readonly sha256: string;
  /** Bytes that were sent in all; what is over the size was sent again. */
  readonly sentBytes: number;
}

/**
 * Sends a file to the guest, in pieces of `UPLOAD_PIECE_BYTES`. After a lost connection, and after a
 * restart of the agent, it goes on with the piece that was under way. In the guest the file appears
 * all at once, when all of it is there and its SHA-256 is right. One that is given up can be taken up
 * again with its id, or `file.abortUpload` drops what came.
 * @throws RpcError: data_loss where the local file changed meanwhile, else what the agent says
 */
export async function uploadFile(
  client: UploadClient,
  options: UploadFileOptions,
): Promise<UploadedFile> {
  const file = await openLocal(options.localPath);
  try {
    const { size } = await file.stat();
    const transfer = new FileUpload(client, file, size, options);
    return await retryTransfer(
      {
        run: (progress) => transfer.run(progress),
        // The agent, or its machine, may have been put back to a time before: then it has less.
        isPassing: ({ code }) => code === 'unavailable' || transfer.isSetBack,
      },
      options,
    );
  } finally {
    await file.close();
  }
}

class FileUpload {
  /** True where the last attempt failed because the agent has less than it had said. */
  isSetBack = false;
  readonly #client: UploadClient;
  readonly #file: FileHandle;
  readonly #sizeBytes: number;
  readonly #options: UploadFileOptions;
  readonly #uploadId: string;
  readonly #hash = createHash('sha256');
  #hashedBytes = 0;
  #sentBytes = 0;
  /** The most that the agent has had. */
  #mostBytes = 0;

  constructor(
    client: UploadClient,
    file: FileHandle,
    sizeBytes: number,
    options: UploadFileOptions,
  ) {
    this.#client = client;
    this.#file = file;
    this.#sizeBytes = sizeBytes;
    this.#options = options;
    this.#uploadId = options.uploadId ?? randomUUID();
  }

  async run(progress: () => void): Promise<UploadedFile> {
    const { path, mode, user, signal, onProgress = () => undefined } = this.#options;
    const call = signal === undefined ? {} : { signal };
    this.isSetBack = false;
    const sizeBytes = this.#sizeBytes;
    const request = { uploadId: this.#uploadId, path, sizeBytes, mode: mode ?? null };
    const opened = await this.#client.file.openUpload({ ...request, user: user ?? '' }, call);
    let receivedBytes = opened.receivedBytes ?? 0;
    // A part of a piece that was cut off has come as well.
    if (receivedBytes > this.#mostBytes) progress();
    this.#mostBytes = Math.max(this.#mostBytes, receivedBytes);
    while (receivedBytes < sizeBytes) {
      await this.#hashUpTo(receivedBytes);
      receivedBytes = await this.#sendPiece(receivedBytes);
      this.#mostBytes = Math.max(this.#mostBytes, receivedBytes);
      onProgress(receivedBytes);
      progress();
    }
    await this.#hashUpTo(sizeBytes);
    const sha256 = this.#hash.copy().digest();
    await this.#finish(sha256);
    return { sizeBytes, sha256: sha256.toString('hex'), sentBytes: this.#sentBytes };
  }

  async #sendPiece(offset: number): Promise<number> {
    const { signal } = this.#options;
    const piece = await this.#read(offset, Math.min(UPLOAD_PIECE_BYTES, this.#sizeBytes - offset));
    if (offset === this.#hashedBytes) {
      this.#hash.update(piece);
      this.#hashedBytes += piece.length;
    }
    this.#sentBytes += piece.length;
    const received = await this.#noticeSetBack(
      this.#client.putUpload(this.#uploadId, Readable.from([piece], { objectMode: false }), {
        offset,
        ...(signal === undefined ? {} : { signal }),
      }),
    );
    if (received.receivedBytes <= offset || received.receivedBytes > this.#sizeBytes) {
      throw new RpcError('internal', 'the agent says that it has other bytes than were sent');
    }
    return received.receivedBytes;
  }

  async #finish(sha256: Buffer): Promise<void> {
    const { signal } = this.#options;
    const timeoutMs = DEFAULT_CALL_TIMEOUT_MS + this.#sizeBytes / SLOWEST_HASH_BYTES_PER_MS;
    const reply = await this.#noticeSetBack(
      this.#client.file.finishUpload(
        { uploadId: this.#uploadId, sha256 },
        { timeoutMs, ...(signal === undefined ? {} : { signal }) },
      ),
    );
    if (!sha256.equals(reply.sha256 ?? new Uint8Array())) {
      throw new RpcError('data_loss', 'the agent has summed up another file than was sent');
    }
  }

  async #noticeSetBack<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      const code = error instanceof RpcError ? error.code : 'internal';
      this.isSetBack = ['not_found', 'out_of_range', 'failed_precondition'].includes(code);
      throw error;
    }
  }

  /** Sums up what an earlier run has sent. */
  async #hashUpTo(end: number): Promise<void> {
    while (this.#hashedBytes < end) {
      const length = Math.min(UPLOAD_PIECE_BYTES, end - this.#hashedBytes);
      const piece = await this.#read(this.#hashedBytes, length);
      this.#hash.update(piece);
      this.#hashedBytes += piece.length;
    }
  }

  async #read(offset: number, length: number): Promise<Buffer> {
    const piece = Buffer.allocUnsafeSlow(length);
    for (let done = 0; done < length;) {
      const { bytesRead } = await this.#file.read(piece, done, length - done, offset + done);
      if (bytesRead === 0) {
        const message = `${this.#options.localPath} became shorter while it was sent`;
        throw new RpcError('data_loss', message);
      }
      done += bytesRead;
    }
    return piece;
  }
}

async function openLocal(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw new RpcError('not_found', `cannot open ${path}`, { cause });
  }
}
