import type { Duplex } from 'node:stream';
import type { Hono } from 'hono/tiny';
import type { AgentServices } from './agent-services.ts';
import type { Authenticate } from './authenticate.ts';
import type { BulkServices } from './bulk-services.ts';
import type { HttpBindings } from './http-bindings.ts';
import type { InternalErrorListener } from './translate-error.ts';

/** The agent's HTTP application. It runs under node:http only: it writes to Node's own response. */
export type AgentApp = Hono<{ Bindings: HttpBindings }>;

/** What the application needs. */
export interface AgentAppOptions {
  readonly services: AgentServices;
  readonly bulk: BulkServices;
  readonly authenticate: Authenticate;
  readonly onInternalError: InternalErrorListener;
  /**
   * Opens the port that a CONNECT request names; the server owns it then. Fails with `AgentError`.
   * Default: none is forwarded.
   */
  readonly openPort?: (target: string, signal: AbortSignal) => Promise<Duplex>;
}
