import type { LinkClock, LinkTimer } from './clock.ts';

/** Settings of a {@link KeepAlive}. */
export interface KeepAliveOptions {
  readonly clock: LinkClock;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Nothing was heard for an interval: ask. `attempt` counts from 1 since something was heard. */
  readonly onQuiet: (attempt: number) => void;
  /** Nothing was heard for the whole time-out. */
  readonly onSilent: () => void;
}

/**
 * KeepAlive finds out that the other side is gone. It knows that a paused VM cannot answer: while
 * paused no time passes for it, and after a resume the count begins again. The same goes for time in
 * which this process itself did not run (stopped by a signal, or the computer slept).
 */
export class KeepAlive {
  readonly #options: KeepAliveOptions;
  #timer: LinkTimer | undefined;
  #heardAt = 0;
  #attempts = 0;
  #dueMs = 0;
  #running = false;
  #paused = false;

  constructor(options: KeepAliveOptions) {
    this.#options = options;
  }

  /** Begins to listen, as if something had just been heard. */
  start(): void {
    this.#running = true;
    this.heard();
    this.#schedule();
  }

  /** Sets no timer any more. Idempotent. */
  stop(): void {
    this.#running = false;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** Something came from the other side. */
  heard(): void {
    this.#heardAt = this.#options.clock.now();
    this.#attempts = 0;
  }

  /** No time passes until {@link resume}. Idempotent. */
  pause(): void {
    this.#paused = true;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** The count begins again. Idempotent. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.heard();
    this.#schedule();
  }

  #schedule(): void {
    if (!this.#running || this.#paused) return;
    this.#timer?.cancel();
    const { clock, intervalMs, timeoutMs } = this.#options;
    // Counted from what was heard last, so that a loss is found within one interval.
    const wantedMs = this.#heardAt + Math.min(intervalMs * (this.#attempts + 1), timeoutMs);
    const now = clock.now();
    this.#dueMs = Math.max(now + 1, wantedMs);
    this.#timer = clock.setTimer(() => this.#check(), this.#dueMs - now);
  }

  #check(): void {
    const { clock, intervalMs, timeoutMs } = this.#options;
    // Far too late: what the other side sent meanwhile may still wait to be read.
    if (clock.now() - this.#dueMs > intervalMs) this.heard();
    const quietMs = clock.now() - this.#heardAt;
    if (quietMs >= timeoutMs) {
      this.stop();
      this.#options.onSilent();
      return;
    }
    if (quietMs >= intervalMs * (this.#attempts + 1)) {
      this.#attempts++;
      this.#options.onQuiet(this.#attempts);
    }
    this.#schedule();
  }
}
