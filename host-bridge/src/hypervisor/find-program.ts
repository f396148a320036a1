import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** Where programs are on every platform with a POSIX shell: a service may run without a PATH. */
export const STANDARD_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';

export interface FindProgramOptions {
  /** Look only here, for instance in a hypervisor that travels with the app version. */
  readonly directory?: string | undefined;
  /** List of directories. Default: PATH of this process; {@link STANDARD_PATH} where that is empty. */
  readonly searchPath?: string | undefined;
}

/**
 * Absolute path of a program, or undefined. Relative directories in the path are left out: a job's
 * directory must not decide which program the bridge starts.
 */
export async function findProgram(
  name: string,
  options: FindProgramOptions = {},
): Promise<string | undefined> {
  const searchPath = (options.searchPath ?? process.env['PATH']) || STANDARD_PATH;
  const directories =
    options.directory === undefined ? searchPath.split(delimiter) : [options.directory];
  for (const directory of directories) {
    if (!isAbsolute(directory)) continue;
    const path = join(directory, name);
    if (await isProgram(path)) return path;
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    // Not there, not a program, not ours to start: in each case the search goes on.
    return false;
  }
}
