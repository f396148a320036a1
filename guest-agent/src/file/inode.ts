import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { AgentError } from '../errors.ts';
import { nameIn } from './directory-descriptor.ts';
import { quoted } from './path-policy.ts';
import { isTrustedDirectory } from './trusted-link.ts';
import type { Located } from './with-parent.ts';

/** Node has no name for it: a descriptor that only says which file is meant (open(2)). */
const O_PATH = 0o10000000;

/** One file of the guest, whatever its kind, held fast. */
export interface Inode {
  readonly stats: Stats;
  /**
   * Leads to the file itself, wherever its name points by now: calls that follow links end there.
   * Not for a symbolic link, which it would follow.
   */
  readonly path: string;
}

/**
 * Holds the file that a name stands for while `use` works on it. A device or FIFO is not opened by
 * it. System errors come as they are.
 */
export function withInode<T>({ directory, name }: Located, use: (inode: Inode) => T): T {
  const path = name === '' ? `/proc/self/fd/${directory}/.` : nameIn(directory, name);
  const descriptor = openSync(path, O_PATH | constants.O_NOFOLLOW);
  try {
    return use({ stats: fstatSync(descriptor), path: `/proc/self/fd/${descriptor}` });
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Refuses a file with several names where one of them may have been given to it to lead the agent to a
 * file elsewhere: a hard link needs no rights on the file where the kernel does not protect it
 * (`fs.protected_hardlinks`).
 * @param directory open; the file was found in it
 * @throws AgentError with failed_precondition
 */
export function assertNoPlantedName(stats: Stats, directory: number, path: string): void {
  if (!stats.isFile() || stats.nlink <= 1) return;
  const parent = fstatSync(directory);
  const isOwners = parent.uid === stats.uid && (parent.mode & 0o022) === 0;
  if (isTrustedDirectory(parent) || isOwners) return;
  const message = `${quoted(path)} has other names too, in a directory that others can write to`;
  throw new AgentError('failed_precondition', `${message}; change a copy of it`);
}
