import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Readable } from 'node:stream';
import { JOIN_SCRIPT, type LaunchVerdict, parseLaunchText, START_SCRIPT } from './launch-script.ts';
import { MAX_LAUNCH_TEXT_BYTES } from './task-limits.ts';
import type { StepSpec } from './task-request.ts';
import { canChangeUser, type TaskUser } from './user-directory.ts';

/** Environment of the launcher, and the PATH of a program whose step gives none. */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

// The braces of START_SCRIPT were tried with dash, which Debian has as /bin/sh.
const SHELL = existsSync('/bin/dash') ? '/bin/dash' : '/bin/sh';

export interface LaunchOptions {
  readonly step: StepSpec;
  readonly user: TaskUser;
  /** Resolved, without links. */
  readonly workPath: string;
  readonly temporaryPath: string;
  /** See ProcessScope. */
  readonly joinFile: string | undefined;
  /** Descriptors that the program takes over where the step names no files; the caller closes them. */
  readonly stdoutFd: number;
  readonly stderrFd: number;
}

/** How the first process ended; signalNumber is 0 where it exited. */
export interface ExitStatus {
  readonly exitCode: number;
  readonly signalNumber: number;
}

/** A launch under way. */
export interface Launch {
  readonly pid: number;
  /** Settles when the program runs, or when it is sure that it will not. Never rejects. */
  readonly verdict: Promise<LaunchVerdict>;
  /** Settles when the first process has ended. Never rejects. */
  readonly exit: Promise<ExitStatus>;
}

/**
 * Starts a step's program as leader of a session of its own, without any privilege to be gained
 * (no_new_privs) and without supplementary groups.
 *
 * @throws the system's error where not even the launcher could be started
 */
export async function launch(options: LaunchOptions): Promise<Launch> {
  const child = spawn(SHELL, ['-c', JOIN_SCRIPT, 'vmslot-join', ...launchArguments(options)], {
    cwd: '/',
    env: { PATH: DEFAULT_PATH },
    detached: true,
    stdio: ['ignore', options.stdoutFd, options.stderrFd, 'pipe'],
  });
  const exit = exitOf(child);
  const verdict = readVerdict(child.stdio[3] as Readable);
  await once(child, 'spawn');
  return { pid: child.pid ?? 0, verdict, exit };
}

function launchArguments(options: LaunchOptions): string[] {
  const { step, user, workPath } = options;
  const below = (path: string) => (path === '' ? '' : join(workPath, path));
  const [program = '', ...rest] = step.argv;
  const path = program.includes('/') && !isAbsolute(program) ? join(workPath, program) : program;
  const ids = canChangeUser()
    ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
    : [];
  const drop = ['setpriv', ...ids, '--no-new-privs', '--', 'env', '-i', ...environment(options)];
  const start = [SHELL, '-c', START_SCRIPT, 'vmslot-start', workPath, join(workPath, step.cwd)];
  const files = [below(step.stdinFile), below(step.stdoutFile), below(step.stderrFile)];
  return [options.joinFile ?? '', ...drop, ...start, ...files, path, ...rest];
}

function environment(options: LaunchOptions): string[] {
  const variables = new Map([
    ['PATH', DEFAULT_PATH],
    ['HOME', options.workPath],
    ['USER', options.user.name],
    ['LANG', 'C.UTF-8'],
    ['TMPDIR', options.temporaryPath],
    ...options.step.env,
  ]);
  return [...variables].map(([name, value]) => `${name}=${value}`);
}

function exitOf(child: ChildProcess): Promise<ExitStatus> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({
        exitCode: code ?? 0,
        signalNumber: signal === null ? 0 : constants.signals[signal],
      });
    });
    // A failed start is told by the rejection of launch(); then nothing ever exits.
    child.once('error', () => resolve({ exitCode: 0, signalNumber: 0 }));
  });
}

function readVerdict(pipe: Readable): Promise<LaunchVerdict> {
  let text = '';
  return new Promise((resolve) => {
    pipe.setEncoding('latin1');
    pipe.on('data', (chunk: string) => {
      if (text.length < MAX_LAUNCH_TEXT_BYTES) text += chunk;
    });
    for (const end of ['end', 'error', 'close']) {
      pipe.once(end, () => {
        pipe.destroy();
        resolve(parseLaunchText(text));
      });
    }
  });
}
