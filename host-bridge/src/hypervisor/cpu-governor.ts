/** Longest time that a machine runs or stands still before its CPU time is looked at again. */
export const MAX_GOVERNOR_SLICE_MS = 100;

/** Shortest such time: CPU times come in steps of 10 ms, and each look costs a little. */
export const MIN_GOVERNOR_SLICE_MS = 10;

/** How long a machine must have stood still for, in its own allowance, before it runs again. */
export const GOVERNOR_STANDSTILL_MS = 50;

/** Time whose unused allowance may be used later: a small burst. */
export const MAX_GOVERNOR_BURST_MS = 250;

/**
 * Time whose allowance may be owed, after the machine ran without anybody looking: a longer standstill
 * would only make the guest look dead.
 */
export const MAX_GOVERNOR_DEBT_MS = 1_000;

export interface CpuGovernorOptions {
  /** CPUs that the machine may use, averaged over about a second. */
  readonly limitCount: number;
  /** Most CPUs that it can use at once. */
  readonly cpuCount: number;
}

/** What is to be done with the machine. */
export interface CpuDecision {
  readonly run: boolean;
  /** When to ask again. */
  readonly waitMs: number;
}

/**
 * CpuGovernor decides when a machine runs, so that it uses no more CPU time than allowed. A bucket of
 * CPU time fills at the allowed rate, and is emptied by what the machine is seen to have used: so it
 * does not matter how exactly its slices are kept, nor how many threads it has. No clock and no process
 * of its own: the caller tells both.
 */
export class CpuGovernor {
  readonly #limitCount: number;
  readonly #cpuCount: number;
  #balanceMs: number;
  #run = true;
  #last: { readonly nowMs: number; readonly cpuTimeMs: number } | undefined;

  constructor(options: CpuGovernorOptions) {
    this.#limitCount = options.limitCount;
    this.#cpuCount = options.cpuCount;
    this.#balanceMs = options.limitCount * GOVERNOR_STANDSTILL_MS;
  }

  /** Both times from any start, as long as it is always the same. */
  decide(nowMs: number, cpuTimeMs: number): CpuDecision {
    const elapsedMs = Math.max(0, nowMs - (this.#last?.nowMs ?? nowMs));
    const usedMs = Math.max(0, cpuTimeMs - (this.#last?.cpuTimeMs ?? cpuTimeMs));
    this.#last = { nowMs, cpuTimeMs };
    const limit = this.#limitCount;
    const balanceMs = this.#balanceMs + limit * elapsedMs - usedMs;
    // A small limit must be able to owe what all CPUs use in the shortest slice, come late as it may.
    const sliceMs = 3 * MIN_GOVERNOR_SLICE_MS * this.#cpuCount;
    const debtMs = Math.max(limit * MAX_GOVERNOR_DEBT_MS, sliceMs);
    this.#balanceMs = between(balanceMs, -debtMs, limit * MAX_GOVERNOR_BURST_MS);
    // Two thresholds, so that the slices do not become tiny.
    const wantedMs = limit * GOVERNOR_STANDSTILL_MS;
    this.#run = this.#run ? this.#balanceMs > 0 : this.#balanceMs >= wantedMs;
    const waitMs = this.#run
      ? this.#balanceMs / Math.max(this.#cpuCount - limit, limit)
      : (wantedMs - this.#balanceMs) / limit;
    return {
      run: this.#run,
      waitMs: Math.ceil(between(waitMs, MIN_GOVERNOR_SLICE_MS, MAX_GOVERNOR_SLICE_MS)),
    };
  }
}

function between(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
