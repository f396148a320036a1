import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { encodeErrorBody, HTTP_STATUS_BY_CODE, RpcError } from '@vmslot/proto/rpc';
import type { AgentAppOptions } from './app-options.ts';
import { LINGER_MS, MAX_TUNNEL_COUNT } from './limits.ts';
import { translateError } from './translate-error.ts';

/** Listener of node:http's `connect` event. */
export type TunnelListener = (incoming: IncomingMessage, connection: Duplex, head: Buffer) => void;

/**
 * Serves `CONNECT host:port`: the reply is 200, and from then on the connection carries the bytes of
 * that port, at the reader's pace, each direction until its own end. A refusal is a reply with the body
 * of a failed call, after which the connection is closed.
 */
export function createTunnelListener(
  options: Pick<AgentAppOptions, 'authenticate' | 'openPort' | 'onInternalError'>,
): TunnelListener {
  let count = 0;
  return (incoming, connection, head) => {
    count += 1;
    let isCounted = true;
    const release = (): void => {
      if (isCounted) count -= 1;
      isCounted = false;
    };
    connection.once('close', release);
    // node:http has taken its own listeners off.
    connection.on('error', () => undefined);
    const isTooMany = count > MAX_TUNNEL_COUNT;
    void serveTunnel(incoming, { ...options, connection, head, isTooMany }).then((isOpen) => {
      if (!isOpen) release();
    });
  };
}

interface TunnelRequest extends Pick<
  AgentAppOptions,
  'authenticate' | 'openPort' | 'onInternalError'
> {
  readonly connection: Duplex;
  readonly head: Buffer;
  readonly isTooMany: boolean;
}

/** @returns false where it was refused. Never rejects */
async function serveTunnel(incoming: IncomingMessage, request: TunnelRequest): Promise<boolean> {
  const { authenticate, connection, head, isTooMany, onInternalError, openPort } = request;
  const left = new AbortController();
  const leave = (): void => left.abort(new RpcError('canceled', 'the caller left'));
  connection.once('close', leave);
  try {
    if (!authenticate(incoming)) {
      throw new RpcError('unauthenticated', 'the request lacks the right bearer token');
    }
    if (openPort === undefined) {
      throw new RpcError('unimplemented', 'the agent forwards no ports');
    }
    if (isTooMany) {
      throw new RpcError(
        'resource_exhausted',
        `more than ${MAX_TUNNEL_COUNT} forwarded ports at once`,
      );
    }
    join(connection, await openPort(incoming.url ?? '', left.signal), head);
    return true;
  } catch (error) {
    const { signal } = left;
    refuse(
      connection,
      translateError(error, { where: 'a forwarded port', signal, onInternalError }),
    );
    return false;
  } finally {
    connection.off('close', leave);
  }
}

function join(connection: Duplex, port: Duplex, head: Buffer): void {
  if (connection.destroyed) {
    cut(port);
    return;
  }
  cutWith(connection, port);
  cutWith(port, connection);
  if (head.length > 0) connection.unshift(head);
  connection.write('HTTP/1.1 200 OK\r\n\r\n');
  connection.pipe(port);
  port.pipe(connection);
}

/** Cuts `other` off when `stream` is gone before both of its directions have ended. */
function cutWith(stream: Duplex, other: Duplex): void {
  stream.on('error', () => undefined);
  stream.once('close', () => {
    if (!stream.readableEnded || !stream.writableFinished) cut(other);
  });
}

/** So that the other end of a socket sees a reset, and takes no torn stream for a whole one. */
function cut(stream: Duplex & Partial<Pick<Socket, 'resetAndDestroy'>>): void {
  if (stream.destroyed) return;
  if (stream.resetAndDestroy === undefined) stream.destroy(new Error('the other end was cut off'));
  else stream.resetAndDestroy();
}

/** Statuses of a proxy: it is not the agent that is unavailable or late. */
const PROXY_STATUS: ReadonlyMap<string, number> = new Map([
  ['unavailable', 502],
  ['deadline_exceeded', 504],
]);

function refuse(connection: Duplex, error: RpcError): void {
  if (!connection.writable) {
    connection.destroy();
    return;
  }
  const status = PROXY_STATUS.get(error.code) ?? HTTP_STATUS_BY_CODE[error.code];
  const body = encodeErrorBody(error);
  const challenge = status === 401 ? 'www-authenticate: Bearer\r\n' : '';
  connection.write(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: application/json\r\n` +
      `${challenge}connection: close\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  connection.end(body);
  // Destroying it now could overtake the reply.
  const timer = setTimeout(() => connection.destroy(), LINGER_MS);
  connection.once('close', () => clearTimeout(timer));
  connection.once('end', () => connection.destroy()).resume();
}
