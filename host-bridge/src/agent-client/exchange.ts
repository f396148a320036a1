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
}

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
  { signal, expectedType, ...request }: ExchangeRequest,
): Promise<ExchangeResponse> {
  let response: ExchangeResponse;
  try {
    response = await dispatcher.request({ ...request, signal: signal ?? null });
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
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > maxBytes) {
        throw new RpcError('resource_exhausted', `the reply has more than ${maxBytes} bytes`);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw toRpcError(error, signal);
  }
  return Buffer.concat(chunks);
}
