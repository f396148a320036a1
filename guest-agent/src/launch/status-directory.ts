import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isErrorWithCode } from '../cgroup/index.ts';
import type { ExitStatus, LaunchStage } from './launch-result.ts';

/** Where a keeper and its agents write what they know of one launch; see `docs/architecture.md`. */
export const STATUS_FILES = {
  /** Written by the agent before the start. */
  launch: 'launch.json',
  /** Lines of keeper and leader on their way to the program. */
  stages: 'stages',
  /** One line of the keeper, when the leader has ended. */
  exit: 'exit',
  /** What setsid and the keeper's shell complain of. */
  complaints: 'complaints',
  /** Made by whoever comes first: the keeper that begins, or an agent that no longer wants it to. */
  claim: 'claim',
  /** FIFO that the program reads, and FIFO by which the keeper is told to close it. */
  input: 'input',
  close: 'close',
  /** What a shell runs at a new terminal. */
  command: 'command',
} as const;

/**
 * An argument that the leader has until it becomes the program. The kernel replaces all arguments at
 * once when a program begins, while the descriptors of a process can only be looked at one by one, and
 * may move from under the look.
 */
export function launcherMark(path: string): string {
  return `vmslot-launch=${path}`;
}

/** Bytes that each file has from the beginning, so that a full disk has room for what comes. */
const RESERVED_BYTES = 512;

const STAGES: readonly string[] = ['join', 'user', 'cwd', 'stdin', 'stdout', 'stderr', 'exec'];

/** A process for good, see `ProcessEntry.startTicks`. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTicks: number;
}

/** What the file of stages says so far. */
export interface LaunchStages {
  readonly keeper: ProcessIdentity | undefined;
  readonly leader: ProcessIdentity | undefined;
  readonly stage: LaunchStage | undefined;
  /** Exit code of a launcher that gave up. */
  readonly failed: number | undefined;
}

/** What the agent writes down of a launch before it begins. */
export interface LaunchRecord {
  readonly bootId: string;
}

/**
 * Makes the directory of a new launch.
 *
 * @param command text of the file of this name; undefined: there is no terminal
 * @throws the system's error, `EEXIST` where the directory is there
 */
export function createStatusDirectory(path: string, record: LaunchRecord, command?: string): void {
  mkdirSync(path, { mode: 0o700 });
  const reserve = '.'.repeat(RESERVED_BYTES);
  for (const name of [STATUS_FILES.stages, STATUS_FILES.exit, STATUS_FILES.complaints]) {
    writeFileSync(join(path, name), reserve, { flag: 'wx', mode: 0o600 });
  }
  if (command !== undefined)
    writeFileSync(join(path, STATUS_FILES.command), command, { mode: 0o600 });
  const text = `${JSON.stringify(record)}\n`;
  writeFileSync(join(path, STATUS_FILES.launch), text, { flag: 'wx', mode: 0o600 });
}

/** Reads the record of a launch; undefined where the agent did not get so far. */
export function readLaunchRecord(path: string): LaunchRecord | undefined {
  const [line] = readLines(join(path, STATUS_FILES.launch));
  return line === undefined ? undefined : (JSON.parse(line) as LaunchRecord);
}

/** True where no keeper has begun, and none ever will. */
export function revokeLaunch(path: string): boolean {
  const claim = join(path, STATUS_FILES.claim);
  try {
    // Like the keeper's file it comes into being at once, and cannot be taken for that.
    symlinkSync('revoked', claim);
    return true;
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST')) return lstatSync(claim).isSymbolicLink();
    throw error;
  }
}

/** What is known of the way to the program. */
export function readStages(path: string): LaunchStages {
  let keeper: ProcessIdentity | undefined;
  let leader: ProcessIdentity | undefined;
  let stage: LaunchStage | undefined;
  let failed: number | undefined;
  for (const line of readLines(join(path, STATUS_FILES.stages))) {
    const [word = '', first, second] = line.split(' ');
    if (STAGES.includes(word)) stage = word as LaunchStage;
    if (word === 'keeper') keeper = { pid: Number(first), startTicks: Number(second) };
    if (word === 'leader') leader = { pid: Number(first), startTicks: Number(second) };
    if (word === 'failed') failed = Number(first);
  }
  return { keeper, leader, stage, failed };
}

/** How the leader ended; undefined until the keeper has written it. */
export function readExit(path: string): ExitStatus | undefined {
  const [line = ''] = readLines(join(path, STATUS_FILES.exit));
  const [, how, number] = /^(exited|signaled|lost) (\d+)$/.exec(line) ?? [];
  if (how === undefined) return undefined;
  if (how === 'lost') {
    const said = readFileSync(join(path, STATUS_FILES.complaints), 'latin1')
      .replace(/\.*$/, '')
      .trim();
    return lostExit(`what waited for the program failed with ${number} (${said})`);
  }
  const [exitCode, signalNumber] = how === 'exited' ? [Number(number), 0] : [0, Number(number)];
  return { exitCode, signalNumber, lostBecause: undefined };
}

/** The end of a leader that nobody can know. */
export function lostExit(lostBecause: string): ExitStatus {
  return { exitCode: 0, signalNumber: 0, lostBecause };
}

/** Whole lines of a file: one without its end is not written yet. */
function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'latin1').split('\n').slice(0, -1);
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return [];
    throw error;
  }
}
