import type { Code } from '@vmslot/proto/rpc';

/**
 * Error of a service of the agent. The codes are Connect's, so that the one border that turns errors
 * into responses (`http/`) needs no table; services know nothing else of the wire.
 */
export class AgentError extends Error {
  override readonly name = 'AgentError';
  readonly code: Code;

  /** @param message one line for people: what, where, what to do */
  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
