import type { ConformanceCase } from './conformance-case.ts';
import { CLOCK_CASES } from './system/clock-cases.ts';
import { FORWARD_CASES } from './system/forward-cases.ts';
import { FREEZE_CASES } from './system/freeze-cases.ts';
import { LOG_CASES } from './system/log-cases.ts';
import { METRICS_CASES } from './system/metrics-cases.ts';

/** SystemService, and ports that are forwarded. */
export const SYSTEM_CASES: readonly ConformanceCase[] = [
  ...METRICS_CASES,
  ...CLOCK_CASES,
  ...FREEZE_CASES,
  ...LOG_CASES,
  ...FORWARD_CASES,
];
