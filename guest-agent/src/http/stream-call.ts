import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  encodeEndStream,
  encodeEnvelope,
  ENVELOPE_END_STREAM,
  ENVELOPE_HEADER_BYTES,
  EnvelopeDecoder,
  formatContentType,
  MAX_MESSAGE_BYTES,
  RpcError,
  type MessageFormat,
  type MethodInfo,
} from '@vmslot/proto/rpc';
import type { CallContext } from './agent-services.ts';
import { acceptFormat, readCallHeader } from './call-header.ts';
import { MAX_REPLIES_PER_TURN } from './limits.ts';
import { discardBody, writePiece, type Exchange } from './reply.ts';
import { readBody } from './request-body.ts';
import { openRequestScope, untilAborted } from './request-scope.ts';
import { translateError, type InternalErrorListener } from './translate-error.ts';
import { assertMessageSize } from './unary-call.ts';

/** A method that streams, with its handler, whatever their messages are. */
export interface StreamRoute {
  readonly method: MethodInfo<'server-stream', never, object, object, object>;
  readonly handler: (request: object, context: CallContext) => AsyncIterable<object>;
  readonly onInternalError: InternalErrorListener;
}

/**
 * Serves one server stream of the Connect protocol. The handler is asked for a reply only when the
 * one before has left. Never rejects: the caller learns of every error by the end-stream message.
 */
export async function serveStream(exchange: Exchange, route: StreamRoute): Promise<void> {
  const format = acceptFormat(exchange, true);
  if (format === undefined) return;
  const { outgoing } = exchange;
  const { method, onInternalError } = route;
  let signal = new AbortController().signal;
  let error: RpcError | undefined;
  outgoing.writeHead(200, { 'content-type': formatContentType({ format, stream: true }) });
  try {
    const timeoutMs = readCallHeader(exchange.incoming, true);
    using scope = openRequestScope(outgoing, timeoutMs);
    signal = scope.signal;
    const request = await readRequest(exchange, route, format, signal);
    outgoing.flushHeaders();
    await sendReplies(exchange, route, { request, format, signal });
  } catch (thrown) {
    error = translateError(thrown, { where: method.label, signal, onInternalError });
  }
  if (outgoing.destroyed) return;
  outgoing.end(encodeEnvelope(ENVELOPE_END_STREAM, encodeEndStream(error)));
  discardBody(exchange.incoming);
}

/** The one message of the request. */
async function readRequest(
  { incoming }: Exchange,
  { method }: StreamRoute,
  format: MessageFormat,
  signal: AbortSignal,
): Promise<object> {
  const maxBytes = ENVELOPE_HEADER_BYTES + MAX_MESSAGE_BYTES;
  const body = await readBody(incoming, { maxBytes, signal });
  const decoder = new EnvelopeDecoder();
  const [envelope, ...more] = decoder.push(body);
  decoder.end();
  // The code is the one that other implementations of the protocol use here.
  if (envelope === undefined || more.length > 0 || envelope.flags !== 0) {
    throw new RpcError('unimplemented', `${method.label} takes exactly one message`);
  }
  return method.request.decode(envelope.data, format);
}

interface ReplyOptions {
  readonly request: object;
  readonly format: MessageFormat;
  readonly signal: AbortSignal;
}

async function sendReplies(
  { outgoing }: Exchange,
  { method, handler, onInternalError }: StreamRoute,
  { request, format, signal }: ReplyOptions,
): Promise<void> {
  const iterator = handler(request, { signal })[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (let count = 1; ; count += 1) {
      const step = await untilAborted(iterator.next(), signal);
      if (step.done === true) break;
      const bytes = method.response.encode(step.value, format);
      assertMessageSize(bytes);
      await writePiece(outgoing, encodeEnvelope(0, bytes), signal);
      // A handler that never waits and a reader that is never slow would keep all others waiting.
      if (count % MAX_REPLIES_PER_TURN === 0) await nextTurn();
    }
    ended = true;
  } finally {
    // Not waited for: a generator first has to leave the wait in which the signal found it.
    if (!ended) closeIterator(iterator, (error) => onInternalError(error, method.label), signal);
  }
}

function closeIterator(
  iterator: AsyncIterator<object>,
  onError: (error: unknown) => void,
  signal: AbortSignal,
): void {
  iterator.return?.().then(undefined, (error: unknown) => {
    // What fails because it was stopped has been told already.
    if (!signal.aborted) onError(error);
  });
}
