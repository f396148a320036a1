import { assertEntryPath, foldName, rootOf } from '@vmslot/proto/archive';
import type { JobOutput } from '../job/job.ts';
import { JobError } from '../outcome.ts';

/**
 * Checks what can be known about outputs before a job runs: their paths can be carried over, and no
 * output lies in another one, neither in the guest nor where it goes on the host. Call it early: an
 * answer after the job has run comes too late.
 * @throws JobError with job_file_invalid
 */
export function verifyOutputs(outputs: readonly JobOutput[]): void {
  const sources: string[] = [];
  const targets: string[] = [];
  for (const output of outputs) {
    claim(output.source, sources, output);
    claim(output.target, targets, output);
  }
}

function claim(path: string, taken: string[], output: JobOutput): void {
  try {
    assertEntryPath(path, process.platform === 'win32');
  } catch (error) {
    const message = `line ${output.line} of the job file: "${path}" cannot be the path of an output`;
    throw new JobError('job_file_invalid', message, { cause: error });
  }
  const folded = foldName(path);
  const inside = rootOf(folded, taken) ?? taken.find((other) => rootOf(other, [folded]));
  if (inside !== undefined) {
    const message = `line ${output.line} of the job file: "${path}" is, or overlaps, another output; name it once`;
    throw new JobError('job_file_invalid', message);
  }
  taken.push(folded);
}
