export { APP_CPU_WEIGHT, CgroupScope } from './cgroup-scope.ts';
export { Cgroup, MAX_CGROUP_DEPTH } from './cgroup.ts';
export { findCgroup2Mount, parseCgroup2Mount } from './find-cgroup2-mount.ts';
export { isErrorWithCode } from './is-error-with-code.ts';
export { MAX_MEASURED_PROCESSES } from './measure-memory.ts';
export {
  FREEZE_TIMEOUT_MS,
  KILL_TIMEOUT_MS,
  type ProcessScope,
  type ProcessUsage,
  type ScopeLimits,
} from './process-scope.ts';
export { type ProcessEntry, readProcessEntry, readProcessTable } from './process-table.ts';
export {
  type GroupPath,
  processGroup,
  ScopeFactory,
  stepGroup,
  taskGroup,
} from './scope-factory.ts';
export { sendSignal } from './send-signal.ts';
export { SessionScope } from './session-scope.ts';
export { waitFor } from './wait-for.ts';
