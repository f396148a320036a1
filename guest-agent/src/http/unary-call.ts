import { formatContentType, MAX_MESSAGE_BYTES, RpcError, type MethodInfo } from '@vmslot/proto/rpc';
import type { CallContext } from './agent-services.ts';
import { acceptFormat, readCallHeader } from './call-header.ts';
import { sendError, sendReply, type Exchange } from './reply.ts';
import { readBody } from './request-body.ts';
import { openRequestScope, untilAborted } from './request-scope.ts';
import { translateError, type InternalErrorListener } from './translate-error.ts';

/** A unary method with its handler, whatever their messages are. */
export interface UnaryRoute {
  readonly method: MethodInfo<'unary', never, object, object, object>;
  readonly handler: (request: object, context: CallContext) => Promise<object>;
  readonly onInternalError: InternalErrorListener;
  /** Default: MAX_MESSAGE_BYTES. */
  readonly maxRequestBytes?: number;
}

/** Serves one unary call of the Connect protocol. Never rejects: the caller is told of every error. */
export async function serveUnary(exchange: Exchange, route: UnaryRoute): Promise<void> {
  const format = acceptFormat(exchange, false);
  if (format === undefined) return;
  const { method, handler, maxRequestBytes = MAX_MESSAGE_BYTES, onInternalError } = route;
  let signal = new AbortController().signal;
  try {
    const timeoutMs = readCallHeader(exchange.incoming, false);
    using scope = openRequestScope(exchange.outgoing, timeoutMs);
    signal = scope.signal;
    const body = await readBody(exchange.incoming, { maxBytes: maxRequestBytes, signal });
    const request = method.request.decode(body, format);
    const response = await untilAborted(handler(request, { signal }), signal);
    const bytes = method.response.encode(response, format);
    assertMessageSize(bytes);
    sendReply(exchange, { contentType: formatContentType({ format, stream: false }), body: bytes });
  } catch (error) {
    sendError(exchange, translateError(error, { where: method.label, signal, onInternalError }));
  }
}

/** @throws RpcError resource_exhausted for a message that the caller would refuse */
export function assertMessageSize(bytes: Uint8Array): void {
  if (bytes.length <= MAX_MESSAGE_BYTES) return;
  throw new RpcError(
    'resource_exhausted',
    `the reply has ${bytes.length} bytes, and ${MAX_MESSAGE_BYTES} are allowed`,
  );
}
