/** Counts how long a program has run, without the time it was suspended. */
export class RunClock {
  readonly #nowMs: () => number;
  #runMs: number;
  #runningSince: number | undefined;

  /**
   * @param runMs what has been counted before
   * @param runningSince since when it runs, by the clock of nowMs; undefined: it stands
   */
  constructor(nowMs: () => number, runMs = 0, runningSince?: number) {
    this.#nowMs = nowMs;
    this.#runMs = runMs;
    this.#runningSince = runningSince;
  }

  start(): void {
    this.#runningSince ??= this.#nowMs();
  }

  /** @param agoMs how long ago it stopped to run, where that is learnt only now */
  stop(agoMs = 0): void {
    if (this.#runningSince === undefined) return;
    const sinceMs = this.#nowMs() - this.#runningSince;
    this.#runMs += Math.max(0, sinceMs - Math.max(0, agoMs));
    this.#runningSince = undefined;
  }

  /** What the next clock of the same program is made with, for an agent that takes it up. */
  get state(): { readonly runMs: number; readonly runningSince: number | undefined } {
    return { runMs: this.#runMs, runningSince: this.#runningSince };
  }

  /** Milliseconds of running so far. */
  get runMs(): number {
    const since = this.#runningSince;
    return Math.round(this.#runMs + (since === undefined ? 0 : this.#nowMs() - since));
  }
}
