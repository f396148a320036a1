import type { Duplex } from 'node:stream';
import { MAX_HEADER_BYTES } from '@vmslot/proto/rpc';
import { Pool, type buildConnector } from 'undici';
import { CONNECT_TIMEOUT_MS, MAX_CONNECTION_COUNT } from './limits.ts';

/** Where the agent is. */
export type AgentAddress =
  /** Opens a stream of the link; may throw. The transport owns the stream. */
  | { readonly openStream: () => Duplex }
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: number };

/**
 * HTTP connections to an agent, opened when calls need them. The owner closes or destroys the pool.
 * No timer of undici runs out during a call: a quiet task is normal, deadlines are the caller's, and
 * a dead link is noticed by the link.
 */
export function createTransport(address: AgentAddress): Pool {
  const origin = 'port' in address ? `http://${hostName(address.host)}:${address.port}` : ORIGIN;
  return new Pool(origin, {
    connect: connectorOf(address),
    connections: MAX_CONNECTION_COUNT,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
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
  const timeout = CONNECT_TIMEOUT_MS;
  return 'socketPath' in address ? { socketPath: address.socketPath, timeout } : { timeout };
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
