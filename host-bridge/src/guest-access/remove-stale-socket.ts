import { lstat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';

/** What stands where a socket shall be made. */
export type SocketPlace = 'free' | 'in-use' | 'not-a-socket';

/**
 * Looks at the path of a socket that is to be made, and removes a socket that nobody serves any more:
 * one whose process was killed. Anything else stays. Two that ask at the same moment must have agreed
 * before who of them may.
 * @throws system errors other than a path that is not there
 */
export async function removeStaleSocket(path: string): Promise<SocketPlace> {
  try {
    if (!(await lstat(path)).isSocket()) return 'not-a-socket';
    if (await isServed(path)) return 'in-use';
    await unlink(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return 'free';
}

/** True where somebody takes a connection. */
export async function isServed(path: string): Promise<boolean> {
  const socket = connect({ path });
  try {
    return await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      // Too many callers waiting (EAGAIN) also says that somebody is there.
      socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EAGAIN'));
    });
  } finally {
    socket.destroy();
  }
}
