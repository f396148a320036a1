import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What {@link writeAtomically} adds to a name for the file beside it; one may stay after a kill. */
export const TEMPORARY_SUFFIX = '.new';

/**
 * Replaces a file so that at any instant, whatever is killed, it holds the old or the new content
 * whole: write beside it, sync, rename, sync the directory. One writer at a time.
 * @throws what the file system says; the old content is still there then
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}${TEMPORARY_SUFFIX}`;
  try {
    await writeAndSync(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await using directory = await open(dirname(path), 'r');
  await directory.sync();
}

async function writeAndSync(path: string, content: string | Uint8Array): Promise<void> {
  await using file = await open(path, 'w', 0o600);
  await file.writeFile(content);
  await file.sync();
}
