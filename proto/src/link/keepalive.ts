import type { LinkClock, LinkTimer } from './clock.ts';

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
 * paused no time passes for it, and after a resume the count begins again.
 */
export class KeepAlive {
  readonly #options: KeepAliveOptions;
  #timer: LinkTimer | undefined;
  #heardAt = 0;
  #attempts = 0;
  #running = false;
  #paused = false;

  constructor(options: KeepAliveOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    this.heard();
    this.#schedule();
  }

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

  pause(): void {
    this.#paused = true;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.heard();
    this.#schedule();
  }

  #schedule(): void {
    if (!this.#running || this.#paused) return;
    this.#timer?.cancel();
    this.#timer = this.#options.clock.setTimer(() => this.#check(), this.#options.intervalMs);
  }

  #check(): void {
    const quietMs = this.#options.clock.now() - this.#heardAt;
    if (quietMs >= this.#options.timeoutMs) {
      this.stop();
      this.#options.onSilent();
      return;
    }
    if (quietMs >= this.#options.intervalMs) {
      this.#attempts++;
      this.#options.onQuiet(this.#attempts);
    }
    this.#schedule();
  }
}
