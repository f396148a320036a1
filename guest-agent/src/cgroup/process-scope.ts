/** What the processes of a scope have used so far; none of the figures but memoryBytes ever falls. */
export interface ProcessUsage {
  /** User and system time of all processes, ended ones too. */
  readonly cpuTimeMs: number;
  readonly memoryBytes: number;
  readonly peakMemoryBytes: number;
  /** Processes that the kernel ended for lack of memory; 0 where it does not tell. */
  readonly oomKillCount: number;
}

/** Limits of a scope; without the controller of the kernel a limit has no effect. */
export interface ScopeLimits {
  readonly processCount: number;
  /** Undefined: no limit. */
  readonly memoryBytes: number | undefined;
}

/**
 * All processes that one program starts, however they fork. Whoever makes it closes it: closing kills
 * what is left.
 */
export interface ProcessScope extends AsyncDisposable {
  /** File to which the first process writes `0` before it starts the program; undefined: none. */
  readonly joinFile: string | undefined;
  /** Names the first process, which leads a session of its own. */
  adopt(pid: number): void;
  usage(): Promise<ProcessUsage>;
  signal(signalNumber: number): Promise<void>;
  suspend(): Promise<void>;
  resume(): Promise<void>;
  /** Kills all; false where something is left after `KILL_TIMEOUT_MS`. */
  kill(): Promise<boolean>;
}

/** How long the kernel may take to end killed processes before we go on without waiting. */
export const KILL_TIMEOUT_MS = 10_000;

/** How long stopping all processes may take; the request stands even if this passes. */
export const FREEZE_TIMEOUT_MS = 1000;
