import { lstatSync, readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where programs put what is temporary, whatever TMPDIR says. */
const TEMPORARY_DIRECTORIES = new Set(['/tmp', '/var/tmp', '/dev/shm', '/run/user', tmpdir()]);

/** How deep it is looked. */
const MAX_DEPTH = 3;

/** Processes of a user, by number and command line. Zombies are none. */
export function processesOfUser(userId: number): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (statSync(join('/proc', name)).uid !== userId) return [];
        const commandLine = readFileSync(join('/proc', name, 'cmdline'), 'latin1');
        return commandLine === '' ? [] : [`${name} ${commandLine.replaceAll('\0', ' ')}`];
      } catch {
        // It has ended since.
        return [];
      }
    });
}

/** Files of a user in the directories for temporary files. */
export function temporaryFilesOfUser(userId: number): readonly string[] {
  return [...TEMPORARY_DIRECTORIES].flatMap((directory) => filesOf(directory, userId, MAX_DEPTH));
}

/** Names of the unix sockets that are open, abstract ones with `@` in front. */
export function unixSockets(): readonly string[] {
  return readFileSync('/proc/net/unix', 'latin1')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/).slice(7).join(' '))
    .filter((name) => name !== '');
}

/** Sockets in a directory and below it. */
export function socketFiles(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isSocket())
    .map((entry) => join(entry.parentPath, entry.name));
}

function filesOf(directory: string, userId: number, depth: number): readonly string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch {
    // Not there, or gone since.
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(directory, entry.name);
    const below = entry.isDirectory() && depth > 1 ? filesOf(path, userId, depth - 1) : [];
    return isOfUser(path, userId) ? [path, ...below] : below;
  });
}

function isOfUser(path: string, userId: number): boolean {
  try {
    return lstatSync(path).uid === userId;
  } catch {
    return false;
  }
}
