import { type EventEmitter, once } from 'node:events';

/** How long to wait. */
export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: {@link DEFAULT_WAIT_MS}. */
  readonly timeoutMs?: number | undefined;
}

/** Longer than a client takes for any single thing, shorter than a test. */
export const DEFAULT_WAIT_MS = 500_000;

/**
 * Looks now and after each change. @throws Error that says what did not come, with the cause
 */
export async function waitUntilFound<T>(
  what: string,
  find: () => T | undefined,
  changes: EventEmitter<{ change: [] }>,
  options: WaitOptions,
): Promise<T> {
  const { signal, timeoutMs = DEFAULT_WAIT_MS } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const stop = signal ? AbortSignal.any([signal, timeout]) : timeout;
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    try {
      await once(changes, 'change', { signal: stop });
    } catch (cause) {
      const reason = timeout.aborted ? `in ${timeoutMs} ms` : 'before the wait was ended';
      throw new Error(`there was not ${what} ${reason}`, { cause });
    }
  }
}
