import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { MAX_HEADER_BYTES } from '@vmslot/proto/rpc';
import type { AgentAppOptions } from './app-options.ts';
import { createAgentApp } from './app.ts';
import {
  DEFAULT_CLOSE_GRACE_MS,
  HEADERS_TIMEOUT_MS,
  IDLE_TIMEOUT_MS,
  MAX_CONNECTION_COUNT,
} from './limits.ts';
import { createNodeListener } from './node-listener.ts';
import { refuseConnection } from './refuse-connection.ts';
import { createTunnelListener } from './tunnel.ts';

/**
 * The agent's application under node:http. Connections come by `attachConnection`, or from a socket
 * on which `http` was told to listen. The owner closes it.
 */
export class AgentServer implements AsyncDisposable {
  readonly http: Server;
  /** Each with the number of its requests under way. */
  readonly #connections = new Map<Duplex, number>();
  #requestCount = 0;
  #closing: Promise<void> | undefined;

  constructor(http: Server) {
    this.http = http;
    // Before the application, which may reply at once.
    http.prependListener('request', (incoming, outgoing) => {
      const connection = incoming.socket;
      this.#requestCount += 1;
      this.#count(connection, 1);
      outgoing.once('close', () => this.#count(connection, -1));
    });
    // A forwarded port counts as a request that lasts as long as its connection.
    http.prependListener('connect', ({ socket }) => {
      this.#requestCount += 1;
      this.#count(socket, 1);
    });
    http.on('connection', (connection: Duplex) => {
      this.#connections.set(connection, 0);
      connection.once('close', () => this.#connections.delete(connection));
    });
  }

  /** Requests whose header has arrived since the start. */
  get requestCount(): number {
    return this.#requestCount;
  }

  /** Connections that are open. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /** True from the first call of `close` or `destroy` on. */
  get closing(): boolean {
    return this.#closing !== undefined;
  }

  /**
   * Takes no new connections, lets requests under way end for `graceMs`, then cuts off what is left.
   * Default: `DEFAULT_CLOSE_GRACE_MS`. A second call waits for the first.
   */
  close(options: { readonly graceMs?: number } = {}): Promise<void> {
    this.#closing ??= this.#close(options.graceMs ?? DEFAULT_CLOSE_GRACE_MS);
    return this.#closing;
  }

  /** Cuts off every connection now. */
  destroy(): void {
    this.#closing ??= this.#close(0);
    for (const connection of this.#connections.keys()) connection.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #count(connection: Duplex, change: 1 | -1): void {
    const count = this.#connections.get(connection);
    if (count === undefined) return;
    this.#connections.set(connection, count + change);
    if (this.closing && count + change === 0) connection.end();
  }

  async #close(graceMs: number): Promise<void> {
    const stopped = this.http.listening
      ? new Promise((resolve) => this.http.close(resolve))
      : undefined;
    const cut = setTimeout(() => this.destroy(), graceMs);
    const ends = [...this.#connections].map(async ([connection, count]) => {
      const end = new Promise((resolve) => connection.once('close', resolve));
      if (count === 0) connection.end();
      await end;
    });
    await Promise.all([stopped, ...ends]);
    clearTimeout(cut);
  }
}

/** Creates the agent's server. It serves nothing until it is given connections. */
export function createAgentServer(options: AgentAppOptions): AgentServer {
  const app = createAgentApp(options);
  const listener = createNodeListener(app);
  const http = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      // Uploads and event streams may take days.
      requestTimeout: 0,
      keepAliveTimeout: IDLE_TIMEOUT_MS,
    },
    listener,
  );
  http.maxConnections = MAX_CONNECTION_COUNT;
  http.on('clientError', refuseConnection);
  http.on('connect', createTunnelListener(options));
  return new AgentServer(http);
}
