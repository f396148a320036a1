import { setTimeout as pause } from 'node:timers/promises';
import type { RpcError } from '@vmslot/proto/rpc';
import { toRpcError } from './call-failure.ts';
import { DEFAULT_FRUITLESS_ATTEMPT_COUNT, DEFAULT_RETRY_PAUSE_MS } from './limits.ts';

/** How a transfer deals with lost connections. */
export interface TransferRetryOptions {
  /** Ends the transfer with canceled. */
  readonly signal?: AbortSignal;
  /** Attempts in a row that bring nothing before it gives up. Default: 10. */
  readonly fruitlessAttemptCount?: number;
  /** Pause before the next attempt, in milliseconds, times the fruitless ones so far. Default: 200. */
  readonly retryPauseMs?: number;
}

/** One try of a transfer, from where the last one came to. */
export interface TransferAttempt<T> {
  /** @param progress to be called whenever something more is on the other side */
  readonly run: (progress: () => void) => Promise<T>;
  /** True for errors after which another attempt may help. */
  readonly isPassing: (error: RpcError) => boolean;
}

/**
 * Tries until it works, or until several attempts in a row have brought nothing.
 * @throws RpcError of the last attempt
 */
export async function retryTransfer<T>(
  { run, isPassing }: TransferAttempt<T>,
  options: TransferRetryOptions,
): Promise<T> {
  const {
    signal,
    fruitlessAttemptCount = DEFAULT_FRUITLESS_ATTEMPT_COUNT,
    retryPauseMs = DEFAULT_RETRY_PAUSE_MS,
  } = options;
  let fruitlessCount = 0;
  for (;;) {
    try {
      return await run(() => (fruitlessCount = 0));
    } catch (error) {
      const failure = toRpcError(error, signal);
      fruitlessCount += 1;
      if (!isPassing(failure) || fruitlessCount >= fruitlessAttemptCount) throw failure;
    }
    try {
      await pause(retryPauseMs * fruitlessCount, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw toRpcError(error, signal);
    }
  }
}
