import { setTimeout as pause } from 'node:timers/promises';
import { RpcError } from '@vmslot/proto/rpc';
import {
  DEFAULT_FRUITLESS_ATTEMPT_COUNT,
  DEFAULT_RETRY_PAUSE_MS,
  toRpcError,
} from '../agent-client/index.ts';

/**
 * Makes a call that does no harm when it is made twice, until the agent was reached, or for too often.
 * @throws RpcError the first that is not unavailable, or the last of too many; canceled by `signal`
 */
export async function retryUnavailable<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const failure = toRpcError(error, signal);
      if (failure.code !== 'unavailable' || attempt >= DEFAULT_FRUITLESS_ATTEMPT_COUNT)
        throw failure;
    }
    await pauseFor(attempt * DEFAULT_RETRY_PAUSE_MS, signal);
  }
}

/** @throws RpcError canceled */
export async function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(milliseconds, undefined, { signal });
  } catch {
    throw RpcError.from(signal.reason, 'canceled');
  }
}
