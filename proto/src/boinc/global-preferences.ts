/** The volunteer's preferences that matter to a running job. */
export interface GlobalPreferences {
  /** Per cent of the time that CPUs may compute; default 100. */
  readonly cpuUsageLimitPct: number;
  /** Per cent of the CPUs that BOINC may use; 0 is no limit. Default 0. */
  readonly maxNcpusPct: number;
  /** Bytes per second; 0 is no limit. Default 0. */
  readonly maxBytesSecUp: number;
  readonly maxBytesSecDown: number;
  /** Megabytes that may be transferred in a period; 0 is no limit. Default 0. */
  readonly dailyXferLimitMb: number;
  readonly dailyXferPeriodDays: number;
  /** Seconds between two writes to disk; default 60. */
  readonly diskIntervalS: number;
  /** Per cent of memory while the computer is in use, and while it is not; defaults 50 and 90. */
  readonly ramMaxUsedBusyPct: number;
  readonly ramMaxUsedIdlePct: number;
  /** Keep suspended tasks in memory; default false. */
  readonly leaveAppsInMemory: boolean;
}
