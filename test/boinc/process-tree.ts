import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A running process. */
export interface RunningProcess {
  readonly pid: number;
  readonly parentPid: number;
  readonly commandLine: string;
  /** Current directory; '' where it cannot be read. */
  readonly directory: string;
}

/** What belongs to a client. */
export interface ProcessOwner {
  /** Root of the tree; undefined where it has ended. */
  readonly pid: number | undefined;
  /** Processes that name it in their command line, or are in it, belong to the client too. */
  readonly directory: string;
}

/** All processes that run now, without zombies. */
export function runningProcesses(): readonly RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((process) => process !== undefined);
}

/** Those that a client has started, however far they have moved from it, and itself. */
export function processesOf({ pid, directory }: ProcessOwner): readonly RunningProcess[] {
  const all = runningProcesses().filter((candidate) => candidate.pid !== process.pid);
  const owned = new Set(
    all
      .filter(
        (candidate) =>
          candidate.pid === pid ||
          candidate.commandLine.includes(directory) ||
          candidate.directory.startsWith(directory),
      )
      .map((candidate) => candidate.pid),
  );
  for (let count = -1; count !== owned.size;) {
    count = owned.size;
    for (const candidate of all) if (owned.has(candidate.parentPid)) owned.add(candidate.pid);
  }
  return all.filter((candidate) => owned.has(candidate.pid));
}

/** Sends a signal; a process that has ended since is no error. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function readProcess(pid: number): RunningProcess | undefined {
  try {
    // "pid (name) state parent …", and the name may hold anything, brackets too.
    const status = readFileSync(join('/proc', String(pid), 'stat'), 'latin1');
    const [state, parent] = status.slice(status.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const commandLine = readFileSync(join('/proc', String(pid), 'cmdline'), 'latin1');
    return {
      pid,
      parentPid: Number(parent),
      commandLine: commandLine.replaceAll('\0', ' ').trim(),
      directory: directoryOf(pid),
    };
  } catch (error) {
    // It has ended since the directory was read: ENOENT at open, ESRCH at read.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function directoryOf(pid: number): string {
  try {
    return readlinkSync(join('/proc', String(pid), 'cwd'));
  } catch {
    // A kernel thread, a process of another user, or one that ends: none of ours.
    return '';
  }
}
