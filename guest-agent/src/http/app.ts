import { RpcError } from '@vmslot/proto/rpc';
import { Hono } from 'hono/tiny';
import type { AgentApp, AgentAppOptions } from './app-options.ts';
import { addBulkRoutes } from './bulk-routes.ts';
import { RESPONSE_SENT } from './http-bindings.ts';
import { refuseMethod } from './refuse-method.ts';
import { sendError } from './reply.ts';
import { addRpcRoutes } from './rpc-routes.ts';
import { translateError } from './translate-error.ts';

/**
 * Builds the agent's HTTP application from its services; opens nothing. All replies are written to
 * Node's response itself: a detour over web streams costs too much where the guest is emulated.
 */
export function createAgentApp(options: AgentAppOptions): AgentApp {
  const { authenticate, onInternalError } = options;
  const app: AgentApp = new Hono();
  app.use(async (context, next) => {
    const { incoming } = context.env;
    if (!authenticate(incoming)) {
      const error = new RpcError('unauthenticated', 'the request lacks the right bearer token');
      sendError(context.env, error, { headers: { 'www-authenticate': 'Bearer' } });
      return RESPONSE_SENT;
    }
    if (incoming.method === 'HEAD') {
      // Hono would run the handler of GET, with all its work.
      return refuseMethod(context.env, 'GET, POST, PUT');
    }
    await next();
    return undefined;
  });
  addRpcRoutes(app, options);
  addBulkRoutes(app, options);
  app.notFound((context) => {
    const error = new RpcError('unimplemented', 'the agent has no such method or route');
    sendError(context.env, error, { status: 404 });
    return RESPONSE_SENT;
  });
  app.onError((error, context) => {
    const { signal } = context.req.raw;
    sendError(context.env, translateError(error, { where: 'http', signal, onInternalError }));
    return RESPONSE_SENT;
  });
  return app;
}
