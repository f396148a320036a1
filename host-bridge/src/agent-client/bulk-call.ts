import type { Readable } from 'node:stream';
import {
  assertContentDigest,
  CONTENT_DIGEST_TRAILER,
  DIGEST_HEADER,
  DigestTap,
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
  });
  const { body: received, trailers } = response;
  const body = new VerifyingTap(trailers);
  received.on('error', (error) => body.destroy(toRpcError(error, signal)));
  body.once('close', () => received.destroy());
  const verified = new Promise<void>((resolve, reject) => {
    body.once('end', resolve).once('error', reject);
    body.once('close', () => reject(new RpcError('canceled', 'the body was not read to its end')));
  });
  // Whoever reads the body learns the same from it.
  verified.catch(() => undefined);
  received.pipe(body);
  return { body, verified };
}

/** Passes bytes on, and compares their SHA-256 with the trailer at the end. */
class VerifyingTap extends DigestTap {
  readonly #trailers: Readonly<Record<string, unknown>>;

  constructor(trailers: Readonly<Record<string, unknown>>) {
    super();
    this.#trailers = trailers;
  }

  override _flush(callback: (error?: Error | null) => void): void {
    super._flush((error) => {
      try {
        const field = this.#trailers[CONTENT_DIGEST_TRAILER];
        assertContentDigest(this.digest ?? EMPTY, typeof field === 'string' ? field : undefined);
        callback(error);
      } catch (mismatch) {
        callback(toRpcError(mismatch));
      }
    });
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
