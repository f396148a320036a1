/**
 * Wakes whoever waits for a change. A waiter names the version it has looked at, so a change between
 * its look and its wait is not missed.
 */
export class ChangeSignal {
  #version = 0;
  readonly #waiters = new Set<() => void>();

  get version(): number {
    return this.#version;
  }

  /** Wakes all waiters. */
  announce(): void {
    this.#version += 1;
    for (const wake of this.#waiters) wake();
    this.#waiters.clear();
  }

  /** Settles at the first change after `version`, or when the signal is aborted; look which it was. */
  async wait(version: number, signal: AbortSignal): Promise<void> {
    if (this.#version !== version || signal.aborted) return;
    const { promise, resolve: wake } = Promise.withResolvers<void>();
    const onAbort = () => wake();
    this.#waiters.add(wake);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await promise;
    } finally {
      this.#waiters.delete(wake);
      signal.removeEventListener('abort', onAbort);
    }
  }
}
