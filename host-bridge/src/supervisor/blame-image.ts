import { findDamagedFile } from '../image/find-damaged-file.ts';
import { JobError, type OutcomeCode, type Phase } from '../outcome.ts';
import type { JobContext } from './job-context.ts';

/** What a machine with a damaged image looks like from outside. */
const SUSPECT_CODES: readonly OutcomeCode[] = ['hypervisor_failed', 'vm_stopped', 'boot_timeout'];

/** Before the agent has answered nothing shows that the image is good. */
const SUSPECT_PHASES: readonly (Phase | undefined)[] = ['boot', 'link'];

/**
 * Looks at the image of a machine that never came up. The machine must be stopped.
 * @param signal given up, the error stays what it was
 * @returns `image_unusable` with the file where one is damaged, else the same error
 */
export async function blameImage(
  { image, restored }: Pick<JobContext, 'image' | 'restored'>,
  error: JobError,
  signal: AbortSignal,
): Promise<JobError> {
  const isSuspect = SUSPECT_CODES.includes(error.code) && SUSPECT_PHASES.includes(error.phase);
  // An image from which a checkpoint was made has booted.
  if (!isSuspect || image === undefined || restored !== undefined) return error;
  let damaged: string | undefined;
  try {
    damaged = await findDamagedFile(image, { signal });
  } catch {
    return error;
  }
  if (damaged === undefined) return error;
  return new JobError(
    'image_unusable',
    `the machine did not come up because the image file ${damaged} is damaged, its content is not ` +
      'what the manifest says: build or download it again',
    { phase: error.phase ?? 'boot', details: [error.message, ...error.details], cause: error },
  );
}
