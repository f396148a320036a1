import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { RpcError, type AnyMethod } from '@vmslot/proto/rpc';
import type { Handler } from './agent-services.ts';
import { refuseConnection } from './refuse-connection.ts';
import { refuseMethod } from './refuse-method.ts';
import { sendError } from './reply.ts';
import type { InternalErrorListener } from './translate-error.ts';
import { serveUnary, type UnaryRoute } from './unary-call.ts';

/** A handler for each of some unary methods. */
export type MethodHandlers<Methods> = { readonly [Name in keyof Methods]: Handler<Methods[Name]> };

/** What {@link createMethodServer} serves, and to how many. */
export interface MethodServerOptions<Methods> {
  readonly methods: Methods;
  readonly handlers: MethodHandlers<Methods>;
  readonly onInternalError: InternalErrorListener;
  /**
   * Connections at once; further ones are closed when they come. As many calls at once, also those whose
   * callers have left: what a handler has begun it ends.
   */
  readonly maxConnectionCount: number;
  /** Body of a request; a longer one is resource_exhausted. */
  readonly maxRequestBytes: number;
  /** Requests at once whose body has, or may have, more than `smallRequestBytes`. */
  readonly maxLargeCount: number;
  readonly smallRequestBytes: number;
  readonly maxHeaderBytes: number;
  /** For a whole request to come, and for a connection on which nothing moves. */
  readonly timeoutMs: number;
}

/**
 * A server for a few unary methods, with bounds for callers that nobody trusts: what it holds for them
 * does not grow with their number or their ill will. It listens to nothing; the owner closes it.
 */
export function createMethodServer<Methods extends Readonly<Record<string, AnyMethod>>>(
  options: MethodServerOptions<Methods>,
): Server {
  const routes = createRoutes(options);
  const busy = new WeakSet<Socket>();
  let callCount = 0;
  let largeCount = 0;
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const exchange = { incoming, outgoing };
    const { socket } = incoming;
    if (socket.destroyed) return;
    if (busy.has(socket)) {
      // Requests behind each other would be kept as long as the first is not answered.
      socket.destroy();
      return;
    }
    busy.add(socket);
    outgoing.once('close', () => busy.delete(socket));
    const route = routes.get(incoming.url ?? '');
    if (route === undefined) {
      const error = new RpcError('unimplemented', 'there is no such method here');
      sendError(exchange, error, { status: 404 });
      return;
    }
    if (incoming.method !== 'POST') {
      refuseMethod(exchange, 'POST');
      return;
    }
    const length = Number(incoming.headers['content-length'] ?? Number.POSITIVE_INFINITY);
    const isLarge = length > options.smallRequestBytes;
    if (isLarge && largeCount >= options.maxLargeCount) {
      const message = `${options.maxLargeCount} large requests are under way, send this later`;
      sendError(exchange, new RpcError('resource_exhausted', message));
      return;
    }
    if (callCount >= options.maxConnectionCount) {
      const message = `${callCount} calls are under way, send this later`;
      sendError(exchange, new RpcError('resource_exhausted', message));
      return;
    }
    callCount += 1;
    if (isLarge) largeCount += 1;
    let work: Promise<object> | undefined;
    const handler: UnaryRoute['handler'] = (request, context) =>
      (work = route.handler(request, context));
    await serveUnary(exchange, { ...route, handler });
    // The answer does not wait for a caller that has left, but what was asked for is still held.
    await work?.catch(() => undefined);
    callCount -= 1;
    if (isLarge) largeCount -= 1;
  };
  const server = createServer(
    {
      maxHeaderSize: options.maxHeaderBytes,
      headersTimeout: options.timeoutMs,
      requestTimeout: options.timeoutMs,
      keepAliveTimeout: options.timeoutMs,
    },
    (incoming, outgoing) => void serve(incoming, outgoing),
  );
  server.maxConnections = options.maxConnectionCount;
  server.timeout = options.timeoutMs;
  server.on('clientError', refuseConnection);
  return server;
}

function createRoutes<Methods extends Readonly<Record<string, AnyMethod>>>({
  handlers,
  maxRequestBytes,
  methods,
  onInternalError,
}: MethodServerOptions<Methods>): ReadonlyMap<string, UnaryRoute> {
  return new Map(
    Object.entries(methods).map(([name, method]) => {
      // The types prove that they fit; here they are erased.
      const handler = handlers[name] as unknown as UnaryRoute['handler'];
      const route = { method, handler, maxRequestBytes, onInternalError };
      return [method.path, route as unknown as UnaryRoute];
    }),
  );
}
