/** Time as the link needs it. Real clocks come from the ends; tests drive one by hand. */
export interface LinkClock {
  /** Monotonic milliseconds. */
  now(): number;
  /** Calls back once after `delayMs`; `cancel` is idempotent. */
  setTimer(callback: () => void, delayMs: number): LinkTimer;
}

export interface LinkTimer {
  cancel(): void;
}
