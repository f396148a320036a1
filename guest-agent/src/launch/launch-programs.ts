import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** What starts programs and waits for them. */
export interface LaunchPrograms {
  /**
   * Path of a busybox that has all that a launch needs of it; undefined: none. An image has it linked
   * statically: to start it takes an emulated guest a sixth of the time of a program that is to be linked
   * first (docs/speed.md).
   */
  readonly busybox: string | undefined;
  /** A POSIX shell that finds programs by PATH alone, as no busybox does that has them built in. */
  readonly shell: string;
}

/** Commands that a launch needs of a busybox. */
const APPLETS = ['mkfifo', 'setpriv', 'setsid', 'sh', 'time'] as const;

/** Longest time that a busybox may take to say what it can, in milliseconds. */
export const BUSYBOX_LIST_TIMEOUT_MS = 10_000;
/** Longest list of its commands. */
export const MAX_BUSYBOX_LIST_BYTES = 64 * 1024;

/** The programs of a machine without a usable busybox. The scripts were tried with dash, Debian's /bin/sh. */
export const PLAIN_PROGRAMS: LaunchPrograms = {
  busybox: undefined,
  shell: existsSync('/bin/dash') ? '/bin/dash' : '/bin/sh',
};

let found: Promise<LaunchPrograms> | undefined;

/** Finds the programs of this machine; looks once. Never rejects. */
export function findLaunchPrograms(): Promise<LaunchPrograms> {
  found ??= lookForBusybox('/bin/busybox').then((busybox) => ({ ...PLAIN_PROGRAMS, busybox }));
  return found;
}

/** @returns the path, where that is a busybox with all commands that are needed */
export async function lookForBusybox(path: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--list'], {
      timeout: BUSYBOX_LIST_TIMEOUT_MS,
      maxBuffer: MAX_BUSYBOX_LIST_BYTES,
    });
    const names = new Set(stdout.split('\n'));
    return APPLETS.every((name) => names.has(name)) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Path of a program of the system; a bare name might be a command of the busybox that runs it. */
export function systemProgram(name: string): string {
  const path = `/usr/bin/${name}`;
  return existsSync(path) ? path : name;
}
