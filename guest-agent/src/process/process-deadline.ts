/** Longest that a timer of the runtime can be set for is about 24 days; looked at again after this. */
const LONGEST_TIMER_MS = 3_600_000;

/** Calls back at a time that may change. Whoever makes it disposes of it. */
export class ProcessDeadline implements Disposable {
  readonly #nowMs: () => number;
  readonly #onReached: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(nowMs: () => number, onReached: () => void) {
    this.#nowMs = nowMs;
    this.#onReached = onReached;
  }

  /** Replaces the time, by the clock of nowMs; infinity: none. */
  set(atMs: number): void {
    clearTimeout(this.#timer);
    if (!Number.isFinite(atMs)) return;
    const leftMs = Math.max(0, atMs - this.#nowMs());
    this.#timer = setTimeout(
      () => {
        if (this.#nowMs() >= atMs) this.#onReached();
        else this.set(atMs);
      },
      Math.min(leftMs, LONGEST_TIMER_MS),
    );
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
