import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AgentApp } from './app-options.ts';

/**
 * Runs the application under node:http. It is given as much of a `Request` as routing reads (method,
 * URL, headers); bodies are read from Node's own request, so that they keep their pace.
 */
export function createNodeListener(
  app: AgentApp,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    const request = {
      method: incoming.method ?? 'GET',
      // The name of the host means nothing where a connection is all there is.
      url: `http://agent${pathOf(incoming.url)}`,
      headers: { get: (name: string) => headerOf(incoming, name) },
      signal: NEVER_ABORTED,
    };
    void app.fetch(request as unknown as Request, { incoming, outgoing });
  };
}

const NEVER_ABORTED = new AbortController().signal;

/** A target of another form (`*`, `http://other/`) belongs to no route. */
function pathOf(target: string | undefined): string {
  return target?.startsWith('/') === true ? target : '/';
}

function headerOf(incoming: IncomingMessage, name: string): string | null {
  const value = incoming.headers[name.toLowerCase()];
  return (Array.isArray(value) ? value.join(', ') : value) ?? null;
}
