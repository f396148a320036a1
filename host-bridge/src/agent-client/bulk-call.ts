import type { Readable } from 'node:stream';
import {
  assertContentDigest,
  CONTENT_BYTES_HEADER,
  CONTENT_DIGEST_TRAILER,
  DIGEST_HEADER,
  DigestTap,
  FILE_BYTES_HEADER,
  SUFFIX_DIGEST,
  SuffixDigestWriter,
} from '@vmslot/proto/archive';
import { MAX_ERROR_BODY_BYTES, RpcError } from '@vmslot/proto/rpc';
import type { Dispatcher } from 'undici';
import { toRpcError } from './call-failure.ts';
import { callSignal, type CallOptions } from './call-options.ts';
import { exchange, readAll } from './exchange.ts';
import { MAX_PATH_LENGTH } from './limits.ts';
import { parseReceived, type Received } from './received.ts';

/** Bytes from the agent. */
export interface Download {
  /** The caller reads it to its end or destroys it. It fails at its end where bytes were damaged. */
  readonly body: Readable;
  /** Settles with the body: fulfilled when the agent's SHA-256 was found right. */
  readonly verified: Promise<void>;
  /** Of a file: size of all of it when the agent opened it. A claim of the guest, as all of this. */
  readonly fileBytes?: number;
  /** Of a file: bytes that the body has. It fails where they are others. */
  readonly contentBytes?: number;
}

/**
 * Sends a stream as the body of a PUT, with its SHA-256 at the end. Destroys the stream in every
 * case.
 *
 * @throws RpcError aborted where the stream itself fails, else as every call
 */
export async function upload(
  dispatcher: Dispatcher,
  path: string,
  source: Readable,
  options: CallOptions,
): Promise<Received> {
  const body = new SuffixDigestWriter();
  let sourceError: RpcError | undefined;
  source.once('error', (cause: Error) => {
    sourceError ??= new RpcError('aborted', `what is sent cannot be read: ${cause.message}`, {
      cause,
    });
    body.destroy(sourceError);
  });
  // It fails with what made undici give it up, which the call tells.
  body.on('error', () => undefined);
  const signal = callSignal(options, options.timeoutMs);
  try {
    const response = await exchange(dispatcher, {
      method: 'PUT',
      path: assertPathLength(path),
      headers: { 'content-type': 'application/octet-stream', [DIGEST_HEADER]: SUFFIX_DIGEST },
      body: source.pipe(body),
      signal,
      expectedType: 'application/json',
    });
    return parseReceived(await readAll(response.body, MAX_ERROR_BODY_BYTES, signal));
  } catch (error) {
    throw sourceError ?? error;
  } finally {
    body.destroy();
    source.destroy();
  }
}

/** Bytes of a download that wait for their reader. */
export const BUFFERED_DOWNLOAD_BYTES = 64 * 1024;

/**
 * Asks for a stream of bytes, and checks the SHA-256 that the agent sends after it.
 *
 * @param expectedType content type of the reply
 * @throws RpcError; the body fails with one too, data_loss for a missing or a wrong SHA-256
 */
export async function download(
  dispatcher: Dispatcher,
  path: string,
  expectedType: string,
  options: CallOptions,
): Promise<Download> {
  const signal = callSignal(options, options.timeoutMs);
  const response = await exchange(dispatcher, {
    method: 'GET',
    path: assertPathLength(path),
    signal,
    expectedType,
    bufferedBytes: BUFFERED_DOWNLOAD_BYTES,
  });
  const { body: received, headers, trailers } = response;
  const fileBytes = byteCount(headers[FILE_BYTES_HEADER]);
  const contentBytes = byteCount(headers[CONTENT_BYTES_HEADER]);
  const body = new VerifyingTap(trailers, contentBytes);
  received.on('error', (error) => body.destroy(toRpcError(error, signal)));
  body.once('close', () => received.destroy());
  const verified = new Promise<void>((resolve, reject) => {
    body.once('end', resolve).once('error', reject);
    body.once('close', () => reject(new RpcError('canceled', 'the body was not read to its end')));
  });
  // Whoever reads the body learns the same from it.
  verified.catch(() => undefined);
  received.pipe(body);
  return {
    body,
    verified,
    ...(fileBytes === undefined ? {} : { fileBytes }),
    ...(contentBytes === undefined ? {} : { contentBytes }),
  };
}

/** A count in a header; undefined where it is missing or none. */
function byteCount(field: string | string[] | undefined): number | undefined {
  const value = typeof field === 'string' && /^[0-9]{1,16}$/.test(field) ? Number(field) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Passes bytes on, counts them, and compares their SHA-256 with the trailer at the end. */
class VerifyingTap extends DigestTap {
  readonly #trailers: Readonly<Record<string, unknown>>;

  readonly #expectedBytes: number | undefined;
  #passedBytes = 0;

  constructor(trailers: Readonly<Record<string, unknown>>, expectedBytes: number | undefined) {
    super();
    this.#trailers = trailers;
    this.#expectedBytes = expectedBytes;
  }

  override _transform(
    chunk: Buffer,
    encoding: BufferEncoding,
    callback: (error?: Error | null, chunk?: Buffer) => void,
  ): void {
    this.#passedBytes += chunk.length;
    if (this.#passedBytes > (this.#expectedBytes ?? Infinity)) callback(this.#otherLength());
    else super._transform(chunk, encoding, callback);
  }

  override _flush(callback: (error?: Error | null) => void): void {
    super._flush((error) => {
      try {
        if (this.#passedBytes !== (this.#expectedBytes ?? this.#passedBytes)) {
          throw this.#otherLength();
        }
        const field = this.#trailers[CONTENT_DIGEST_TRAILER];
        assertContentDigest(this.digest ?? EMPTY, typeof field === 'string' ? field : undefined);
        callback(error);
      } catch (mismatch) {
        callback(toRpcError(mismatch));
      }
    });
  }

  #otherLength(): RpcError {
    const message = `the body does not have the ${this.#expectedBytes} bytes that were announced`;
    return new RpcError('data_loss', message);
  }
}

const EMPTY = new Uint8Array(32);

function assertPathLength(path: string): string {
  if (path.length <= MAX_PATH_LENGTH) return path;
  throw new RpcError(
    'invalid_argument',
    `the request names too many paths: ${path.length} bytes, and ${MAX_PATH_LENGTH} are allowed`,
  );
}
