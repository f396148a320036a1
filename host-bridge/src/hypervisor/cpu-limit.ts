import { assertCpuLimit } from './call-errors.ts';
import type { CpuThrottle } from './cpu-throttle.ts';

/**
 * CpuLimit is the CPU limit of one machine: it is remembered from the first call on, and holds from when the
 * machine has started. Owner of the throttle: who made it.
 */
export class CpuLimit {
  #throttle: CpuThrottle | undefined;
  #cpuCount: number | undefined;
  #hasBegun = false;

  /** The process is there, and is not limited yet. */
  watch(throttle: CpuThrottle): void {
    this.#throttle = throttle;
  }

  /** The machine has started. */
  begin(): void {
    this.#hasBegun = true;
    this.#throttle?.limit(this.#cpuCount);
  }

  /** @throws RangeError for a limit that is none */
  set(cpuCount: number | undefined): void {
    assertCpuLimit(cpuCount);
    this.#cpuCount = cpuCount;
    if (this.#hasBegun) this.#throttle?.limit(cpuCount);
  }

  /** Does something for which the process must not be stopped by the limit. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    const release = this.#throttle?.hold();
    try {
      return await work();
    } finally {
      release?.();
    }
  }

  /** Lets the process run for good, as it must to end by itself. */
  close(): void {
    this.#throttle?.close();
  }
}
