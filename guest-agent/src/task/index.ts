export type { TaskEvent } from './event-reader.ts';
export * from './task-limits.ts';
export { DEFAULT_TASK_STORE_OPTIONS, TaskStore, type TaskStoreOptions } from './task-store.ts';
export type { GuestUser } from '../user/user-directory.ts';
export { WorkLease } from './work-lease.ts';
