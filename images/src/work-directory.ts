import { mkdir, mkdtemp, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { inOwnNamespace } from './own-namespace.ts';
import { runCommand } from './run-command.ts';

/** A temporary directory; disposing removes it, unless it was renamed away. */
export interface WorkDirectory extends AsyncDisposable {
  readonly directory: string;
}

const PREFIX = '.building-';

/**
 * Makes a temporary directory beside the place where its content goes, so that a rename puts it there.
 * What builds that were killed have left there is removed first.
 */
export async function makeWorkDirectory(parent: string, name: string): Promise<WorkDirectory> {
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const directory = await mkdtemp(path.join(parent, `${PREFIX}${process.pid}-${name}-`));
  return { directory, [Symbol.asyncDispose]: async () => removeTree(directory) };
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    const owner = new RegExp(`^${PREFIX.replace('.', String.raw`\.`)}(\\d+)-`).exec(entry)?.[1];
    if (owner !== undefined && !processLives(Number(owner)))
      await removeTree(path.join(parent, entry));
  }
}

function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes a tree that may hold files of other owners, and never what is mounted in it. */
export async function removeTree(directory: string): Promise<void> {
  const [program, ...args] = inOwnNamespace(['rm', '-rf', '--one-file-system', '--', directory]);
  // Cleaning up goes on when the build was cancelled, so it has a signal of its own.
  await runCommand(program, args, { signal: new AbortController().signal });
}

/** Writes a file or directory through to the disk. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
