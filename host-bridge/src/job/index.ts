export type { Job, JobInput, JobOutput, JobTask } from './job.ts';
export { checkInputs } from './check-inputs.ts';
export type { CheckInputsOptions } from './check-inputs.ts';
export { escapeXmlText, formatJobFile } from './format-job-file.ts';
export { parseJobFile } from './parse-job-file.ts';
export type { ParseJobFileOptions } from './parse-job-file.ts';
export { JOB_FILE_NAME, readJobFile } from './read-job-file.ts';
export type { ReadJobFileOptions } from './read-job-file.ts';
