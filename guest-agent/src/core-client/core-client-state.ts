import { isErrorWithCode } from '../cgroup/index.ts';
import { StateSlots } from '../state/state-slots.ts';

/** What another life of the agent must know of the program of a step, beside the files in its slot. */
export interface CoreClientState {
  /** Premature exits since the last checkpoint. */
  readonly prematureCount: number;
  /** Checkpoints of the step's program so far. */
  readonly checkpointCount: number;
  /** What the program told of the last one, in seconds. */
  readonly checkpointCpuTimeS: number;
  /** The same at the start of the program: it stays while that runs, or it would count twice. */
  readonly startCpuTimeS: number;
  /** Trickles that were taken from the slot. */
  readonly trickleCount: number;
  /** Of the System V segment of the program; -1, or missing as in the state of an earlier agent: it has none. */
  readonly shmKey?: number;
  /** True once a program has told anything. */
  readonly isSpoken: boolean;
}

/** The state in a file. Whoever opens it closes it. */
export class CoreClientStateFile implements Disposable {
  readonly #slots: StateSlots<CoreClientState>;
  #state: CoreClientState;

  private constructor(slots: StateSlots<CoreClientState>, state: CoreClientState) {
    this.#slots = slots;
    this.#state = state;
  }

  /** Takes up the state of an earlier life, or begins with this one. @throws the system's error */
  static open(path: string, first: CoreClientState): CoreClientStateFile {
    try {
      const { slots, state = first } = StateSlots.reopen<CoreClientState>(path);
      return new CoreClientStateFile(slots, state);
    } catch (error) {
      if (!isErrorWithCode(error, 'ENOENT')) throw error;
      return new CoreClientStateFile(StateSlots.create(path, first), first);
    }
  }

  get state(): CoreClientState {
    return this.#state;
  }

  update(change: Partial<CoreClientState>): void {
    this.#state = { ...this.#state, ...change };
    this.#slots.write(this.#state);
  }

  [Symbol.dispose](): void {
    this.#slots[Symbol.dispose]();
  }
}
