import { ArchiveError } from '@vmslot/proto/archive';
import { JobError, type OutcomeCode } from '../outcome.ts';

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

const UNUSABLE = new Set([
  'EACCES',
  'EBUSY',
  'EEXIST',
  'EIO',
  'EISDIR',
  'EMFILE',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOTDIR',
  'ENOTEMPTY',
  'EPERM',
  'EROFS',
]);

/**
 * Gives an error of receiving outputs its place in the table of outcomes. What belongs to neither
 * archive nor file system, such as a lost link, is given back as it is: its thrower knows better.
 * @param where directory on the host, for the message
 */
export function toOutputError(error: unknown, where: string): unknown {
  if (error instanceof ArchiveError) {
    const message = `the outputs that the guest sent were refused: ${error.message}`;
    return new JobError('output_refused', message, { cause: error });
  }
  const errno = errnoOf(error);
  if (NO_ROOM.has(errno)) {
    const message = `no room for the outputs in "${where}"; free some space and run the job again`;
    return new JobError('no_room', message, { cause: error });
  }
  if (errno === 'EXDEV') {
    const message = `outputs cannot be moved to "${where}": choose an output directory on the file system of the slot`;
    return new JobError('slot_unusable', message, { cause: error });
  }
  if (!UNUSABLE.has(errno)) return error;
  const message = `cannot write outputs to "${where}" (${errno}); check that it may be written`;
  return new JobError('slot_unusable', message, { cause: error });
}

/**
 * Gives an error of reading an input its place: what is wrong with the files is `input_missing`,
 * two inputs with one target are `job_file_invalid`.
 * @param line line of the job file that names the input
 */
export function toInputError(error: unknown, source: string, line: number): unknown {
  const place = `input "${source}" (line ${line} of the job file)`;
  if (error instanceof ArchiveError) {
    const clash = error.code === 'name_taken' || error.code === 'below_non_directory';
    const code: OutcomeCode = clash ? 'job_file_invalid' : 'input_missing';
    return new JobError(code, `${place} cannot be copied in: ${error.message}`, { cause: error });
  }
  const errno = errnoOf(error);
  if (errno === 'ENOENT') {
    const message = `${place} is not there; check the path`;
    return new JobError('input_missing', message, { cause: error });
  }
  if (!UNUSABLE.has(errno)) return error;
  const message = `${place} cannot be read (${errno}); check its permissions`;
  return new JobError('input_missing', message, { cause: error });
}

/** Name of a system error, such as `ENOENT`; empty where it has none. */
export function errnoOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
