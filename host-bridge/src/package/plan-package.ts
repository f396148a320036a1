import {
  formatJobFile,
  JOB_FILE_NAME,
  parseJobFile,
  type Job,
  type JobInput,
} from '../job/index.ts';
import { JobError } from '../outcome.ts';
import { LogicalNames } from './logical-names.ts';
import type { ResultFile } from './workunit-templates.ts';

/** Directory in the slot that has the image. */
export const SLOT_IMAGE_DIRECTORY = 'image';

/** Logical name of the job file: the bridge looks for it when a client has started it. */
export const SLOT_JOB_FILE = JOB_FILE_NAME;

/** A file of the package that is copied from this machine. */
export interface PlannedFile {
  /** Path on this machine. */
  readonly source: string;
  readonly logicalName: string;
  readonly executable: boolean;
}

/** Which file goes where. */
export interface PackagePlan {
  /** Text of the job file as it goes into the app version. */
  readonly jobText: string;
  /** Inputs that are code: the project signs them with the app version. */
  readonly appInputs: readonly PlannedFile[];
  /** Inputs that are data: a workunit brings them. */
  readonly workunitInputs: readonly PlannedFile[];
  readonly outputs: readonly ResultFile[];
}

/**
 * Decides the names of a job's files in a slot, and rewrites the job to find them there: the image
 * in `image/`, inputs and outputs under their logical names beside the job file.
 * @param inputs the job's inputs as single files
 * @throws JobError `job_file_invalid` where a job file cannot say that, as with a name in a directory
 *   that makes a path too long
 */
export function planPackage(job: Job, inputs: readonly JobInput[]): PackagePlan {
  const names = new LogicalNames();
  const files = inputs.map((input) => ({
    source: input.source,
    logicalName: names.take('in', input.target),
    executable: input.executable,
  }));
  const outputs = job.outputs.map((output) => ({
    openName: names.take('out', output.target),
    isOptional: output.optional,
    // Nothing that is on the guest's disk is larger than what may be written to it.
    maxBytes: job.diskLimitBytes,
  }));
  const rewritten: Job = {
    ...job,
    image: `./${SLOT_IMAGE_DIRECTORY}`,
    inputs: inputs.map((input, index) => ({
      ...input,
      source: files[index]?.logicalName ?? input.source,
    })),
    outputs: job.outputs.map((output, index) => ({
      ...output,
      target: outputs[index]?.openName ?? output.target,
    })),
  };
  return {
    jobText: formatChecked(rewritten),
    appInputs: files.filter(({ executable }) => executable),
    workunitInputs: files.filter(({ executable }) => !executable),
    outputs,
  };
}

/** What the parser refuses would fail at the volunteer's, so it must fail here. */
function formatChecked(job: Job): string {
  const text = formatJobFile(job);
  try {
    parseJobFile(text, { file: SLOT_JOB_FILE });
    return text;
  } catch (cause) {
    if (!(cause instanceof JobError)) throw cause;
    const { code, message, details } = cause;
    const whole = `${job.file}: as it would be in the slot: ${message}`;
    throw new JobError(code, whole, { cause, details, phase: 'prepare' });
  }
}
