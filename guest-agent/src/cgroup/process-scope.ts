/** What the processes of a scope have used so far; none but memoryBytes and processCount ever falls. */
export interface ProcessUsage {
  /** User and system time of all processes, ended ones too. */
  readonly cpuTimeMs: number;
  readonly userTimeMs: number;
  readonly systemTimeMs: number;
  readonly memoryBytes: number;
  readonly peakMemoryBytes: number;
  /** Bytes from and to block devices; 0 where the kernel does not tell. */
  readonly readBytes: number;
  readonly writtenBytes: number;
  /** Processes (with the controller, threads too) that there are now. */
  readonly processCount: number;
  /** Processes that the kernel ended for lack of memory; 0 where it does not tell. */
  readonly oomKillCount: number;
}

/** Limits of a scope; without the controller of the kernel a limit has no effect. */
export interface ScopeLimits {
  readonly processCount: number;
  /** Undefined: no limit. */
  readonly memoryBytes: number | undefined;
  /** Thousandths of one CPU; undefined: no limit. */
  readonly cpuMilli?: number | undefined;
}

/**
 * All processes that one program starts, however they fork. Whoever makes it closes it: closing kills
 * what is left.
 */
export interface ProcessScope extends AsyncDisposable {
  /** File to which the first process writes `0` before it starts the program; undefined: none. */
  readonly joinFile: string | undefined;
  /** True where the kernel kept all figures of the last usage, so that they outlive the agent. */
  readonly isKernelKept: boolean;
  /** Names the first process, which leads a session of its own. */
  adopt(pid: number): void;
  usage(): Promise<ProcessUsage>;
  /** Sends a signal to every process; where the kernel can, none escapes by forking meanwhile. */
  signal(signalNumber: number): Promise<void>;
  /** Stops all; false where one does not stand after `FREEZE_TIMEOUT_MS`. The request stands then. */
  suspend(): Promise<boolean>;
  resume(): Promise<void>;
  /** Kills all; false where something is left after `KILL_TIMEOUT_MS`. */
  kill(): Promise<boolean>;
}

/** How long the kernel may take to end killed processes before we go on without waiting. */
export const KILL_TIMEOUT_MS = 10_000;

/** How long stopping all processes may take; the request stands even if this passes. */
export const FREEZE_TIMEOUT_MS = 1000;
