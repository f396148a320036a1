import type { LaunchPrograms } from './launch-programs.ts';

/** Environment of the launchers, and the PATH of a program whose environment has none. */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Who a program runs as. An agent that is not root ignores it: there programs run as the agent. */
export interface LaunchUser {
  readonly uid: number;
  readonly gid: number;
  /** Supplementary groups, all others are dropped. */
  readonly groups: readonly number[];
}

/** Names of setrlimit(2), as prlimit(1) has them for options. Sizes in bytes, `cpu` in seconds. */
export type LimitKind =
  'as' | 'core' | 'cpu' | 'data' | 'fsize' | 'memlock' | 'nofile' | 'nproc' | 'stack';

/** A limit of each process; undefined: none. */
export interface ProcessLimit {
  readonly kind: LimitKind;
  readonly soft: number | undefined;
  readonly hard: number | undefined;
}

/** Least `fsize` a program can be started with: its launcher writes a few lines to a file. */
export const MIN_FILE_SIZE_LIMIT_BYTES = 4096;

/**
 * Where standard input comes from: nowhere; a file, opened as the user; or a stream that stays open
 * over the death of the agent (see `LaunchInput`).
 */
export type LaunchStdin =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stream' };

/**
 * Where an output goes: a file, made where it is missing and opened as the user, which is cut first unless
 * what is there is to be kept; or a spool, which the agent opens
 * for appending (made with mode 0600 where it is missing) and which has no name the program can reach.
 */
export type LaunchStdout =
  | { readonly kind: 'file'; readonly path: string; readonly keepsContent?: boolean }
  | { readonly kind: 'spool'; readonly path: string };

/** Size of a terminal, in characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** What `launch` starts, and how. All paths are absolute. */
export interface LaunchOptions {
  /** Program and arguments. Without a slash the program is looked up in the PATH of `env`. */
  readonly argv: readonly string[];
  /**
   * A command that runs before the program, as its user and where it starts: path and arguments, to which the
   * process id of the program is added. It has no input, output or environment, and the program starts when it
   * has ended, whatever became of it; a process of its own may go on beside the program. Default: none.
   */
  readonly companion?: readonly string[] | undefined;
  /** Whole environment, but for `PATH`, which is DEFAULT_PATH where it has none. */
  readonly env: ReadonlyMap<string, string>;
  /** Where the program starts. */
  readonly directory: string;
  /** Path without links that `directory` must be in once its links are followed. Default: anywhere. */
  readonly confinement?: string | undefined;
  readonly user: LaunchUser;
  /** Default: 0o022. */
  readonly umask?: number | undefined;
  /** -20 to 19. Default: 0. */
  readonly nice?: number | undefined;
  /** Default: those of the agent, but no core files. */
  readonly limits?: readonly ProcessLimit[] | undefined;
  /** `cgroup.procs` of the program's group, see `ProcessScope.joinFile`. */
  readonly joinFile?: string | undefined;
  /** `cgroup.procs` of the group for keepers. Default: they stay in the agent's group. */
  readonly keepersFile?: string | undefined;
  readonly stdin: LaunchStdin;
  readonly stdout: LaunchStdout;
  /** Not read where there is a terminal. */
  readonly stderr: LaunchStdout;
  /** Runs the program at a terminal of its own; `stdin` must be a stream, `stdout` a spool. */
  readonly terminal?: TerminalSize | undefined;
  /** Default: those of this machine. */
  readonly programs?: LaunchPrograms | undefined;
  /** Directory that is not there yet, in one that only root can enter; the caller removes it. */
  readonly statusDirectory: string;
}
