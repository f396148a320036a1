import { chmod, lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { JobError } from '../outcome.ts';

/** Names in a package's directory. */
export const PACKAGE_PARTS = ['app', 'workunit'] as const;

/**
 * Fills a fresh directory beside `directory` and puts it there when it is complete; whatever fails,
 * nothing of it stays and what was there before is untouched. What was there may be an empty
 * directory or an earlier package.
 * @throws JobError `usage` where something else is there
 * @throws what `fill` throws, and what the file system says
 */
export async function replaceDirectory(
  directory: string,
  fill: (fresh: string) => Promise<void>,
): Promise<void> {
  await assertReplaceable(directory);
  await mkdir(dirname(directory), { recursive: true });
  const fresh = await mkdtemp(`${directory}.new-`);
  try {
    await fill(fresh);
    await chmod(fresh, 0o755);
    // Looked at again: filling takes long enough for somebody to put something there.
    if (await assertReplaceable(directory)) await rename(directory, `${fresh}-old`);
    await rename(fresh, directory);
    await rm(`${fresh}-old`, { recursive: true, force: true });
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

/** False: nothing is there. */
async function assertReplaceable(directory: string): Promise<boolean> {
  let names: readonly string[];
  try {
    if (!(await lstat(directory)).isDirectory()) throw refusal(directory, 'is not a directory');
    names = await readdir(directory);
    if (names.length > 0) await lstat(join(directory, 'app', 'version.xml'));
  } catch (cause) {
    if (cause instanceof JobError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw cause;
    if (await isThere(directory)) throw refusal(directory, 'holds something else than a package');
    return false;
  }
  if (names.some((name) => !PACKAGE_PARTS.some((part) => part === name))) {
    throw refusal(directory, 'holds more than a package');
  }
  return true;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}

function refusal(directory: string, what: string): JobError {
  const text = `${directory} ${what}: name a directory that is new, empty or an earlier package`;
  return new JobError('usage', text, { phase: 'prepare' });
}
