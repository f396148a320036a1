import type { ProcessUsage } from '../cgroup/index.ts';
import { StateSlots } from '../state/state-slots.ts';
import type { StopCause } from './process-end.ts';

/** What has to be known of a process after a restart of the agent, besides what the kernel knows. */
export interface ProcessFacts {
  /** When it was started; times are those of the system's clock that never goes back. */
  readonly startedAtMs: number;
  /** First bytes that are kept of its output. */
  readonly stdoutStart: number;
  readonly stderrStart: number;
  /** Input that was accepted. */
  readonly inputBytes: number;
  readonly inputClosed: boolean;
  /** End of the input that is being handed over: how much of that was taken is not known yet. */
  readonly writingEnd?: number | undefined;
  /** Time it has run before runningSinceMs, which is undefined while it is suspended. */
  readonly runMs: number;
  readonly runningSinceMs?: number | undefined;
  readonly stop?: StopCause | undefined;
  /** When it is ended by force. */
  readonly killAtMs?: number | undefined;
  readonly sentSignal: number;
  /** Figures that were told, where no kernel keeps them. */
  readonly usage?: ProcessUsage | undefined;
}

/** The facts of one process, kept on disk. Whoever opens it disposes of it. */
export class ProcessRecord implements Disposable {
  readonly #slots: StateSlots<ProcessFacts>;
  #facts: ProcessFacts;

  private constructor(slots: StateSlots<ProcessFacts>, facts: ProcessFacts) {
    this.#slots = slots;
    this.#facts = facts;
  }

  static create(path: string, nowMs: number): ProcessRecord {
    const facts = emptyFacts(nowMs);
    return new ProcessRecord(StateSlots.create(path, facts), facts);
  }

  /** Takes up the facts of an earlier run. */
  static reopen(path: string, nowMs: number): ProcessRecord {
    const { slots, state } = StateSlots.reopen<ProcessFacts>(path);
    return new ProcessRecord(slots, state ?? emptyFacts(nowMs));
  }

  get facts(): ProcessFacts {
    return this.#facts;
  }

  /** Changes some facts; written when this returns. */
  change(facts: Partial<ProcessFacts>): void {
    this.#facts = { ...this.#facts, ...facts };
    this.#slots.write(this.#facts);
  }

  [Symbol.dispose](): void {
    this.#slots[Symbol.dispose]();
  }
}

function emptyFacts(nowMs: number): ProcessFacts {
  return {
    startedAtMs: nowMs,
    stdoutStart: 0,
    stderrStart: 0,
    inputBytes: 0,
    inputClosed: false,
    runMs: 0,
    runningSinceMs: nowMs,
    sentSignal: 0,
  };
}
