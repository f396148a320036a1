import { createHash, randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { RpcError } from '@vmslot/proto/rpc';
import type { AgentClient } from './agent-client.ts';
import { DEFAULT_DOWNLOAD_BYTES } from './limits.ts';
import { retryTransfer, type TransferRetryOptions } from './transfer-retry.ts';

/** What {@link downloadFile} needs of a client. */
export type DownloadClient = Pick<AgentClient, 'file' | 'getFile'>;

/** Options of {@link downloadFile}. */
export interface DownloadFileOptions extends TransferRetryOptions {
  /** Absolute path in the guest. */
  readonly path: string;
  /** Where it goes on the host; a file that is there is replaced at the end, at once. */
  readonly localPath: string;
  /** A larger file is refused, whatever the guest says. Default: 64 GiB. */
  readonly maxBytes?: number;
  /** Told how many bytes have come. */
  readonly onProgress?: (receivedBytes: number) => void;
}

/** What {@link downloadFile} has done. */
export interface DownloadedFile {
  readonly sizeBytes: number;
  /** In hexadecimal, the same at both ends. */
  readonly sha256: string;
  /** Requests that it took; each after the first went on where the one before was cut. */
  readonly requestCount: number;
}

/** Bytes that are read at once to sum up what has come. */
const HASH_BYTES = 1024 * 1024;

/**
 * Fetches a file of the guest into a fresh file beside its place, which it takes when it is complete
 * and on the disk. After a lost connection it goes on where it was; the whole is then compared with
 * the SHA-256 that the agent makes of the whole, so that a file that changed in between is noticed.
 * @throws RpcError: aborted where the file in the guest changed meanwhile, data_loss for damage,
 *   resource_exhausted for more than `maxBytes`, else what the agent says
 */
export async function downloadFile(
  client: DownloadClient,
  options: DownloadFileOptions,
): Promise<DownloadedFile> {
  const temporary = `${options.localPath}.${randomBytes(8).toString('hex')}.part`;
  const file = await open(temporary, 'wx+', 0o600);
  try {
    let downloaded: DownloadedFile;
    try {
      const transfer = new FileDownload(client, file, options);
      downloaded = await retryTransfer(
        {
          run: (progress) => transfer.run(progress),
          isPassing: ({ code }) => code === 'unavailable',
        },
        options,
      );
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, options.localPath);
    return downloaded;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

class FileDownload {
  readonly #client: DownloadClient;
  readonly #file: FileHandle;
  readonly #options: DownloadFileOptions;
  #receivedBytes = 0;
  #fileBytes: number | undefined;
  #requestCount = 0;
  #isVerified = false;

  constructor(client: DownloadClient, file: FileHandle, options: DownloadFileOptions) {
    this.#client = client;
    this.#file = file;
    this.#options = options;
  }

  async run(progress: () => void): Promise<DownloadedFile> {
    if (this.#receivedBytes !== this.#fileBytes) await this.#receive(progress);
    const sha256 = await this.#hash();
    if (!this.#isVerified) await this.#compare(sha256);
    const sizeBytes = this.#receivedBytes;
    return { sizeBytes, sha256: sha256.toString('hex'), requestCount: this.#requestCount };
  }

  async #receive(progress: () => void): Promise<void> {
    const { path, signal, onProgress = () => undefined } = this.#options;
    const offset = this.#receivedBytes;
    this.#requestCount += 1;
    const range = { offset, ...(signal === undefined ? {} : { signal }) };
    const { body, fileBytes } = await this.#open(path, range);
    try {
      this.#noteSize(fileBytes);
      for await (const chunk of body as AsyncIterable<Buffer>) {
        this.#assertBelowLimit(this.#receivedBytes + chunk.length);
        await this.#file.write(chunk, 0, chunk.length, this.#receivedBytes);
        this.#receivedBytes += chunk.length;
        onProgress(this.#receivedBytes);
        if (chunk.length > 0) progress();
      }
    } finally {
      body.destroy();
    }
    // In one piece its own SHA-256 was right.
    this.#isVerified = offset === 0;
  }

  async #open(path: string, range: { readonly offset: number; readonly signal?: AbortSignal }) {
    try {
      return await this.#client.getFile(path, range);
    } catch (error) {
      const isShorter = error instanceof RpcError && error.code === 'out_of_range';
      throw isShorter ? this.#changed(error) : error;
    }
  }

  #noteSize(fileBytes: number | undefined): void {
    if (fileBytes === undefined) {
      throw new RpcError('internal', "the agent's reply does not say how large the file is");
    }
    this.#assertBelowLimit(fileBytes);
    if (this.#fileBytes !== undefined && this.#fileBytes !== fileBytes) {
      throw this.#changed();
    }
    this.#fileBytes = fileBytes;
  }

  #assertBelowLimit(bytes: number): void {
    const { path, maxBytes = DEFAULT_DOWNLOAD_BYTES } = this.#options;
    if (bytes <= maxBytes) return;
    const message = `${path} has over ${maxBytes} bytes, which is the limit`;
    throw new RpcError('resource_exhausted', message);
  }

  async #compare(sha256: Buffer): Promise<void> {
    const { path, signal } = this.#options;
    const call = signal === undefined ? {} : { signal };
    const request = { path, blockBytes: 1024 ** 3, length: this.#receivedBytes };
    for await (const { whole } of this.#client.file.checksum(request, call)) {
      if (whole === undefined || whole === null) continue;
      if (sha256.equals(whole.sha256 ?? new Uint8Array())) return;
      throw this.#changed();
    }
    throw new RpcError('internal', "the agent's sum of the file has no end");
  }

  async #hash(): Promise<Buffer> {
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafeSlow(HASH_BYTES);
    for (let position = 0; position < this.#receivedBytes;) {
      const { bytesRead } = await this.#file.read(piece, 0, HASH_BYTES, position);
      if (bytesRead === 0) break;
      hash.update(piece.subarray(0, bytesRead));
      position += bytesRead;
    }
    return hash.digest();
  }

  #changed(cause?: unknown): RpcError {
    const message = `${this.#options.path} changed while it was fetched; try again`;
    return new RpcError('aborted', message, { cause });
  }
}
