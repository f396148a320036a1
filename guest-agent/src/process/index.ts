export * from './process-limits.ts';
export { ProcessService } from './process-service.ts';
export {
  DEFAULT_PROCESS_STORE_OPTIONS,
  ProcessStore,
  type ProcessStoreOptions,
} from './process-store.ts';
