import { basename } from 'node:path';
import { socketPath } from '../hypervisor/socket-path.ts';

/** Longest path of a socket, in bytes, that Linux (107) and macOS (103) both have room for. */
export const MAX_SOCKET_NAME_BYTES = 103;

/**
 * A name for a socket that fits into a socket's address, however deep its directory is: the path, or
 * the path from the working directory, or on Linux the one through the directory's open descriptor
 * (proc(5), /proc/self/fd), which is short always.
 * @param directoryDescriptor of the directory the socket is in; open for as long as the name is used
 * @throws Error on other platforms where no name is short enough
 */
export function shortSocketPath(path: string, directoryDescriptor: number): string {
  const near = socketPath(path);
  if (Buffer.byteLength(near) <= MAX_SOCKET_NAME_BYTES) return near;
  if (process.platform === 'linux') {
    return `/proc/self/fd/${directoryDescriptor}/${basename(path)}`;
  }
  throw new Error(`the path of the socket ${path} has more than ${MAX_SOCKET_NAME_BYTES} bytes`);
}
