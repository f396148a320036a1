import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a route gets of node:http. */
export interface HttpBindings {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/**
 * What every handler returns: the reply was written to Node's own response. Not a real `Response`:
 * touching that global makes Node load its whole fetch implementation, which costs an emulated guest
 * seconds at each start, and here it would carry nothing.
 */
export const RESPONSE_SENT = Object.freeze({}) as Response;
