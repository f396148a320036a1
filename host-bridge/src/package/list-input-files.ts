import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job, JobInput } from '../job/index.ts';
import { JobError } from '../outcome.ts';
import { printable } from '../report/printable.ts';

/** Most input files of a package, as many inputs as a job file may have. */
export const MAX_PACKED_FILE_COUNT = 1000;

/** Options of {@link listInputFiles}. */
export interface ListInputFilesOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Turns the inputs of a job into single files, because a workunit has no directories: an input that
 * is a directory becomes one input for each regular file in it, in the order of their names. What is
 * executable on the host stays executable.
 * @throws JobError `job_file_invalid` for what a list of files cannot say (an empty directory, a
 *   link, a special file, a name with white space around it) and above {@link MAX_PACKED_FILE_COUNT};
 *   `input_missing` for what cannot be read
 * @throws the reason of `signal`
 */
export async function listInputFiles(
  job: Pick<Job, 'file' | 'inputs'>,
  options: ListInputFilesOptions = {},
): Promise<readonly JobInput[]> {
  const files: JobInput[] = [];
  const add = (input: JobInput, mode: number): void => {
    if (input.target !== input.target.trim()) {
      throw refusal(job, input, 'a target with white space around it cannot be packaged');
    }
    files.push({ ...input, executable: input.executable || (mode & 0o111) !== 0 });
    if (files.length > MAX_PACKED_FILE_COUNT) throw refusal(job, input, TOO_MANY);
  };
  const walk = async (input: JobInput): Promise<void> => {
    const entries = await readEntries(job, input);
    if (entries.length === 0) {
      throw refusal(job, input, `the directory ${input.source} is empty, ${PACK_IT}`);
    }
    for (const entry of entries) {
      options.signal?.throwIfAborted();
      const name = nameOf(job, input, entry);
      const inner = {
        ...input,
        source: join(input.source, name),
        target: `${input.target}/${name}`,
      };
      if (entry.isDirectory()) await walk(inner);
      else if (entry.isFile()) add(inner, (await information(job, inner)).mode);
      else {
        const kind = entry.isSymbolicLink() ? 'a link' : 'a special file';
        throw refusal(job, input, `${inner.source} is ${kind}, ${PACK_IT}`);
      }
    }
  };
  for (const input of job.inputs) {
    options.signal?.throwIfAborted();
    const { isDirectory, mode } = await information(job, input);
    if (isDirectory) await walk(input);
    else add(input, mode);
  }
  return files;
}

const PACK_IT = 'which a list of files cannot say; pack it as a tar and let the task unpack it';
const TOO_MANY = `more than ${MAX_PACKED_FILE_COUNT} files; pack them as a tar and let the task unpack it`;

type PackedJob = Pick<Job, 'file'>;

async function readEntries(job: PackedJob, input: JobInput): Promise<readonly Dirent<Buffer>[]> {
  try {
    const entries = await readdir(input.source, { withFileTypes: true, encoding: 'buffer' });
    return entries.toSorted((a, b) => Buffer.compare(a.name, b.name));
  } catch (cause) {
    throw missing(job, input, cause);
  }
}

async function information(
  job: PackedJob,
  input: JobInput,
): Promise<{ readonly isDirectory: boolean; readonly mode: number }> {
  try {
    const stats = await stat(input.source);
    return { isDirectory: stats.isDirectory(), mode: stats.mode };
  } catch (cause) {
    throw missing(job, input, cause);
  }
}

function nameOf(job: PackedJob, input: JobInput, entry: Dirent<Buffer>): string {
  const name = entry.name.toString();
  // XML has no place for control characters, and text none for bytes that are no UTF-8.
  if (isUtf8(entry.name) && !/\p{Cc}/u.test(name)) return name;
  throw refusal(job, input, `the name of ${join(input.source, name)} is no plain text`);
}

function refusal(job: PackedJob, input: JobInput, reason: string): JobError {
  const text = printable(`${job.file}:${input.line}: <input>: ${reason}`);
  return new JobError('job_file_invalid', text, { phase: 'prepare' });
}

function missing(job: PackedJob, input: JobInput, cause: unknown): JobError {
  const { code } = cause as NodeJS.ErrnoException;
  const text = printable(`${job.file}:${input.line}: <input>: ${input.source} cannot be read`);
  return new JobError('input_missing', `${text} (${code})`, { cause, phase: 'prepare' });
}
