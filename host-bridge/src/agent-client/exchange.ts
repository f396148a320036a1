import type { Readable } from 'node:stream';
import {
  codeFromHttpStatus,
  decodeErrorBody,
  MAX_ERROR_BODY_BYTES,
  RpcError,
} from '@vmslot/proto/rpc';
import type { Dispatcher } from 'undici';
import { toRpcError } from './call-failure.ts';

/** A request to the agent. */
export interface ExchangeRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | Readable;
  readonly signal: AbortSignal | undefined;
  /** Content type that a good reply has. */
  readonly expectedType: string;
  /** Bytes of the body that wait for their reader. Default: {@link BUFFERED_REPLY_BYTES}. */
  readonly bufferedBytes?: number;
}

/**
 * Bytes of a reply that wait for their reader. Few: each may have come in a chunk of its own, which costs
 * a hundred times its length.
 */
export const BUFFERED_REPLY_BYTES = 4 * 1024;

/** The agent's reply with status 200. The caller reads the body to its end or destroys it. */
export type ExchangeResponse = Dispatcher.ResponseData;

/**
 * Sends a request and waits for the header of the reply.
 *
 * @throws RpcError what the agent says where the status is not 200; internal for another content
 * type; and whatever `toRpcError` makes of a lost connection or an aborted signal
 */
export async function exchange(
  dispatcher: Dispatcher,
  { signal, expectedType, bufferedBytes = BUFFERED_REPLY_BYTES, ...request }: ExchangeRequest,
): Promise<ExchangeResponse> {
  let response: ExchangeResponse;
  try {
    response = await dispatcher.request({
      ...request,
      signal: signal ?? null,
      highWaterMark: bufferedBytes,
    });
  } catch (error) {
    throw toRpcError(error, signal);
  }
  const { statusCode, headers, body } = response;
  // A body that is given up fails; nobody may be reading it then.
  body.on('error', () => undefined);
  const type = String(headers['content-type'] ?? '');
  if (statusCode !== 200) {
    const fallback = codeFromHttpStatus(statusCode);
    if (type !== 'application/json') {
      body.destroy();
      throw new RpcError(fallback, `the agent replied with HTTP status ${statusCode}`);
    }
    throw decodeErrorBody(await readAll(body, MAX_ERROR_BODY_BYTES, signal), fallback);
  }
  if (type !== expectedType) {
    body.destroy();
    throw new RpcError('internal', `the agent's reply has not the content type ${expectedType}`);
  }
  return response;
}

/**
 * Whole body of a reply, counted as it comes.
 *
 * @throws RpcError resource_exhausted for more than `maxBytes`, else as `toRpcError` says
 */
export async function readAll(
  body: Readable,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  // Copied together as they come: kept by itself, a chunk of one byte costs a hundred.
  let bytes = Buffer.allocUnsafeSlow(Math.min(maxBytes, FIRST_BODY_BYTES));
  let length = 0;
  let chunkCount = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      const end = length + chunk.length;
      chunkCount += 1;
      if (end > maxBytes) {
        throw new RpcError('resource_exhausted', `the reply has more than ${maxBytes} bytes`);
      }
      if (chunkCount > FREE_CHUNK_COUNT + end / MIN_CHUNK_BYTES) {
        throw new RpcError(
          'resource_exhausted',
          `the reply comes in pieces that are too small: ${chunkCount} for ${end} bytes`,
        );
      }
      if (end > bytes.length) {
        const larger = Buffer.allocUnsafeSlow(Math.min(maxBytes, Math.max(end, 2 * bytes.length)));
        larger.set(bytes.subarray(0, length));
        bytes = larger;
      }
      bytes.set(chunk, length);
      length = end;
    }
  } catch (error) {
    throw toRpcError(error, signal);
  }
  return bytes.subarray(0, length);
}

/** Pieces of a reply that may be of any size. */
export const FREE_CHUNK_COUNT = 4096;

/** Bytes of a piece beyond those, on the average: each costs time and memory, whatever its length. */
export const MIN_CHUNK_BYTES = 32;

/** Room for a body at first; it doubles when that is full. */
const FIRST_BODY_BYTES = 4 * 1024;
