import { ChangeSignal } from '../flow/change-signal.ts';

/** How long a {@link CriticalSection} is respected, and by which clock. */
export interface CriticalSectionOptions {
  readonly mostMs: number;
  /** Default: the time of this process. */
  readonly nowMs?: () => number;
}

/**
 * Whether programs of a task are in a critical section, and how long that may still keep them from being
 * stopped. The time counts from the first wait for it to its end, whatever happens in between: a program
 * that is stopped and continued every second, as for a CPU limit, would never be stopped else. Once the
 * time is over nothing waits, until a program has been seen outside.
 */
export class CriticalSection {
  readonly #options: CriticalSectionOptions;
  readonly #changes = new ChangeSignal();
  #isIn = false;
  #refusedSinceMs: number | undefined;

  constructor(options: CriticalSectionOptions) {
    this.#options = options;
  }

  /** Notes what a program has said, or that there are none. */
  note(isIn: boolean): void {
    if (!isIn) this.#refusedSinceMs = undefined;
    if (isIn === this.#isIn) return;
    this.#isIn = isIn;
    this.#changes.announce();
  }

  /** Waits until it ends, its time is over, or the signal is aborted; look at the signal. */
  async left(signal?: AbortSignal): Promise<void> {
    const { mostMs, nowMs = () => performance.now() } = this.#options;
    if (!this.#isIn) return;
    this.#refusedSinceMs ??= nowMs();
    const leftMs = this.#refusedSinceMs + mostMs - nowMs();
    if (leftMs <= 0) return;
    const timeout = AbortSignal.timeout(Math.ceil(leftMs));
    const end = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
    const { version } = this.#changes;
    // Every change is an end of it, which counts though it may have begun anew since.
    await this.#changes.wait(version, end);
  }
}
