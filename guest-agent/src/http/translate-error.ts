import { RpcError } from '@vmslot/proto/rpc';
import { AgentError } from '../errors.ts';

/** Told of errors that are faults of the agent: `where` is the method or route. Must not throw. */
export type InternalErrorListener = (error: unknown, where: string) => void;

/** What is known where an error is translated. */
export interface ErrorContext {
  /** Method or route, for people. */
  readonly where: string;
  readonly signal: AbortSignal;
  readonly onInternalError: InternalErrorListener;
}

/**
 * What a caller is told of an error. The only place where errors of services become errors of calls:
 * an `AgentError` keeps code and message; what fails because the call was stopped is told as that;
 * all else is a fault of the agent, which the caller learns no more of, and the listener everything.
 */
export function translateError(error: unknown, context: ErrorContext): RpcError {
  if (error instanceof RpcError) return error;
  if (error instanceof AgentError) {
    return new RpcError(error.code, withoutControls(error.message), { cause: error });
  }
  if (context.signal.aborted) return RpcError.from(context.signal.reason, 'canceled');
  context.onInternalError(error, context.where);
  return new RpcError('internal', `${context.where} failed inside the agent; see the agent's log`, {
    cause: error,
  });
}

/** A message may name what was sent; nobody's log or terminal may be told anything by it. */
function withoutControls(message: string): string {
  return message.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?');
}
