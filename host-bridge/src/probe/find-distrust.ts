import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface FindDistrustOptions {
  /** Who is to run it. Default: the user of this process. */
  readonly userId?: number | undefined;
}

/**
 * Why a program that was named by its path is not run, as one line, or undefined: it is no program, or
 * somebody other than root and this user could have put other content there. So file and directories up
 * to the root, of the path as it was given and of what symbolic links lead to, must belong to root or
 * this user, and group and others may write none of them; directories with the sticky bit are fine.
 *
 * @param path absolute
 */
export async function findDistrust(
  path: string,
  options: FindDistrustOptions = {},
): Promise<string | undefined> {
  let realPath: string;
  try {
    realPath = await realpath(path);
    if (!(await stat(realPath)).isFile()) return 'is not a file';
    await access(realPath, constants.X_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'is not there';
    return code === 'EACCES' ? 'is not executable for this user' : `cannot be looked at (${code})`;
  }
  // The directories of a link count as well: who may write them decides where it leads.
  for (const place of new Set([realPath, ...parents(realPath), ...parents(path)])) {
    const reason = await findForeignHand(place, options.userId ?? process.geteuid?.());
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function parents(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...parents(parent)];
}

async function findForeignHand(place: string, me: number | undefined): Promise<string | undefined> {
  const { uid, mode } = await stat(place);
  if (uid !== 0 && uid !== me) {
    return `could be changed by others: ${place} belongs to user ${uid}, not to root or this user`;
  }
  if ((mode & constants.S_IFMT) === constants.S_IFDIR && (mode & 0o1000) !== 0) return undefined;
  if ((mode & 0o022) === 0) return undefined;
  return `could be changed by others: they may write ${place}; chmod go-w takes that away`;
}
