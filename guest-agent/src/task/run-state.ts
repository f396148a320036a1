import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { isErrorWithCode } from '../cgroup/index.ts';
import type { StopCause } from './step-end.ts';
import type { StepFigures } from './task-progress.ts';
import { RUN_STATE_BYTES } from './task-limits.ts';

/** Why a task's step is to end, and how far the agent got with that. */
export interface StoredStop extends StopCause {
  /** When it is ended by force, by the clock of the task store. */
  readonly killAtMs: number;
  /** True once the programs were asked to end. */
  readonly told: boolean;
}

/** What another life of the agent must know to go on with a task, beside the journal. */
export interface RunState {
  readonly suspended: boolean;
  readonly stop?: StoredStop | undefined;
  /** The step that runs, or ran last; what follows is about this. */
  readonly step: number;
  /** As RunClock has them. */
  readonly runMs: number;
  readonly runningSince?: number | undefined;
  /** Signal that Control sent last; 0: none. */
  readonly sentSignal: number;
  readonly figures?: StepFigures | undefined;
  /** True while its program, which has ended, is about to be started again. */
  readonly startsAgain?: boolean | undefined;
}

const FIRST_STATE: RunState = { suspended: false, step: 0, runMs: 0, sentSignal: 0 };

/**
 * The state of a running task in a file. It is of use within one life of the machine only, as the
 * programs are, so it is not forced to the disk; and it has one page from the beginning, which is
 * written over at once: neither a killed agent nor a full disk leaves half of it.
 */
export class RunStateFile {
  readonly #path: string;
  #state: RunState;

  private constructor(path: string, state: RunState) {
    this.#path = path;
    this.#state = state;
  }

  static create(path: string): RunStateFile {
    const file = new RunStateFile(path, FIRST_STATE);
    writeFileSync(path, format(FIRST_STATE), { mode: 0o600 });
    return file;
  }

  /** Takes up the state of an earlier life; one that never came to writing it has the first. */
  static recover(path: string): RunStateFile {
    try {
      const text = readFileSync(path, 'utf8').trim();
      if (text !== '') return new RunStateFile(path, JSON.parse(text) as RunState);
    } catch (error) {
      if (!isErrorWithCode(error, 'ENOENT')) throw error;
    }
    return RunStateFile.create(path);
  }

  get state(): RunState {
    return this.#state;
  }

  update(change: Partial<RunState>): void {
    this.#state = { ...this.#state, ...change };
    const descriptor = openSync(this.#path, 'r+');
    try {
      writeSync(descriptor, format(this.#state), 0);
    } finally {
      closeSync(descriptor);
    }
  }
}

function format(state: RunState): string {
  const text = JSON.stringify(state);
  const length = Buffer.byteLength(text);
  if (length > RUN_STATE_BYTES) throw new RangeError(`run state of ${length} bytes`);
  return text + ' '.repeat(RUN_STATE_BYTES - length);
}
