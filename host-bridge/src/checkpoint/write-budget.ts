const HOUR_MS = 3_600_000;

/** Settings of a `WriteBudget`. */
export interface WriteBudgetOptions {
  /** Bytes that checkpoints may write to the host's disk in an hour; 0: as many as they like. */
  readonly bytesPerHour: number;
}

/**
 * WriteBudget stretches the time between checkpoints, so that large ones do not wear the host's disk: what one
 * has written has to be earned back before the next. One that cannot wait, as the machine is about to leave,
 * is made all the same, and has to be earned back too.
 */
export class WriteBudget {
  readonly #bytesPerHour: number;
  #owedMs = 0;

  constructor({ bytesPerHour }: WriteBudgetOptions) {
    this.#bytesPerHour = bytesPerHour;
  }

  /** Time from the last checkpoint to the next, at least. */
  get minIntervalMs(): number {
    return this.#owedMs;
  }

  /**
   * A checkpoint has been written.
   * @param bytes what it took
   * @param sinceLastMs time since the one before
   */
  spend(bytes: number, sinceLastMs: number): void {
    if (this.#bytesPerHour === 0) return;
    const leftMs = Math.max(0, this.#owedMs - sinceLastMs);
    this.#owedMs = leftMs + (bytes / this.#bytesPerHour) * HOUR_MS;
  }
}
