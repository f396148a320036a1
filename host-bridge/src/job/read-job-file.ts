import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { JobError } from '../outcome.ts';
import { checkInputs } from './check-inputs.ts';
import { MAX_JOB_FILE_BYTES } from './guard-xml.ts';
import type { Job, JobInput } from './job.ts';
import { parseJobFile } from './parse-job-file.ts';

/** Name of the job file where a directory is given. */
export const JOB_FILE_NAME = 'vm_job.xml';

/** Options of `readJobFile`. */
export interface ReadJobFileOptions {
  readonly signal?: AbortSignal | undefined;
  /** Path that its own paths are relative to and messages name. Default: where the file is. */
  readonly placedAt?: string | undefined;
  /** Path of the file behind that of an input, where that only stands for another. Default: itself. */
  readonly resolveInput?: ((path: string) => Promise<string>) | undefined;
}

/**
 * Reads a job file, checks it and looks whether its inputs are there.
 *
 * @param path - the job file, or a directory with a `vm_job.xml` in it
 * @throws JobError `job_file_invalid`, `input_missing`
 * @throws the reason of `signal`
 */
export async function readJobFile(path: string, options: ReadJobFileOptions = {}): Promise<Job> {
  const { signal } = options;
  signal?.throwIfAborted();
  const { file, bytes } = await readBounded(path, signal);
  const parsed = parseJobFile(decodeUtf8(file, bytes), { file: options.placedAt ?? file });
  const job = await resolveInputs(parsed, options.resolveInput);
  await checkInputs(job, { signal });
  return job;
}

async function resolveInputs(
  job: Job,
  resolveInput: ReadJobFileOptions['resolveInput'],
): Promise<Job> {
  if (resolveInput === undefined) return job;
  const inputs: JobInput[] = [];
  for (const input of job.inputs) {
    inputs.push({ ...input, source: await resolveInput(input.source) });
  }
  return { ...job, inputs };
}

async function readBounded(
  path: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly file: string; readonly bytes: Buffer }> {
  let file = path;
  try {
    let stats = await stat(file);
    if (stats.isDirectory()) {
      file = join(file, JOB_FILE_NAME);
      stats = await stat(file);
    }
    // Opening a pipe would wait for a writer.
    if (!stats.isFile()) {
      throw invalid(file, 'is not a regular file; name a job file or its directory');
    }
    const bytes = await readUpTo(file, { maxBytes: MAX_JOB_FILE_BYTES + 1, signal });
    if (bytes.length > MAX_JOB_FILE_BYTES) {
      throw invalid(
        file,
        `is longer than ${MAX_JOB_FILE_BYTES} bytes; name directories instead of many files`,
      );
    }
    return { file, bytes };
  } catch (error) {
    signal?.throwIfAborted();
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) {
      throw error;
    }
    const fault = code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`;
    throw invalid(file, `${fault}; name a job file or its directory`, { cause: error });
  }
}

async function readUpTo(
  file: string,
  options: { readonly maxBytes: number; readonly signal: AbortSignal | undefined },
): Promise<Buffer> {
  const { maxBytes, signal } = options;
  const stream = createReadStream(file, {
    end: maxBytes - 1,
    ...(signal === undefined ? {} : { signal }),
  });
  return Buffer.concat(await stream.toArray());
}

function decodeUtf8(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw invalid(file, 'is not UTF-8; save it as UTF-8', { cause: error });
  }
}

function invalid(file: string, message: string, options: ErrorOptions = {}): JobError {
  return new JobError('job_file_invalid', `${file}: job file ${message}`, {
    ...options,
    phase: 'prepare',
  });
}
