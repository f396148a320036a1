/** Off periods in a row after which alternating requests count as throttling. */
export const THROTTLE_CONFIRM_COUNT = 2;

/** How much longer than expected an off period may last until it is a real suspension. */
export const THROTTLE_GRACE_MS = 1_000;

/** Step of the client's throttling (boinc-runtime reference 6.6). */
export const THROTTLE_STEP_MS = 1_000;

/** What the requests of the client amount to. */
export interface ThrottleState {
  /** The machine should stand still. */
  readonly paused: boolean;
  /** Share of its CPUs that the machine may use, 0 to 1; below 1 while the client throttles. */
  readonly duty: number;
}

/**
 * ThrottlePattern turns the client's alternating suspend and resume, which is how it keeps a CPU usage
 * limit, into a share of the CPU: a machine that is stopped and continued every second for months
 * serves nobody. Without a limit in the preferences every suspension is taken at its word. With one,
 * the first {@link THROTTLE_CONFIRM_COUNT} suspensions are still real; then one that lasts longer than
 * an off period of the limit is.
 */
export class ThrottlePattern {
  #limitDuty = 1;
  #suspendedAtMs: number | undefined;
  #resumedAtMs: number | undefined;
  #shortOffCount = 0;

  /** @param percent `cpu_usage_limit` of the preferences; 0 and 100 mean no limit */
  setLimit(percent: number): void {
    const duty = Number.isFinite(percent) && percent > 0 ? Math.min(1, percent / 100) : 1;
    if (duty === this.#limitDuty) return;
    this.#limitDuty = duty;
    this.#shortOffCount = 0;
  }

  suspend(nowMs: number): void {
    if (this.#suspendedAtMs !== undefined) return;
    // Long after the last off period: the client no longer alternates.
    if (this.#resumedAtMs !== undefined && nowMs - this.#resumedAtMs > this.#longestOnMs()) {
      this.#shortOffCount = 0;
    }
    this.#suspendedAtMs = nowMs;
  }

  resume(nowMs: number): void {
    if (this.#suspendedAtMs === undefined) return;
    const offMs = nowMs - this.#suspendedAtMs;
    this.#shortOffCount = offMs <= this.#longestOffMs() ? this.#shortOffCount + 1 : 0;
    this.#suspendedAtMs = undefined;
    this.#resumedAtMs = nowMs;
  }

  /** True while the client has asked for standstill, whatever is made of it. */
  get isSuspended(): boolean {
    return this.#suspendedAtMs !== undefined;
  }

  state(nowMs: number): ThrottleState {
    const isThrottling =
      this.#limitDuty < 1 &&
      this.#shortOffCount >= THROTTLE_CONFIRM_COUNT &&
      (this.#suspendedAtMs !== undefined ||
        nowMs - (this.#resumedAtMs ?? nowMs) <= this.#longestOnMs());
    if (!isThrottling) return { paused: this.isSuspended, duty: 1 };
    const offMs = this.#suspendedAtMs === undefined ? 0 : nowMs - this.#suspendedAtMs;
    return { paused: offMs > this.#longestOffMs(), duty: this.#limitDuty };
  }

  /** An off period of the limit: whole steps, as many as one step of work needs. */
  #longestOffMs(): number {
    const steps = Math.max(1, Math.ceil((1 - this.#limitDuty) / this.#limitDuty - 1e-9));
    return steps * THROTTLE_STEP_MS + THROTTLE_GRACE_MS;
  }

  #longestOnMs(): number {
    const steps = Math.max(1, Math.ceil(this.#limitDuty / Math.max(0.01, 1 - this.#limitDuty)));
    return steps * THROTTLE_STEP_MS + 2 * THROTTLE_GRACE_MS;
  }
}
