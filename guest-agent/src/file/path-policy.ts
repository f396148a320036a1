import { printableName } from '@vmslot/proto/archive';
import { AgentError } from '../errors.ts';

/** Longest path of a request, in bytes of UTF-8: PATH_MAX of Linux counts a NUL at the end. */
export const MAX_FILE_PATH_BYTES = 4095;

/** Longest component of a path, in bytes of UTF-8 (NAME_MAX of Linux). */
export const MAX_FILE_NAME_BYTES = 255;

/**
 * Takes a path of a request apart. A path is absolute, has `/` between its components, and none of
 * them is empty, `.` or `..`: it says where something is in one way only. All other characters are
 * allowed, control characters too, because a Linux may have files with such names; messages show
 * them as `?`. What is on the disk is not looked at here.
 * @returns the components; none for `/`
 * @throws AgentError with invalid_argument
 */
export function parsePath(path: string): string[] {
  if (path === '') refuse('the path is empty; name an absolute one');
  if (!path.startsWith('/')) refuse(`${quoted(path)} is not absolute; let it begin with /`);
  if (path.includes('\0')) refuse(`${quoted(path)} has a NUL in it`);
  if (!path.isWellFormed()) refuse(`${quoted(path)} is not valid Unicode`);
  if (Buffer.byteLength(path) > MAX_FILE_PATH_BYTES) {
    refuse(`${quoted(path)} has over ${MAX_FILE_PATH_BYTES} bytes`);
  }
  const components = path === '/' ? [] : path.slice(1).split('/');
  for (const component of components) {
    if (component === '' || component === '.' || component === '..') {
      refuse(`${quoted(path)} has an empty component, . or ..; write the path without them`);
    }
    if (Buffer.byteLength(component) > MAX_FILE_NAME_BYTES) {
      refuse(`${quoted(path)} has a component of over ${MAX_FILE_NAME_BYTES} bytes`);
    }
  }
  return components;
}

/** A path for a message: in quotes, of bounded length, nothing in it that a terminal obeys. */
export function quoted(path: string): string {
  return `"${printableName(path)}"`;
}

function refuse(message: string): never {
  throw new AgentError('invalid_argument', message);
}
