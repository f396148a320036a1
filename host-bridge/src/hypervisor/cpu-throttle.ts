import { CpuGovernor } from './cpu-governor.ts';

export interface CpuThrottleOptions {
  /** Most CPUs that the process can use at once. */
  readonly cpuCount: number;
  /** Sends a signal to the process, and to nothing else; nothing happens after its end. */
  readonly signal: (name: 'SIGSTOP' | 'SIGCONT') => void;
  /**
   * CPU time that the process has used so far, or undefined where that cannot be read: then it is
   * taken to have used all CPUs while it ran, so that the limit is kept rather than reached.
   */
  readonly readCpuTimeMs: () => number | undefined;
}

/**
 * CpuThrottle keeps a process below a limit of CPU time by stopping and continuing it in short slices,
 * as a {@link CpuGovernor} decides. The process runs whenever it is held, unlimited or closed. Owner:
 * who made it; it must `close` it before it wants the process to end by itself.
 */
export class CpuThrottle {
  readonly #options: CpuThrottleOptions;
  #governor: CpuGovernor | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #holdCount = 0;
  #closed = false;
  /** Of the estimate, where the process's own figure cannot be read. */
  #estimatedMs = 0;
  #estimatedAtMs = performance.now();

  constructor(options: CpuThrottleOptions) {
    this.#options = options;
  }

  /** At most `limitCount` CPUs from now on; undefined, or all CPUs: no limit. */
  limit(limitCount: number | undefined): void {
    if (this.#closed) return;
    const { cpuCount } = this.#options;
    const limited = limitCount !== undefined && limitCount < cpuCount;
    this.#governor = limited ? new CpuGovernor({ limitCount, cpuCount }) : undefined;
    this.#look();
  }

  /**
   * Lets the process run until the function that this returns is called; holds may overlap.
   * It is for whatever needs the process to answer.
   */
  hold(): () => void {
    this.#holdCount += 1;
    this.#setStopped(false);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holdCount -= 1;
      if (this.#holdCount === 0) this.#look();
    };
  }

  /** Lets the process run for good. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#governor = undefined;
    this.#look();
  }

  #look(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#governor === undefined) {
      this.#setStopped(false);
      return;
    }
    // What a held process uses counts; the governor hears of it when the hold is over.
    if (this.#holdCount > 0) return;
    const nowMs = performance.now();
    const cpuTimeMs = this.#options.readCpuTimeMs() ?? this.#estimate();
    const { run, waitMs } = this.#governor.decide(nowMs, cpuTimeMs);
    this.#setStopped(!run);
    this.#timer = setTimeout(() => this.#look(), waitMs);
  }

  #setStopped(stopped: boolean): void {
    if (this.#stopped === stopped) return;
    this.#estimate();
    this.#stopped = stopped;
    this.#options.signal(stopped ? 'SIGSTOP' : 'SIGCONT');
  }

  #estimate(): number {
    const nowMs = performance.now();
    if (!this.#stopped) {
      this.#estimatedMs += (nowMs - this.#estimatedAtMs) * this.#options.cpuCount;
    }
    this.#estimatedAtMs = nowMs;
    return this.#estimatedMs;
  }
}
