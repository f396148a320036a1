import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { AgentError } from '../errors.ts';
import { nameIn } from './directory-descriptor.ts';
import { quoted } from './path-policy.ts';
import { withParent } from './with-parent.ts';

/** Without O_NONBLOCK opening a FIFO waits for a writer, for ever. */
const OPEN_FILE =
  constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

/** A regular file, open for reading. Whoever has it closes it. */
export interface OpenRegularFile {
  readonly file: number;
  readonly stats: Stats;
}

/**
 * Opens a regular file for reading, at an offset that it has.
 * @throws AgentError: invalid_argument, failed_precondition for anything but a regular file,
 *   out_of_range where it ends before `offset`; system errors as they come
 */
export async function openRegularFile(path: string, offset: number): Promise<OpenRegularFile> {
  const file = await withParent(path, ({ directory, name }) =>
    openSync(name === '' ? '/' : nameIn(directory, name), OPEN_FILE),
  );
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) {
      throw new AgentError('failed_precondition', `${quoted(path)} is no regular file`);
    }
    if (offset > stats.size) {
      const message = `${quoted(path)} has ${stats.size} bytes, so there is nothing at ${offset}`;
      throw new AgentError('out_of_range', message);
    }
    return { file, stats };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
