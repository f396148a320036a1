import { createHash } from 'node:crypto';
import { lstat, mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { TURN_COUNTS, type TurnKind } from './turn.ts';

/** Where turns are kept. */
export interface TurnPlace {
  /** Default: that of this host. */
  readonly platform?: NodeJS.Platform;
  /** Bridges of one user share turns. Default: this process's user. */
  readonly userId?: number;
  /** Tells queues of one user apart, for tests. Default: '', the queue of all bridges. */
  readonly suffix?: string;
  /** For platforms other than Linux and Windows. Default: the system's. */
  readonly temporaryDirectory?: string;
}

/** Number of a user, or -1 on platforms that have none. */
export function userIdOf({ userId }: TurnPlace): number {
  return userId ?? process.getuid?.() ?? -1;
}

/**
 * Names of the sockets that stand for the turns of a kind.
 * - Linux: abstract names (unix(7)), which are in no directory: nothing is left of a process that dies.
 * - Windows: named pipes, of which the same goes.
 * - Elsewhere: sockets in a directory which this user alone may enter; {@link HostQueue} removes those
 *   that nobody serves any more.
 *
 * @throws Error where that directory is another's, or not closed to others
 */
export async function turnNames(kind: TurnKind, place: TurnPlace): Promise<readonly string[]> {
  const prefix = await namePrefix(place);
  return Array.from({ length: TURN_COUNTS[kind] }, (_, index) => `${prefix}${kind}-${index}`);
}

/** True where the names are files, which outlive a process that is killed. */
export function areFiles({ platform = process.platform }: TurnPlace): boolean {
  return platform !== 'linux' && platform !== 'win32';
}

async function namePrefix(place: TurnPlace): Promise<string> {
  const { platform = process.platform, suffix = '' } = place;
  if (platform === 'win32') {
    // A user's name may have characters that a pipe's may not.
    const user = createHash('sha256').update(userInfo().username).digest('hex').slice(0, 16);
    return `\\\\.\\pipe\\vmslot-${user}${suffix}-`;
  }
  const name = `vmslot-${userIdOf(place)}${suffix}`;
  if (platform === 'linux') return `\0${name}-`;
  const directory = join(place.temporaryDirectory ?? tmpdir(), name);
  await makePrivate(directory, userIdOf(place));
  return join(directory, '/');
}

/** Others of the host may have made it before, or a link in its place. */
async function makePrivate(directory: string, userId: number): Promise<void> {
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = await lstat(directory);
  if (!found.isDirectory() || found.uid !== userId || (found.mode & 0o077) !== 0) {
    throw new Error(`${directory} is not a directory of this user alone`);
  }
}
