import { FILE_METHODS } from './methods/file-methods.ts';
import { PROCESS_METHODS } from './methods/process-methods.ts';
import { SYSTEM_METHODS } from './methods/system-methods.ts';
import { TASK_METHODS } from './methods/task-methods.ts';
import type { AnyMethod } from './methods/define-method.ts';

export type { AnyMethod, MethodInfo, MethodKind } from './methods/define-method.ts';

/**
 * Every method that the agent serves to the host, by service: those of the schemas in `vmslot/agent/v1`
 * but for AppService. A test compares the table with the schemas, so that no method is forgotten.
 */
export const SERVICES = {
  system: SYSTEM_METHODS,
  task: TASK_METHODS,
  process: PROCESS_METHODS,
  file: FILE_METHODS,
} as const;

/** The table of all services. */
export type Services = typeof SERVICES;

/** All methods of `SERVICES`, in its order. */
export const METHODS: readonly AnyMethod[] = Object.values(SERVICES).flatMap((service) =>
  Object.values<AnyMethod>(service),
);
