export { runJob, DEFAULT_AGENT_LOST_TIMEOUT_MS } from './bridge.ts';
export { HostQueue, type TurnSource } from './host-queue/index.ts';
export { JobError, OUTCOMES, type OutcomeCode, type Phase } from './outcome.ts';
export { readJobFile, type Job } from './job/index.ts';
export { Slot } from './slot/slot.ts';
export type { Reporter, RunSummary } from './report/reporter.ts';
