import type { Duplex } from 'node:stream';
import { MAX_HEADER_BYTES } from '@vmslot/proto/rpc';
import { Pool, type buildConnector, type Dispatcher } from 'undici';
import { CONNECT_TIMEOUT_MS, MAX_CONNECTION_COUNT } from './limits.ts';

/** Where the agent is. */
export type AgentAddress =
  /** Opens a stream of the link; may throw. The transport owns the stream. */
  | { readonly openStream: () => Duplex }
  /** Sockets need the agent's token; a link has proved who is at its other end. */
  | { readonly socketPath: string; readonly token?: string }
  | { readonly host: string; readonly port: number; readonly token?: string };

/**
 * HTTP connections to an agent, opened when calls need them. The owner closes or destroys the pool.
 * No timer of undici runs out during a call: a quiet task is normal, deadlines are the caller's, and
 * a dead link is noticed by the link.
 */
export function createTransport(address: AgentAddress): Pool {
  const origin = 'port' in address ? `http://${hostName(address.host)}:${address.port}` : ORIGIN;
  const token = 'token' in address ? address.token : undefined;
  return new TokenPool(token, origin, {
    connect: connectorOf(address),
    connections: MAX_CONNECTION_COUNT,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** Sends the token, where there is one, with every request. */
class TokenPool extends Pool {
  readonly #headers: Readonly<Record<string, string>>;

  constructor(token: string | undefined, origin: string, options: Pool.Options) {
    super(origin, options);
    this.#headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    const headers = {
      ...(options.headers as Record<string, string> | undefined),
      ...this.#headers,
    };
    return super.dispatch({ ...options, headers }, handler);
  }
}

/** The name of the host means nothing where the connection is made otherwise. */
const ORIGIN = 'http://agent';

function hostName(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function connectorOf(
  address: AgentAddress,
): buildConnector.connector | Partial<buildConnector.BuildOptions> {
  if ('openStream' in address) return streamConnector(address.openStream);
  // A forwarded port may end one direction long before the other.
  const options = { timeout: CONNECT_TIMEOUT_MS, allowHalfOpen: true };
  return 'socketPath' in address ? { ...options, socketPath: address.socketPath } : options;
}

function streamConnector(openStream: () => Duplex): buildConnector.connector {
  return (_options, callback) => {
    // undici 8 loses the first request when it is called back before it has left this function.
    try {
      const stream = openStream();
      // undici listens only once it is called back, and looks at what happened before.
      stream.on('error', () => undefined);
      process.nextTick(callback, null, stream);
    } catch (error) {
      process.nextTick(callback, error, null);
    }
  };
}
