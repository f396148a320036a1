import {
  formatTimeout,
  MAX_MESSAGE_BYTES,
  RpcError,
  TIMEOUT_HEADER,
  type MessageCodec,
  type MethodInfo,
} from '@vmslot/proto/rpc';
import type { Dispatcher } from 'undici';
import { callSignal, type CallOptions } from './call-options.ts';
import { exchange, readAll } from './exchange.ts';
import { countFields } from './count-fields.ts';
import { DEFAULT_CALL_TIMEOUT_MS, MAX_REPLY_FIELD_COUNT } from './limits.ts';

const CONTENT_TYPE = 'application/proto';

/**
 * Makes a unary call of the Connect protocol.
 *
 * @throws RpcError
 */
export async function callUnary<RequestIn, ResponseOut>(
  dispatcher: Dispatcher,
  method: MethodInfo<'unary', RequestIn, unknown, never, ResponseOut>,
  request: RequestIn,
  options: CallOptions = {},
): Promise<ResponseOut> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_CALL_TIMEOUT_MS;
  const signal = callSignal(options, timeoutMs);
  const { body } = await exchange(dispatcher, {
    method: 'POST',
    path: method.path,
    headers: callHeaders(CONTENT_TYPE, timeoutMs),
    body: encodeRequest(method.request, request),
    signal,
    expectedType: CONTENT_TYPE,
  });
  return decodeReply(method.response, await readAll(body, MAX_MESSAGE_BYTES, signal));
}

/** Headers of a call of the Connect protocol. */
export function callHeaders(
  contentType: string,
  timeoutMs: number | undefined,
): Record<string, string> {
  return {
    'content-type': contentType,
    'connect-protocol-version': '1',
    ...(timeoutMs === undefined ? {} : { [TIMEOUT_HEADER]: formatTimeout(timeoutMs) }),
  };
}

/** @throws RpcError resource_exhausted for a request that the agent would refuse */
export function encodeRequest<In>(codec: MessageCodec<In, unknown>, request: In): Uint8Array {
  const bytes = codec.encode(request, 'proto');
  if (bytes.length <= MAX_MESSAGE_BYTES) return bytes;
  throw new RpcError(
    'resource_exhausted',
    `the request has ${bytes.length} bytes, and ${MAX_MESSAGE_BYTES} are allowed`,
  );
}

/**
 * @throws RpcError internal for bytes that are no such message: the fault is not the caller's;
 * resource_exhausted for too many fields
 */
export function decodeReply<Out>(codec: MessageCodec<never, Out>, bytes: Uint8Array): Out {
  if (countFields(bytes, MAX_REPLY_FIELD_COUNT) > MAX_REPLY_FIELD_COUNT) {
    const message = `the agent's reply has more than ${MAX_REPLY_FIELD_COUNT} fields`;
    throw new RpcError('resource_exhausted', message);
  }
  try {
    return codec.decode(bytes, 'proto');
  } catch (error) {
    const message = `the agent's reply is not a ${codec.typeName}`;
    throw new RpcError('internal', message, { cause: error });
  }
}
