import type { Duplex } from 'node:stream';
import { LINGER_MS } from './limits.ts';

/**
 * Answers what is not HTTP, or too large, and ends the connection. (By itself node:http destroys the
 * connection at once, and on a duplex the answer with it.)
 */
export function refuseConnection(error: NodeJS.ErrnoException, connection: Duplex): void {
  // What comes behind is no HTTP either, and Node says so for each piece of it.
  if (REFUSED.has(connection)) return;
  REFUSED.add(connection);
  if (!connection.writable || error.code === 'ECONNRESET' || hasReply(connection)) {
    connection.destroy();
    return;
  }
  const status = STATUS_BY_PARSER_ERROR.get(error.code ?? '') ?? '400 Bad Request';
  connection.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  // Destroying it now could overtake the answer. The caller has a moment to read it and to close.
  const timer = setTimeout(() => connection.destroy(), LINGER_MS);
  connection.once('close', () => clearTimeout(timer));
  connection.once('end', () => connection.destroy()).resume();
}

/** Connections that have had their answer, or end without one. */
const REFUSED = new WeakSet<Duplex>();

/** Errors of Node's HTTP parser that have a status of their own. */
const STATUS_BY_PARSER_ERROR: ReadonlyMap<string, string> = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
]);

/** True where a reply has begun: other bytes between would damage it. Node keeps the reply there. */
function hasReply(
  connection: Duplex & { _httpMessage?: { headersSent: boolean } | null },
): boolean {
  return connection._httpMessage?.headersSent === true;
}
