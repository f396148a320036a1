import { SERVICES, type AnyMethod } from '@vmslot/proto/rpc';
import type { AgentApp, AgentAppOptions } from './app-options.ts';
import { RESPONSE_SENT } from './http-bindings.ts';
import { refuseMethod } from './refuse-method.ts';
import { serveStream, type StreamRoute } from './stream-call.ts';
import { serveUnary, type UnaryRoute } from './unary-call.ts';

/** Adds a route for every method of the schema. */
export function addRpcRoutes(app: AgentApp, options: AgentAppOptions): void {
  const { services, onInternalError } = options;
  for (const [serviceName, methods] of Object.entries(SERVICES)) {
    const service = services[serviceName as keyof typeof services] as unknown as UntypedService;
    for (const [name, method] of Object.entries<AnyMethod>(methods)) {
      // Called on the service, which may be an instance of a class.
      const handler: UntypedHandler = (...args) => (service[name] as UntypedHandler)(...args);
      const route = { method, handler, onInternalError };
      app.post(method.path, async (context) => {
        // The types of services prove that kind and handler fit; here they are erased.
        if (method.kind === 'unary') await serveUnary(context.env, route as unknown as UnaryRoute);
        else await serveStream(context.env, route as unknown as StreamRoute);
        return RESPONSE_SENT;
      });
      app.all(method.path, (context) => refuseMethod(context.env, 'POST'));
    }
  }
}

type UntypedHandler = (...args: unknown[]) => unknown;
type UntypedService = Readonly<Record<string, UntypedHandler>>;
