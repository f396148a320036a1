export type { AppVersion, AppVersionFile, AppVersionOptions } from './app-version.ts';
export { ProjectServer, type ProjectServerOptions } from './project-server.ts';
export { DEFAULT_WAIT_MS, type WaitOptions } from './wait-until-found.ts';
export type {
  ReportedFile,
  ReportedResult,
  SchedulerRequest,
  TrickleUp,
} from './scheduler-request.ts';
export type { Upload } from './upload.ts';
export type {
  DirectWorkunit,
  Workunit,
  WorkunitFromTemplates,
  WorkunitInput,
  WorkunitOutput,
} from './workunit.ts';
export type { DirectOutput } from './direct-output.ts';
export type { WorkunitBounds } from './workunit-bounds.ts';
