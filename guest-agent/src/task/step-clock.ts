/** Counts how long a step has run, without the time it was suspended. */
export class StepClock {
  readonly #nowMs: () => number;
  #runMs = 0;
  #runningSince: number | undefined;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  start(): void {
    this.#runningSince ??= this.#nowMs();
  }

  stop(): void {
    this.#runMs = this.runMs;
    this.#runningSince = undefined;
  }

  /** Milliseconds of running so far. */
  get runMs(): number {
    const since = this.#runningSince;
    return Math.round(this.#runMs + (since === undefined ? 0 : this.#nowMs() - since));
  }
}
