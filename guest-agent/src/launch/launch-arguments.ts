import { join } from 'node:path';
import { JOIN_SCRIPT, KEEPER_SCRIPT, START_SCRIPT, TERMINAL_COMMAND } from './keeper-script.ts';
import { DEFAULT_PATH, type LaunchOptions, type LaunchStdout } from './launch-options.ts';
import { type LaunchPrograms, PLAIN_PROGRAMS, systemProgram } from './launch-programs.ts';
import { launcherMark, STATUS_FILES } from './status-directory.ts';

/**
 * Names that the shell gives a meaning of its own, and those of START_SCRIPT's own variables; env(1) sets
 * them, and what no shell can have.
 */
const NOT_FOR_EXPORT =
  /^(?:EPOCHREALTIME|EPOCHSECONDS|FUNCNAME|LINENO|OPTIND|PPID|RANDOM|count|find|found)$|^(?![A-Za-z_][A-Za-z0-9_]*$)/;

/** Program and arguments that start everything: the keeper's shell first. */
export function keeperArguments(
  options: LaunchOptions,
  programs: LaunchPrograms,
): readonly [string, ...string[]] {
  const { keepersFile = '', stdin, terminal } = options;
  const [program, ...rest] = shellOf(programs);
  const keep = [program, ...rest, '-c', KEEPER_SCRIPT, 'vmslot-keeper', '.', keepersFile] as const;
  const stream = stdin.kind === 'stream' ? 'stream' : '';
  if (terminal !== undefined) return [...keep, stream, 'terminal', ''];
  return [...keep, stream, '', programs.busybox ?? '', ...leaderArguments(options, programs)];
}

function shellOf({ busybox, shell }: LaunchPrograms): readonly [string, ...string[]] {
  return busybox === undefined ? [shell] : [busybox, 'sh'];
}

/** What script(1) lets a shell run where there is a terminal: that wants the tools of util-linux. */
export function terminalCommand(options: LaunchOptions): string {
  return `${TERMINAL_COMMAND} ${quote(leaderArguments(options, PLAIN_PROGRAMS))}\n`;
}

/** Words as a shell reads them. */
function quote(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}

/** Program and arguments of the leader, which becomes the program step by step. */
function leaderArguments(options: LaunchOptions, programs: LaunchPrograms): string[] {
  const { joinFile = '', limits, statusDirectory, stdin, terminal, umask = 0o022 } = options;
  const core = limits?.some(({ kind }) => kind === 'core') === true ? '' : '0';
  const isFifo = stdin.kind === 'stream' && terminal === undefined;
  const input = isFifo ? join(statusDirectory, STATUS_FILES.input) : '';
  const size = terminal === undefined ? ['', ''] : [terminal.columns, terminal.rows].map(String);
  return [
    ...shellOf(programs),
    '-c',
    JOIN_SCRIPT,
    'vmslot-join',
    joinFile,
    umask.toString(8),
    core,
    input,
    ...size,
    ...limitArguments(options),
    ...userArguments(options, programs),
    ...start(options, programs),
  ];
}

/** What goes before the program while the launcher has the rights of the agent. */
function limitArguments({ limits = [], nice = 0 }: LaunchOptions): string[] {
  const value = (limit: number | undefined) => limit ?? 'unlimited';
  const options = limits.map(({ kind, soft, hard }) => `--${kind}=${value(soft)}:${value(hard)}`);
  return [
    ...(options.length === 0 ? [] : [systemProgram('prlimit'), ...options, '--']),
    ...(nice === 0 ? [] : [systemProgram('nice'), '-n', String(nice), '--']),
  ];
}

function userArguments({ user }: LaunchOptions, { busybox }: LaunchPrograms): string[] {
  const { gid, groups, uid } = user;
  const setpriv = [systemProgram('setpriv')];
  if (process.geteuid?.() !== 0 || isOwnUser(user)) {
    // That of busybox cannot change the user.
    return [...(busybox === undefined ? setpriv : [busybox, 'setpriv']), '--no-new-privs', '--'];
  }
  const more = groups.length === 0 ? '--clear-groups' : `--groups=${groups.join(',')}`;
  return [...setpriv, `--reuid=${uid}`, `--regid=${gid}`, more, '--no-new-privs', '--'];
}

/** True where the user is that of the agent already, with all groups and no other. */
function isOwnUser({ gid, groups, uid }: LaunchOptions['user']): boolean {
  const wanted = new Set([gid, ...groups]);
  const own = new Set([process.getegid?.() ?? -1, ...(process.getgroups?.() ?? [])]);
  const isSame = wanted.size === own.size && [...wanted].every((group) => own.has(group));
  return isSame && uid === process.geteuid?.() && gid === process.getegid?.();
}

function start(options: LaunchOptions, programs: LaunchPrograms): string[] {
  const { argv, companion = [], confinement = '', directory, env, stderr, stdin, stdout } = options;
  const variables = new Map([['PATH', DEFAULT_PATH], ...env]);
  const [exported, odd]: [string[], string[]] = [[], []];
  for (const [name, value] of variables) {
    (NOT_FOR_EXPORT.test(name) ? odd : exported).push(`${name}=${value}`);
  }
  const files = [stdin.kind === 'file' ? stdin.path : '', userFile(stdout), userFile(stderr)];
  const [program = ''] = argv;
  const find = odd.length === 0 ? '' : program;
  // A name without a slash is looked up in PATH, not in a busybox.
  const shell = program.includes('/') ? shellOf(programs) : [programs.shell];
  const mark = launcherMark(options.statusDirectory);
  const script = [...shell, '-c', START_SCRIPT, 'vmslot-start', mark];
  const run = odd.length === 0 ? argv : ['/usr/bin/env', '--', ...odd, ...argv];
  return [
    ...script,
    confinement,
    directory,
    ...files,
    keepsContent(stdout),
    keepsContent(stderr),
    find,
    String(exported.length),
    quote(companion),
    ...exported,
    ...run,
  ];
}

function userFile(output: LaunchStdout): string {
  return output.kind === 'file' ? output.path : '';
}

/** Not empty where the output goes to the end of a file. */
function keepsContent(output: LaunchStdout): string {
  return output.kind === 'file' && output.keepsContent === true ? 'keeps' : '';
}
