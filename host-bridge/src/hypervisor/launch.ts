import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Duplex, Readable, Writable } from 'node:stream';
import { ByteTail } from './byte-tail.ts';
import { HypervisorError } from './errors.ts';

/** Most bytes of a hypervisor's standard error that are kept; the last ones win. */
export const MAX_STDERR_BYTES = 8 * 1024;

/** Most channels of one process: a POSIX shell names single-digit descriptors only. */
export const MAX_CHANNELS = 6;

/** Number of the first channel's file descriptor in the new process. */
export const FIRST_CHANNEL_DESCRIPTOR = 4;

export interface LaunchOptions {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly workingDirectory: string;
  /**
   * How many connected sockets the process inherits, as descriptors from
   * {@link FIRST_CHANNEL_DESCRIPTOR} upwards. They have no name that anybody else could open.
   */
  readonly channelCount: number;
  /**
   * True: everybody else on the machine goes first. False for short trials, whose time limit would
   * strike on a busy machine.
   */
  readonly lowPriority: boolean;
  /** Socket file to remove, with its directory, should this program be killed. */
  readonly orphanSocket?: string | undefined;
  /** All of its environment. Default: that of this process. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
}

/** How a process ended; one of the two is set. */
export interface ProcessExit {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running hypervisor. Owner: who launched it; it must kill it or see it end. */
export interface LaunchedProcess {
  readonly pid: number;
  /**
   * Our ends of the inherited sockets. The owner reads them from the start, to their end: Node throws
   * away what is not being read when the process ends.
   */
  readonly channels: readonly Duplex[];
  /** Resolves when the process has ended and its last words are in. */
  readonly exited: Promise<ProcessExit>;
  /** The last bytes it wrote to standard error. */
  stderrTail(): Buffer;
  /** Stops or continues the process itself; nothing happens after its end. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** Kills the process and all that it started, at once. Safe to repeat, also after its end. */
  kill(): void;
}

/*
 * The shell turns into the program, so that the process id is the program's own. Before, it leaves a
 * watcher behind that waits on descriptor 3. Only this program holds the other end, so it reads the
 * end of file as soon as this program is gone, however it went, and then kills its own process group.
 * The group is alive as long as the watcher is, so the number cannot have passed to somebody else.
 * The watcher keeps none of the channels open: their end must be the program's end.
 * $1 is the orphan socket, $2 is not empty for low priority. SCHED_IDLE and nice are set before exec
 * because Linux keeps both per thread; the autogroup because a session of its own would otherwise get
 * a full share of the CPU whatever its nice value: sched(7), "The autogroup feature".
 */
const LAUNCHER = `
(
  exec 0<&3 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-
  while read -r line; do :; done
  if [ -n "$1" ]; then rm -f -- "$1"; rmdir -- "\${1%/*}"; fi
  kill -KILL 0
) >/dev/null 2>&1 &
exec 3<&-
low=$2
shift 2
if [ -z "$low" ]; then exec "$@"; fi
if [ -w /proc/self/autogroup ]; then { echo 19 >/proc/self/autogroup; } 2>/dev/null; fi
if chrt -i 0 true >/dev/null 2>&1; then exec nice -n 19 chrt -i 0 "$@"; fi
exec nice -n 19 "$@"
`;

/**
 * Starts a program in a session of its own (Ctrl-C in the terminal does not reach it), and ties its
 * life to ours: when this process ends, even by SIGKILL, it is killed.
 * Needs a POSIX shell at /bin/sh.
 *
 * @throws HypervisorError with code `hypervisor_failed` where not even the shell starts.
 */
export async function launch(options: LaunchOptions): Promise<LaunchedProcess> {
  if (options.channelCount > MAX_CHANNELS) {
    throw new RangeError(`at most ${MAX_CHANNELS} channels, not ${options.channelCount}`);
  }
  const channels = Array.from({ length: options.channelCount }, () => 'pipe' as const);
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      LAUNCHER,
      'vmslot-launcher',
      options.orphanSocket ?? '',
      options.lowPriority ? 'low' : '',
      options.program,
      ...options.arguments,
    ],
    {
      cwd: options.workingDirectory,
      env: options.environment ?? process.env,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', ...channels],
    },
  );
  const ended = exitOf(child);
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new HypervisorError(
      'hypervisor_failed',
      `${options.program} cannot be started in ${options.workingDirectory}: ${(error as Error).message}`,
      { cause: error },
    );
  }
  return tieLife(child, ended);
}

function tieLife(child: ChildProcess, ended: Promise<ProcessExit>): LaunchedProcess {
  const tail = new ByteTail(MAX_STDERR_BYTES);
  const stderr = child.stderr as Readable;
  const lifeline = child.stdio[3] as Writable;
  const pid = child.pid as number;
  // A reset of either only says that the process is gone, which `exit` tells.
  stderr.on('error', ignoreReset).on('data', (chunk: Buffer) => tail.push(chunk));
  lifeline.on('error', ignoreReset);
  let running = true;
  const closed = new Promise<void>((resolve) => stderr.once('close', () => resolve()));
  const exited = ended.then(async (exit) => {
    running = false;
    lifeline.destroy();
    await closed;
    return exit;
  });
  return {
    pid,
    channels: child.stdio.slice(FIRST_CHANNEL_DESCRIPTOR) as unknown as Duplex[],
    exited,
    stderrTail: () => tail.bytes(),
    signal: (name) => {
      // Not before Node has seen the end is the number free for others; then this does nothing.
      child.kill(name);
    },
    kill: () => {
      if (running) process.kill(-pid, 'SIGKILL');
    },
  };
}

function exitOf(child: ChildProcess): Promise<ProcessExit> {
  return new Promise((resolve) => {
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

function ignoreReset(): void {
  // Named, so that it is plain that nothing is lost: the process's end is reported by `exited`.
}
