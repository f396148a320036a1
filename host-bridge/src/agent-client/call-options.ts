/** What every call of the agent takes besides its request. */
export interface CallOptions {
  /** Aborting it ends the call with canceled, and stops the work for it in the agent. */
  readonly signal?: AbortSignal;
  /**
   * Deadline, in milliseconds. The agent is told of it. Default: `DEFAULT_CALL_TIMEOUT_MS` for unary
   * calls, none for streams and bulk.
   */
  readonly timeoutMs?: number;
}

/** One signal for everything that may end a call; undefined where nothing may. */
export function callSignal(
  { signal }: CallOptions,
  timeoutMs: number | undefined,
): AbortSignal | undefined {
  if (timeoutMs === undefined) return signal;
  const timeout = AbortSignal.timeout(Math.ceil(timeoutMs));
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}
