import { OUTCOMES, type JobError } from '../outcome.ts';
import type { RunSummary } from './reporter.ts';

/** Summary of what failed before there was a job: nothing was kept, and nothing came out. */
export function summariseFailure(error: JobError, elapsedMs: number): RunSummary {
  return {
    outcome: error.code,
    exitCode: OUTCOMES[error.code].exitCode,
    phase: error.phase ?? 'prepare',
    message: error.message,
    details: error.details,
    slotDirectory: undefined,
    outputs: [],
    elapsedMs,
    cpuTimeMs: 0,
  };
}
