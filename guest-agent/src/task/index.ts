export type { TaskEvent } from './event-reader.ts';
export * from './task-limits.ts';
export { DEFAULT_TASK_STORE_OPTIONS, TaskStore, type TaskStoreOptions } from './task-store.ts';
export type { TaskUser } from './user-directory.ts';
export { WorkLease } from './work-lease.ts';
