import type { IncomingMessage } from 'node:http';
import {
  parseContentType,
  parseTimeout,
  RpcError,
  STREAM_CONTENT_TYPES,
  TIMEOUT_HEADER,
  UNARY_CONTENT_TYPES,
  type MessageFormat,
} from '@vmslot/proto/rpc';
import { sendError, type Exchange } from './reply.ts';

/**
 * Format of the messages of a call, from its content type. Where that is none for calls of this
 * kind, replies 415 and gives undefined.
 */
export function acceptFormat(exchange: Exchange, stream: boolean): MessageFormat | undefined {
  const kind = parseContentType(exchange.incoming.headers['content-type']);
  if (kind?.stream === stream) return kind.format;
  const accepted = stream ? STREAM_CONTENT_TYPES : UNARY_CONTENT_TYPES;
  const error = new RpcError('invalid_argument', `the content type must be one of: ${accepted}`);
  sendError(exchange, error, { status: 415, headers: { 'accept-post': accepted } });
  return undefined;
}

/**
 * Checks what the header of a call asks for, and gives its deadline in milliseconds.
 *
 * @throws RpcError invalid_argument for another version of the Connect protocol or a malformed
 * deadline, unimplemented for a compressed body
 */
export function readCallHeader({ headers }: IncomingMessage, stream: boolean): number | undefined {
  const version = headers['connect-protocol-version'];
  if (version !== undefined && version !== '1') {
    throw new RpcError('invalid_argument', 'connect-protocol-version must be 1');
  }
  const encodingHeader = stream ? 'connect-content-encoding' : 'content-encoding';
  const encoding = headers[encodingHeader];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new RpcError(
      'unimplemented',
      `${encodingHeader} must be identity: nothing is compressed`,
    );
  }
  const timeout = headers[TIMEOUT_HEADER];
  return parseTimeout(Array.isArray(timeout) ? timeout.join() : timeout);
}
