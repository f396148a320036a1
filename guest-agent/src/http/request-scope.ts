import type { ServerResponse } from 'node:http';
import { RpcError } from '@vmslot/proto/rpc';

/** Life of a request: its signal is aborted when the caller leaves or the deadline passes. */
export interface RequestScope extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * Opens the scope of a request. Whoever serves the request disposes it, which ends the timer and
 * changes nothing about the signal.
 *
 * @param timeoutMs deadline from now; undefined: none
 */
export function openRequestScope(outgoing: ServerResponse, timeoutMs?: number): RequestScope {
  const controller = new AbortController();
  const leave = (): void => {
    if (!outgoing.writableFinished) controller.abort(new RpcError('canceled', 'the caller left'));
  };
  if (outgoing.destroyed) leave();
  outgoing.once('close', leave);
  const expire = (): void =>
    controller.abort(new RpcError('deadline_exceeded', 'the deadline of the call has passed'));
  const timer = timeoutMs === undefined ? undefined : setTimeout(expire, timeoutMs);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      outgoing.off('close', leave);
    },
  };
}

/**
 * The result of `work`, or a rejection with the signal's reason as soon as it is aborted: a call is
 * answered in time also where its handler does not look at the signal.
 */
export async function untilAborted<Result>(
  work: PromiseLike<Result>,
  signal: AbortSignal,
): Promise<Result> {
  if (signal.aborted) {
    // Nobody else looks at it, and a rejection that nobody looks at ends the program.
    work.then(undefined, () => undefined);
    throw signal.reason;
  }
  // Not Promise.race: that would keep a reaction on a promise that outlives every call.
  return await new Promise<Result>((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).then(() => signal.removeEventListener('abort', abort), reject);
  });
}
