import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { encodeErrorBody, HTTP_STATUS_BY_CODE, type RpcError } from '@vmslot/proto/rpc';
import { MAX_DISCARDED_BYTES } from './limits.ts';
import { untilAborted } from './request-scope.ts';

/** A request and its reply, as node:http gives them. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** A whole reply. */
export interface Reply {
  /** Default: 200. */
  readonly status?: number;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly headers?: OutgoingHttpHeaders;
}

/** Sends a whole reply, unless the caller has left. What is unread of the request is thrown away. */
export function sendReply(exchange: Exchange, reply: Reply): void {
  const { incoming, outgoing } = exchange;
  if (outgoing.destroyed || outgoing.headersSent) return;
  outgoing.writeHead(reply.status ?? 200, {
    ...reply.headers,
    'content-type': reply.contentType,
    'content-length': reply.body.length,
  });
  outgoing.end(reply.body);
  discardBody(incoming);
}

/** Sends an error in the form of a failed unary call, with the HTTP status of its code or another. */
export function sendError(
  exchange: Exchange,
  error: RpcError,
  options: { readonly status?: number; readonly headers?: OutgoingHttpHeaders } = {},
): void {
  sendReply(exchange, {
    status: options.status ?? HTTP_STATUS_BY_CODE[error.code],
    contentType: 'application/json',
    body: encodeErrorBody(error),
    headers: options.headers ?? {},
  });
}

/**
 * Writes a piece of a reply and waits until there is room for the next.
 *
 * @throws the signal's reason
 */
export async function writePiece(
  outgoing: ServerResponse,
  piece: Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  if (outgoing.write(piece)) return;
  let onDrain = (): void => undefined;
  const drained = new Promise<void>((resolve) => {
    onDrain = resolve;
    outgoing.once('drain', resolve);
  });
  await untilAborted(drained, signal).finally(() => outgoing.off('drain', onDrain));
}

/** Reads what is left of a body and throws it away, up to `MAX_DISCARDED_BYTES`. */
export function discardBody(incoming: IncomingMessage): void {
  if (incoming.readableEnded) return;
  let leftBytes = MAX_DISCARDED_BYTES;
  incoming.on('data', (chunk: Buffer) => {
    leftBytes -= chunk.length;
    if (leftBytes < 0) incoming.destroy();
  });
  // The caller may leave before its body is complete; nobody waits for it any more.
  incoming.on('error', () => undefined);
  incoming.resume();
}
