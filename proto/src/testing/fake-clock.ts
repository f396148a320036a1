/** A timer of a {@link FakeClock}. */
export interface FakeTimer {
  /** Idempotent. */
  cancel(): void;
}

/**
 * A clock that a test moves by hand, in milliseconds. Fits the link's `LinkClock`. Callbacks run
 * inside `advance`, in the order in which they are due.
 */
export class FakeClock {
  #nowMs = 0;
  readonly #timers = new Map<object, { readonly dueMs: number; readonly callback: () => void }>();

  /** Timers that have been set and have neither run nor been cancelled. */
  get timerCount(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#nowMs;
  }

  setTimer(callback: () => void, delayMs: number): FakeTimer {
    const key = {};
    this.#timers.set(key, { dueMs: this.#nowMs + Math.max(0, delayMs), callback });
    return { cancel: () => void this.#timers.delete(key) };
  }

  /** Lets time pass and runs what falls due, also what is set on the way. */
  advance(durationMs: number): void {
    const endMs = this.#nowMs + durationMs;
    for (;;) {
      const next = [...this.#timers].reduce<
        [object, { dueMs: number; callback: () => void }] | undefined
      >(
        (first, entry) => (first === undefined || entry[1].dueMs < first[1].dueMs ? entry : first),
        undefined,
      );
      if (next === undefined || next[1].dueMs > endMs) break;
      const [key, { dueMs, callback }] = next;
      this.#timers.delete(key);
      this.#nowMs = dueMs;
      callback();
    }
    this.#nowMs = endMs;
  }
}
