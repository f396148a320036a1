import { relative, resolve } from 'node:path';

/**
 * The shorter of a path's absolute and relative form, the latter from this process's working directory:
 * the name of a socket has room for about a hundred bytes, and a job's slot is often deep but near.
 */
export function socketPath(path: string, workingDirectory: string = process.cwd()): string {
  const absolute = resolve(workingDirectory, path);
  const near = relative(workingDirectory, absolute);
  return Buffer.byteLength(near) < Buffer.byteLength(absolute) ? near : absolute;
}
