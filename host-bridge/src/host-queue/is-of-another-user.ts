import { createReadStream } from 'node:fs';
import { readdir, readlink, stat } from 'node:fs/promises';

/** Bytes of the kernel's table of sockets that are looked at. */
export const MAX_SOCKET_TABLE_BYTES = 8 * 1024 * 1024;

/** Open files of this user's processes that are looked at. */
export const MAX_SCANNED_FILE_COUNT = 100_000;

/** proc(5), /proc/net/unix: type SOCK_STREAM, state SS_UNCONNECTED, which listeners have; inode, name. */
const BOUND_SOCKET = /^\S+ \S+ \S+ \S+ 0001 01 +(\d+) @(.*)$/;

/**
 * True where it is sure that an abstract name of Linux is bound by another user: anybody may bind it, and
 * Node does not tell whose the other end of a connection is. But the kernel says which socket has the
 * name, and which sockets the processes of this user have open.
 *
 * @param userId of this process's user
 */
export async function isOfAnotherUser(name: string, userId: number): Promise<boolean> {
  const bound = await boundSockets(name);
  if (bound.length === 0) return false;
  const strange = new Set(bound);
  if (!(await removeOwn(strange, userId)) || strange.size === 0) return false;
  // One that was closed meanwhile was found nowhere, and says nothing.
  return (await boundSockets(name)).some((inode) => strange.has(inode));
}

/** Inodes of the sockets that are bound to a name and connected with nobody. */
async function boundSockets(name: string): Promise<readonly string[]> {
  let table = '';
  try {
    // In the order of their making and never cut: latin1, as a name may have any byte.
    const limits = { encoding: 'latin1', end: MAX_SOCKET_TABLE_BYTES - 1 } as const;
    for await (const piece of createReadStream('/proc/net/unix', limits)) table += piece as string;
  } catch {
    return [];
  }
  return table
    .split('\n')
    .map((line) => BOUND_SOCKET.exec(line))
    .filter((found) => found?.[2] === name.slice(1))
    .map((found) => found?.[1] ?? '');
}

/** Takes out of `inodes` what processes of this user have open. @returns false where it gave up */
async function removeOwn(inodes: Set<string>, userId: number): Promise<boolean> {
  let count = 0;
  for (const pid of await newestProcesses()) {
    try {
      if ((await stat(`/proc/${pid}`)).uid !== userId) continue;
      for (const file of await readdir(`/proc/${pid}/fd`)) {
        if (inodes.size === 0) return true;
        if ((count += 1) > MAX_SCANNED_FILE_COUNT) return false;
        const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
        inodes.delete(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? '');
      }
    } catch {
      // It has ended, or does not let itself be looked at.
    }
  }
  return true;
}

/** Who holds a turn has most often begun a short time ago. */
async function newestProcesses(): Promise<readonly number[]> {
  const names = await readdir('/proc');
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .toSorted((a, b) => b - a);
}
