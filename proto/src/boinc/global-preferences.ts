import { readSection } from './read-section.ts';
import type { XmlScanner } from './xml-scanner.ts';

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

/** What counts where the document says nothing (lib/prefs.cpp, GLOBAL_PREFS::defaults). */
export const DEFAULT_GLOBAL_PREFERENCES: GlobalPreferences = {
  cpuUsageLimitPct: 100,
  maxNcpusPct: 0,
  maxBytesSecUp: 0,
  maxBytesSecDown: 0,
  dailyXferLimitMb: 0,
  dailyXferPeriodDays: 0,
  diskIntervalS: 60,
  ramMaxUsedBusyPct: 50,
  ramMaxUsedIdlePct: 90,
  leaveAppsInMemory: false,
};

/**
 * Reads a `<global_preferences>` whose start tag was just read. Figures out of range are put right as
 * BOINC's library does it: they are what a person typed.
 */
export function readGlobalPreferences(scanner: XmlScanner): GlobalPreferences {
  const read: GlobalPreferences = {
    ...DEFAULT_GLOBAL_PREFERENCES,
    ...readSection(scanner, 'global_preferences', FIELDS),
  };
  const limit = read.cpuUsageLimitPct;
  return {
    ...read,
    cpuUsageLimitPct: limit > 0 && limit <= 100 ? limit : 100,
    maxNcpusPct: Math.min(100, Math.max(0, read.maxNcpusPct)),
    maxBytesSecUp: Math.max(0, read.maxBytesSecUp),
    maxBytesSecDown: Math.max(0, read.maxBytesSecDown),
    dailyXferLimitMb: Math.max(0, read.dailyXferLimitMb),
    dailyXferPeriodDays: Math.max(0, read.dailyXferPeriodDays),
    diskIntervalS: Math.max(0, read.diskIntervalS),
    ramMaxUsedBusyPct: read.ramMaxUsedBusyPct === 0 ? 100 : read.ramMaxUsedBusyPct,
    ramMaxUsedIdlePct: read.ramMaxUsedIdlePct === 0 ? 100 : read.ramMaxUsedIdlePct,
  };
}

const FIELDS = {
  cpu_usage_limit: ['cpuUsageLimitPct', 'number'],
  max_ncpus_pct: ['maxNcpusPct', 'number'],
  max_bytes_sec_up: ['maxBytesSecUp', 'number'],
  max_bytes_sec_down: ['maxBytesSecDown', 'number'],
  daily_xfer_limit_mb: ['dailyXferLimitMb', 'number'],
  daily_xfer_period_days: ['dailyXferPeriodDays', 'integer'],
  disk_interval: ['diskIntervalS', 'number'],
  ram_max_used_busy_pct: ['ramMaxUsedBusyPct', 'number'],
  ram_max_used_idle_pct: ['ramMaxUsedIdlePct', 'number'],
  leave_apps_in_memory: ['leaveAppsInMemory', 'boolean'],
} as const;
