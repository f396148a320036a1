import type { vmslot } from '@vmslot/proto/agent';
import { isErrorWithCode } from '../cgroup/index.ts';
import { StateSlots } from '../state/state-slots.ts';
import { REPORT_WRITE_MS } from './app-limits.ts';
import { NOTHING_REPORTED, type StepReport } from './app-report.ts';
import type { CheckpointLives } from './checkpoint-lives.ts';

/** What the programs of a task have said, as far as another life of the agent must know it. */
export interface AppState {
  /** The step that report and finish are about; -1: none has begun. */
  readonly step: number;
  readonly report: StepReport;
  readonly finish?: vmslot.agent.v1.AppFinish.$Properties | undefined;
  /** Of the whole task. */
  readonly checkpointCount: number;
  readonly checkpointCpuTimeMs: number;
  /** Of the step. */
  readonly checkpointLives: CheckpointLives;
  /** Message of the server that was dealt with last. */
  readonly takenNumber: number;
  /** Which of the host's facts were given last, see `AppOrders`. */
  readonly joinedRevision: number;
}

const FIRST_STATE: AppState = {
  step: -1,
  report: NOTHING_REPORTED,
  checkpointCount: 0,
  checkpointCpuTimeMs: 0,
  checkpointLives: [],
  takenNumber: 0,
  joinedRevision: 0,
};

/** The state that an earlier life of the agent has left; undefined where there is none. */
export function readAppState(path: string): AppState | undefined {
  try {
    const { slots, state } = StateSlots.reopen<AppState>(path);
    slots[Symbol.dispose]();
    return state === undefined ? undefined : { ...FIRST_STATE, ...state };
  } catch (error) {
    if (!isErrorWithCode(error, 'ENOENT')) throw error;
    return undefined;
  }
}

/**
 * The state in a file, written before a call that changes it is answered: so what was answered is there
 * whenever the agent dies. Whoever opens it closes it.
 */
export class AppStateFile implements Disposable {
  readonly #slots: StateSlots<AppState>;
  #state: AppState;
  #isWritten = true;
  #writtenAtMs = Number.NEGATIVE_INFINITY;
  /** Settles when what was changed since the last write is written; undefined: nobody waits. */
  #writing: PromiseWithResolvers<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(slots: StateSlots<AppState>, state: AppState) {
    this.#slots = slots;
    this.#state = state;
  }

  /** Opens the file, and makes it where it is missing. @throws the system's error */
  static open(path: string): AppStateFile {
    try {
      const { slots, state } = StateSlots.reopen<AppState>(path);
      return new AppStateFile(slots, { ...FIRST_STATE, ...state });
    } catch (error) {
      if (!isErrorWithCode(error, 'ENOENT')) throw error;
      return new AppStateFile(StateSlots.create(path, FIRST_STATE), FIRST_STATE);
    }
  }

  get state(): AppState {
    return this.#state;
  }

  /** True where nothing is in memory only. */
  get isWritten(): boolean {
    return this.#isWritten;
  }

  /** Changes the state and writes it. */
  update(change: Partial<AppState>): void {
    this.keep(change);
    this.flush();
  }

  /** Changes the state in memory only, as while nothing can be written; `flush` writes it. */
  keep(change: Partial<AppState>): void {
    this.#state = { ...this.#state, ...change };
    this.#isWritten = false;
  }

  /**
   * Changes the state; it is written when this settles, with all that is changed within REPORT_WRITE_MS of
   * the last write: programs that call without end do not make the agent write for each call.
   */
  async updateInTime(change: Partial<AppState>): Promise<void> {
    this.keep(change);
    const waitMs = this.#writtenAtMs + REPORT_WRITE_MS - performance.now();
    if (waitMs <= 0) return this.flush();
    this.#writing ??= Promise.withResolvers<void>();
    this.#timer ??= setTimeout(() => this.#flushInTime(), waitMs);
    await this.#writing.promise;
  }

  /** Writes what is not written. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isWritten) this.#slots.write(this.#state);
    this.#isWritten = true;
    this.#writtenAtMs = performance.now();
    this.#writing?.resolve();
    this.#writing = undefined;
  }

  #flushInTime(): void {
    const writing = this.#writing;
    try {
      this.flush();
    } catch (error) {
      this.#writing = undefined;
      writing?.reject(error);
    }
  }

  [Symbol.dispose](): void {
    if (this.#writing !== undefined) this.flush();
    this.#slots[Symbol.dispose]();
  }
}
