import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync } from 'node:fs';
import { AgentError } from '../errors.ts';
import { nameIn, openDirectoryIn } from './directory-descriptor.ts';
import { errnoOf } from './file-error.ts';
import { removeTree } from './remove-tree.ts';

/** What the names of staging directories begin with. */
export const STAGING_PREFIX = '.vmslot-';

/** A name that nobody can guess. */
export function randomName(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Makes a directory that nobody but the agent can enter, beside what will take something's place: so
 * both are on one file system whatever is mounted where, and nobody can touch what is prepared. Who
 * may write to the parent can move the directory as a whole, but not look into it.
 * @returns the open directory; the caller closes it
 */
export function makeStagingDirectory(parent: number, name: string): number {
  mkdirSync(nameIn(parent, name), { mode: 0o700 });
  const directory = openStagingDirectory(parent, name);
  if (directory !== undefined) return directory;
  throw new AgentError('aborted', 'the staging directory was taken away; somebody else is at work');
}

/**
 * Opens a staging directory that was made before; undefined where it is gone or is something else.
 * @returns the open directory; the caller closes it
 */
export function openStagingDirectory(parent: number, name: string): number | undefined {
  let directory: number;
  try {
    directory = openDirectoryIn(parent, name);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errnoOf(error))) return undefined;
    throw error;
  }
  const { uid, mode } = fstatSync(directory);
  if (uid === process.geteuid?.() && (mode & 0o777) === 0o700) return directory;
  closeSync(directory);
  return undefined;
}

/** Removes a staging directory with all that is in it; nothing where it is gone. */
export async function removeStagingDirectory(parent: number, name: string): Promise<void> {
  try {
    await removeTree(parent, name);
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errnoOf(error))) throw error;
  }
}
