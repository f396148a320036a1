import type { Code } from './code.ts';

/** Typed detail of an error: full name of a message type, and the message encoded. */
export interface ErrorDetail {
  readonly type: string;
  readonly value: Uint8Array;
}

/** Names (lower case) and values that travel with an error or the end of a stream. */
export type Metadata = Readonly<Record<string, readonly string[]>>;

/** What an `RpcError` may carry besides code and message. */
export interface RpcErrorOptions extends ErrorOptions {
  /** Default: none. */
  readonly details?: readonly ErrorDetail[];
  /** Default: none. */
  readonly metadata?: Metadata;
}

/**
 * A call failed. The code is one of the sixteen of the Connect protocol; callers branch on it and
 * never on the message, which is one line for people.
 */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: Code;
  readonly details: readonly ErrorDetail[];
  readonly metadata: Metadata;

  constructor(code: Code, message: string, options: RpcErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? [];
    this.metadata = options.metadata ?? {};
  }

  /**
   * Whatever was thrown, as an `RpcError`. An `RpcError` comes back as it is. The reason of
   * `AbortSignal.timeout` becomes deadline_exceeded and that of `AbortController.abort` canceled
   * (told apart by name, as the DOM standard fixes those); all else gets `fallback`. The cause is
   * kept.
   */
  static from(reason: unknown, fallback: Code = 'unknown'): RpcError {
    if (reason instanceof RpcError) return reason;
    if (!(reason instanceof Error))
      return new RpcError(fallback, String(reason), { cause: reason });
    switch (reason.name) {
      case 'TimeoutError':
        return new RpcError('deadline_exceeded', 'the deadline has passed', { cause: reason });
      case 'AbortError':
        return new RpcError('canceled', 'the call was canceled', { cause: reason });
      default:
        return new RpcError(fallback, reason.message, { cause: reason });
    }
  }
}
