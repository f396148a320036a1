import {
  decodeEndStream,
  encodeEnvelope,
  ENVELOPE_END_STREAM,
  EnvelopeDecoder,
  RpcError,
  type MethodInfo,
} from '@vmslot/proto/rpc';
import type { Dispatcher } from 'undici';
import { toRpcError } from './call-failure.ts';
import { callSignal, type CallOptions } from './call-options.ts';
import { exchange } from './exchange.ts';
import { callHeaders, decodeReply, encodeRequest } from './unary-call.ts';

const CONTENT_TYPE = 'application/connect+proto';

/**
 * Calls a server stream of the Connect protocol. The call is made when the first reply is asked for,
 * replies are taken off the connection as they are asked for, and leaving the iteration cancels the
 * call.
 *
 * @throws RpcError also where the stream ends without its end-stream message
 */
export async function* callStream<RequestIn, ResponseOut>(
  dispatcher: Dispatcher,
  method: MethodInfo<'server-stream', RequestIn, unknown, never, ResponseOut>,
  request: RequestIn,
  options: CallOptions = {},
): AsyncGenerator<ResponseOut, void, undefined> {
  const signal = callSignal(options, options.timeoutMs);
  const { body } = await exchange(dispatcher, {
    method: 'POST',
    path: method.path,
    headers: callHeaders(CONTENT_TYPE, options.timeoutMs),
    body: encodeEnvelope(0, encodeRequest(method.request, request)),
    signal,
    expectedType: CONTENT_TYPE,
  });
  const decoder = new EnvelopeDecoder();
  let ended = false;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      for (const { flags, data } of decoder.push(chunk)) {
        if (ended) throw new RpcError('internal', 'the stream goes on after its end');
        if (flags === ENVELOPE_END_STREAM) {
          ended = true;
          const { error } = decodeEndStream(data);
          if (error !== undefined) throw error;
        } else {
          yield decodeReply(method.response, data);
        }
      }
    }
    decoder.end();
    if (!ended) throw new RpcError('internal', 'the stream ended without its end-stream message');
  } catch (error) {
    throw toRpcError(error, signal);
  } finally {
    // Where it has not been read to its end, this ends the connection, which the agent notices.
    body.destroy();
  }
}
