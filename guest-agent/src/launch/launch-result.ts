/** How far a launch had come, in order. */
export type LaunchStage = 'join' | 'user' | 'cwd' | 'stdin' | 'stdout' | 'stderr' | 'exec';

/**
 * How a launch went. `exitCode` is the launcher's: 126 for what cannot be run, 127 for what is missing,
 * 0 where the launcher was ended from outside.
 */
export type LaunchVerdict =
  | { readonly started: true }
  | { readonly started: false; readonly stage: LaunchStage; readonly exitCode: number };

/** How the leader ended: by itself with `exitCode`, or by `signalNumber` (0: by none). */
export interface ExitStatus {
  readonly exitCode: number;
  readonly signalNumber: number;
  /** Why nobody can know the above, which is 0 and 0 then; undefined where it is known. */
  readonly lostBecause: string | undefined;
}

/** A program under way, or ended. It does not depend on the agent that follows it. */
export interface Launch extends Disposable {
  /** Process id of the leader, which leads a session of its own; 0 where it did not come so far. */
  readonly pid: number;
  /** When the leader began, see `ProcessEntry.startTicks`: with the pid it names the process for good. */
  readonly startTimeTicks: number;
  /** Settles when the program runs, or when it is sure that it will not. Never rejects. */
  readonly verdict: Promise<LaunchVerdict>;
  /** Settles when the leader has ended, whatever it left behind. Never rejects. */
  readonly exit: Promise<ExitStatus>;
  /** True until the leader has ended, as far as the agent knows. */
  readonly isRunning: boolean;
  /** How long ago the leader had ended when that was learnt, by the machine's clock; 0 while it runs. */
  readonly endedMsAgo: number;
  /** True where no other process has the leader's pid, so that its session can be told by the number. */
  readonly namesSession: boolean;
  /**
   * Sends a signal to the leader alone; false where it has ended. A process that has the pid by now is
   * never meant.
   */
  signal(signalNumber: number): boolean;
  /** Stops following: the program goes on, what has not settled never does. */
  [Symbol.dispose](): void;
}
