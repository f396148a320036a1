import { lstat, mkdir, open, opendir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { JobError } from '../outcome.ts';
import { errnoOf } from './archive-job-error.ts';
import { moveFile } from './move-file.ts';

/** Options of {@link placeOutput}. */
export interface PlaceOutputOptions {
  /** Where the output is now. */
  readonly staged: string;
  /** Existing directory that outputs go to. */
  readonly outputDirectory: string;
  /** Relative path below it. */
  readonly target: string;
  /** A free name on the same file system, for what is replaced; the caller deletes it. */
  readonly replaced: string;
}

/**
 * Moves an output to its place in one step and syncs the directories around it. A file replaces a
 * file at once; otherwise what stands there is moved away first, and back where the rename fails.
 * Goes through no link below the output directory: an output of this or an earlier job may hold some.
 * @returns the absolute path it has now
 * @throws JobError with output_refused where a part of the path is a link or a file; system errors
 *   as they come
 */
export async function placeOutput(options: PlaceOutputOptions): Promise<string> {
  const { staged, outputDirectory, target, replaced } = options;
  await makeParents(outputDirectory, target);
  const path = join(outputDirectory, target);
  const [isNewDirectory, isOldDirectory] = await Promise.all([
    isDirectory(staged),
    isDirectory(path),
  ]);
  if (isNewDirectory === true) await syncDirectories(staged);
  const moveAway = isOldDirectory !== undefined && (isNewDirectory === true || isOldDirectory);
  if (moveAway) await rename(path, replaced);
  try {
    await moveFile(staged, path);
  } catch (error) {
    if (moveAway) await rename(replaced, path);
    throw error;
  }
  await syncDirectory(dirname(path));
  return path;
}

/** Undefined where there is nothing; a link counts as a file. */
async function isDirectory(path: string): Promise<boolean | undefined> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function makeParents(outputDirectory: string, target: string): Promise<void> {
  let path = outputDirectory;
  for (const component of target.split('/').slice(0, -1)) {
    const parent = path;
    path = join(parent, component);
    const found = await isDirectory(path);
    if (found === false) {
      const message = `"${path}" is no directory, so nothing can be put below it; move it away`;
      throw new JobError('output_refused', message);
    }
    if (found === undefined) {
      await mkdir(path);
      await syncDirectory(parent);
    }
  }
}

/** A directory and all directories below it; the files in them were synced when they were made. */
async function syncDirectories(path: string): Promise<void> {
  for await (const entry of await opendir(path)) {
    if (entry.isDirectory()) await syncDirectories(join(path, entry.name));
  }
  await syncDirectory(path);
}

async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a directory for this, and brings names to the disk by itself.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
