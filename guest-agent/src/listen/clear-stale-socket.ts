import { rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';

/** Removes the socket that a killed agent has left at a path; one at which somebody listens stays. */
export async function clearStaleSocket(path: string): Promise<void> {
  try {
    if (!(await stat(path)).isSocket()) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (await isRefused(path)) await rm(path, { force: true });
}

function isRefused(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
  });
}
