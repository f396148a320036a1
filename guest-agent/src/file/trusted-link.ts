import { fstatSync, lstatSync, readlinkSync, statfsSync, type Stats } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { nameIn } from './directory-descriptor.ts';
import { errnoOf } from './file-error.ts';

/** Links that one walk follows, as the kernel's own limit (path_resolution(7)). */
export const MAX_FOLLOWED_LINKS = 40;

/** Magic number of procfs (statfs(2)): the targets of its links follow what programs do. */
const PROC_SUPER_MAGIC = 0x9fa0;

/**
 * True where nobody but root can add, take away or replace a name in the directory: it is root's, and
 * neither its group nor others may write to it. A sticky directory such as `/tmp` is not: everybody
 * can make names there.
 */
export function isTrustedDirectory(stats: Stats): boolean {
  return stats.uid === 0 && (stats.mode & 0o022) === 0;
}

/**
 * Where a link leads that only root can have made: one that root owns, in an open directory in which
 * nobody else can change anything, and on no procfs.
 * @param name of what may be a link
 * @returns its target; undefined where it is not to be followed
 */
export function readTrustedLink(directory: number, name: string): string | undefined {
  if (!isTrustedDirectory(fstatSync(directory))) return undefined;
  const path = nameIn(directory, name);
  try {
    const stats = lstatSync(path);
    if (!stats.isSymbolicLink() || stats.uid !== 0) return undefined;
    if (statfsSync(`/proc/self/fd/${directory}/.`).type === PROC_SUPER_MAGIC) return undefined;
    const target = readlinkSync(path, { encoding: 'buffer' });
    return isUtf8(target) ? target.toString() : undefined;
  } catch (error) {
    // Gone, or no link any more.
    if (['ENOENT', 'EINVAL'].includes(errnoOf(error))) return undefined;
    throw error;
  }
}
