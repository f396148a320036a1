import type { MachineControl } from './machine-control.ts';

/** How often a {@link RunningTimeout} looks whether time passes; its precision. */
export const RUNNING_TIMEOUT_STEP_MS = 200;

/**
 * RunningTimeout aborts a signal after a time in which the machine ran: while it is paused, or this
 * program or the host slept, nothing that the guest owes can come. Dispose it when the wait is over.
 */
export class RunningTimeout implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(timeoutMs: number, control: Pick<MachineControl, 'isPaused'>) {
    let leftMs = timeoutMs;
    let lastMs = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      // A longer step was a sleep of this program, or the machine's own process had no turn either.
      if (!control.isPaused) leftMs -= Math.min(now - lastMs, 5 * RUNNING_TIMEOUT_STEP_MS);
      lastMs = now;
      if (leftMs > 0) return;
      clearInterval(this.#timer);
      this.#controller.abort(new DOMException('the time is over', 'TimeoutError'));
    }, RUNNING_TIMEOUT_STEP_MS);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
