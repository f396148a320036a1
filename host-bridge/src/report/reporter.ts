import type { AppWords, OutcomeCode, Phase } from '../outcome.ts';

/** How a run ended, for people and machines. */
export interface RunSummary {
  readonly outcome: OutcomeCode;
  readonly exitCode: number;
  /** Phase in which it ended. */
  readonly phase: Phase;
  /** One line: what, where, what to do; undefined where all is well. */
  readonly message: string | undefined;
  /** Further lines that help. */
  readonly details: readonly string[];
  /** Directory kept for inspection, or undefined where nothing was kept. */
  readonly slotDirectory: string | undefined;
  /** Absolute paths of the outputs. */
  readonly outputs: readonly string[];
  readonly elapsedMs: number;
  /** CPU time of the app in the guest, as the agent says. */
  readonly cpuTimeMs: number;
  /** What a program said about its end. Default: nothing. */
  readonly appWords?: AppWords | undefined;
}

/** A long piece of work, as far as it is. */
export interface Progress {
  readonly phase: Phase;
  /** 0 to 1. */
  readonly fraction: number;
  /** What was done, in words: `12 of 300 MB`. */
  readonly text: string;
}

/** Reporter tells somebody how a run goes. It never fails the run; `close` ends open bars. */
export interface Reporter {
  phase(phase: Phase, text: string): void;
  warning(phase: Phase, text: string): void;
  progress(progress: Progress): void;
  /**
   * A piece of what the app printed. Where it returns a promise, the next piece waits for it: whoever
   * reads has fallen behind. It resolves also when the reader leaves or `signal` is aborted.
   */
  appOutput(
    stream: 'stdout' | 'stderr',
    data: Uint8Array,
    options: { readonly signal: AbortSignal },
  ): Promise<void> | void;
  finished(summary: RunSummary): void;
  close(): void;
}
