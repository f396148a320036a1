import { constants } from 'node:fs';
import { copyFile, lstat, open, rename, rm } from 'node:fs/promises';
import { errnoOf } from './archive-job-error.ts';

/** What a file is called beside its place while it is being copied there. */
export const ARRIVING_SUFFIX = '.vmslot-new';

/**
 * Moves a file to its place in one step, also from another file system: some volunteers have the
 * client's slots in memory, and its projects on a disk. Then the file is copied beside its place, synced,
 * and takes it with a rename.
 * @throws system errors as they come; EXDEV for what is no regular file
 */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
    return;
  } catch (error) {
    if (errnoOf(error) !== 'EXDEV' || !(await lstat(from)).isFile()) throw error;
  }
  const arriving = `${to}${ARRIVING_SUFFIX}`;
  try {
    // Whoever left something there before was killed; nothing else makes such a name.
    await rm(arriving, { force: true });
    await copyFile(from, arriving, constants.COPYFILE_EXCL);
    await using file = await open(arriving, 'r');
    await file.sync();
    await rename(arriving, to);
  } catch (error) {
    await rm(arriving, { force: true });
    throw error;
  }
  await rm(from, { force: true });
}
