import { access, constants, stat } from 'node:fs/promises';

import type { Job, JobInput } from './job.ts';
import { Problems } from './problems.ts';
import { quote } from './quote.ts';

/** Options of `checkInputs`. */
export interface CheckInputsOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks whether each input of a job is there: a regular file or a directory that may be read, links
 * followed. What is below a directory is not looked at.
 *
 * @throws JobError `input_missing`; its message and its details name all that are not, with the
 *   line of the job file
 * @throws the reason of `signal`
 */
export async function checkInputs(
  job: Pick<Job, 'file' | 'inputs'>,
  options: CheckInputsOptions = {},
): Promise<void> {
  const problems = new Problems(job.file);
  for (const input of job.inputs) {
    options.signal?.throwIfAborted();
    const fault = await findInputFault(input);
    if (fault !== undefined) {
      const wrong = `input ${quote(input.source)} ${fault}`;
      const right = 'put it there or correct <source>';
      problems.add({ line: input.line, element: '<input>', wrong, right });
    }
  }
  problems.throwIfAny('input_missing');
}

async function findInputFault({ source }: JobInput): Promise<string | undefined> {
  try {
    const stats = await stat(source);
    if (!stats.isFile() && !stats.isDirectory()) {
      return 'is neither a file nor a directory';
    }
    await access(source, constants.R_OK);
    return undefined;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) {
      throw error;
    }
    return code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`;
  }
}
