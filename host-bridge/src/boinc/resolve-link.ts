import { constants } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { parseSoftLink } from '@vmslot/proto/boinc';
import { BoincError } from './boinc-error.ts';

/** As many bytes of a file as BOINC's library looks at for a link (boinc-runtime reference 4.4). */
export const MAX_LINK_BYTES = 511;

export interface ResolveLinkOptions {
  /** Slot directory: names are relative to it, and so are the targets of links. */
  readonly slotDirectory: string;
  /** Directory of the project's files; links lead there and nowhere else. */
  readonly projectDirectory: string;
  /** False for an output, whose target is still to be made. */
  readonly mustExist: boolean;
}

/**
 * Path of the file behind a logical name: the target of a soft link, or the file itself where it is no
 * link (also where it does not exist).
 *
 * @returns an absolute path
 * @throws BoincError `link_unusable` where a link leads outside of the project's directory, to itself,
 *   or at nothing
 */
export async function resolveLink(name: string, options: ResolveLinkOptions): Promise<string> {
  const { slotDirectory, projectDirectory, mustExist } = options;
  const path = resolve(slotDirectory, name);
  const target = await readLink(path);
  if (target === undefined) return path;
  const resolved = resolve(slotDirectory, target);
  // Compared as the file system sees them: the data directory itself may be reached through a link.
  const directory = await realPath(dirname(resolved));
  const project = await realPath(projectDirectory);
  if (directory === undefined || project === undefined || !isWithin(directory, project)) {
    throw unusable(path, target, `leads outside of the project's directory ${projectDirectory}`);
  }
  const inside = join(directory, resolved.slice(dirname(resolved).length + 1));
  const found = await typeOf(inside);
  if (found === 'other') throw unusable(path, target, 'leads to something that is no regular file');
  if (found === undefined && mustExist) throw unusable(path, target, 'leads to no file');
  if (found === 'file' && inside === (await realPath(path))) {
    throw unusable(path, target, 'leads to itself');
  }
  return inside;
}

async function readLink(path: string): Promise<string | undefined> {
  let handle;
  try {
    // A pipe by that name would otherwise be waited for.
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new BoincError('link_unusable', `${path} cannot be read (${code})`, { cause: error });
  }
  try {
    if (!(await handle.stat()).isFile()) return undefined;
    const bytes = new Uint8Array(MAX_LINK_BYTES);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return parseSoftLink(bytes.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Undefined where it cannot be reached, for whatever reason. */
async function realPath(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}

async function typeOf(path: string): Promise<'file' | 'other' | undefined> {
  try {
    return (await lstat(path)).isFile() ? 'file' : 'other';
  } catch (error) {
    // What cannot even be looked at, such as a name below a file or one that is too long, is no target.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'other';
  }
}

function isWithin(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}

function unusable(path: string, target: string, what: string): BoincError {
  const shown = JSON.stringify(target.slice(0, 200));
  return new BoincError('link_unusable', `the soft link ${path} (${shown}) ${what}`);
}
