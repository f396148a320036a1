import type { vmslot } from '@vmslot/proto/agent';
import { addCheckpoints } from '../app/index.ts';
import type { ProcessUsage } from '../cgroup/index.ts';
import type { CreditReport } from './progress-file.ts';
import type { TaskSpec, StepSpec } from './task-request.ts';

type AppStatus = vmslot.agent.v1.AppStatus.$Properties;

/** What one look at the running step has shown. */
export interface ProgressSample {
  readonly usage: Pick<
    ProcessUsage,
    'cpuTimeMs' | 'memoryBytes' | 'peakMemoryBytes' | 'oomKillCount'
  >;
  readonly fractionDone: number | undefined;
  readonly credit: CreditReport | undefined;
  readonly diskFreeBytes: number;
}

/** What a step has used and done so far, for another life of the agent. */
export interface StepFigures {
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly credit: CreditReport;
  /** Of the steps before. */
  readonly finishedCredit?: CreditReport;
  /** Of the whole task. */
  readonly fractionDone: number;
}

/** What programs themselves have told of their work, beside fraction and credit. */
export type ProgramStatus = Pick<
  AppStatus,
  | 'floatingPointSpeed'
  | 'integerSpeed'
  | 'checkpointCount'
  | 'checkpointCpuTimeMs'
  | 'statusText'
  | 'webGraphicsUrl'
  | 'remoteDesktopAddress'
  | 'needsNetwork'
>;

const NO_CREDIT: CreditReport = { floatingPointOperations: 0, integerOperations: 0 };

/** Adds up the steps of a task. Whatever an app writes, no figure of work done ever falls. */
export class TaskProgress {
  readonly #steps: readonly StepSpec[];
  readonly #totalWeight: number;
  #finishedWeight = 0;
  #finishedCpuMs = 0;
  #finishedCredit = NO_CREDIT;
  #stepCpuMs = 0;
  #stepPeakBytes = 0;
  #stepCredit = NO_CREDIT;
  #fractionDone = 0;
  #peakMemoryBytes = 0;
  #memoryBytes = 0;
  #diskFreeBytes = 0;
  #ofPrograms: ProgramStatus = {};
  readonly #earlierCheckpoints: { readonly count: number; readonly cpuTimeMs: number };

  /** Begins with what another machine's run of the task had brought. */
  constructor({ steps, start }: Pick<TaskSpec, 'steps' | 'start'>) {
    this.#steps = steps;
    this.#totalWeight = weightOf(steps);
    this.#earlierCheckpoints = {
      count: start?.checkpointCount ?? 0,
      cpuTimeMs: start?.checkpointCpuTimeMs ?? 0,
    };
    if (start === undefined) return;
    this.#finishedWeight = weightOf(steps.slice(0, start.step));
    this.#finishedCpuMs = start.cpuTimeMs;
    const { floatingPointOperations, integerOperations } = start;
    // Of the step that goes on: a program that does so tells its earlier operations again.
    this.#stepCredit = { floatingPointOperations, integerOperations };
    this.#fractionDone = start.fractionDone;
  }

  /** Takes in a look at the running step. */
  update(step: number, sample: ProgressSample): void {
    this.#stepCpuMs = Math.max(this.#stepCpuMs, sample.usage.cpuTimeMs);
    this.#memoryBytes = sample.usage.memoryBytes;
    this.#stepPeakBytes = Math.max(this.#stepPeakBytes, sample.usage.peakMemoryBytes);
    this.#peakMemoryBytes = Math.max(this.#peakMemoryBytes, sample.usage.peakMemoryBytes);
    this.#diskFreeBytes = sample.diskFreeBytes;
    this.#stepCredit = higher(this.#stepCredit, sample.credit ?? NO_CREDIT);
    const weight = this.#steps[step]?.weight ?? 0;
    this.#raise(this.#finishedWeight + weight * (sample.fractionDone ?? 0));
  }

  /** Takes in what programs have told by now; it is part of the status as it is. */
  note(ofPrograms: ProgramStatus): void {
    this.#ofPrograms = ofPrograms;
  }

  /** CPU time of all steps, where the one that runs has used so much. */
  cpuTimeMs(ofStepMs: number): number {
    return this.#finishedCpuMs + Math.max(this.#stepCpuMs, ofStepMs);
  }

  /** Takes in the end of a step; one that failed is not counted as done. */
  finish(step: number, succeeded: boolean): void {
    this.#finishedCpuMs += this.#stepCpuMs;
    this.#finishedCredit = sum(this.#finishedCredit, this.#stepCredit);
    this.#stepCpuMs = 0;
    this.#stepPeakBytes = 0;
    this.#stepCredit = NO_CREDIT;
    this.#memoryBytes = 0;
    if (!succeeded) return;
    this.#finishedWeight += this.#steps[step]?.weight ?? 0;
    this.#raise(this.#finishedWeight);
  }

  /** Figures of the running step, and those of an earlier life of the agent, below which none falls. */
  get figures(): StepFigures {
    return {
      cpuMs: this.#stepCpuMs,
      peakBytes: this.#stepPeakBytes,
      credit: this.#stepCredit,
      finishedCredit: this.#finishedCredit,
      fractionDone: this.#fractionDone,
    };
  }

  /** Takes in what an earlier life of the agent had measured of the step that comes next, or ends next. */
  restore(figures: StepFigures): void {
    this.#stepCpuMs = figures.cpuMs;
    this.#stepPeakBytes = figures.peakBytes;
    this.#peakMemoryBytes = Math.max(this.#peakMemoryBytes, figures.peakBytes);
    this.#stepCredit = figures.credit;
    this.#finishedCredit = higher(this.#finishedCredit, figures.finishedCredit ?? NO_CREDIT);
    this.#fractionDone = Math.max(this.#fractionDone, figures.fractionDone);
  }

  /** Figures of the running step alone. */
  stepUsage(): { cpuTimeMs: number; peakMemoryBytes: number } {
    return { cpuTimeMs: this.#stepCpuMs, peakMemoryBytes: this.#stepPeakBytes };
  }

  status(): AppStatus {
    return {
      fractionDone: this.#fractionDone,
      cpuTimeMs: this.#finishedCpuMs + this.#stepCpuMs,
      peakMemoryBytes: this.#peakMemoryBytes,
      memoryBytes: this.#memoryBytes,
      ...sum(this.#finishedCredit, this.#stepCredit),
      diskFreeBytes: this.#diskFreeBytes,
      ...this.#ofPrograms,
      ...this.#checkpoints(),
    };
  }

  /** Of this run and of the one that it goes on from. */
  #checkpoints(): Pick<AppStatus, 'checkpointCount' | 'checkpointCpuTimeMs'> {
    const { count, cpuTimeMs } = this.#earlierCheckpoints;
    const { checkpointCount = 0, checkpointCpuTimeMs = 0 } = this.#ofPrograms;
    if (count === 0) return {};
    return {
      checkpointCount: addCheckpoints(count, checkpointCount ?? 0),
      checkpointCpuTimeMs: Math.max(cpuTimeMs, checkpointCpuTimeMs ?? 0),
    };
  }

  #raise(weight: number): void {
    const fraction = Math.min(weight / this.#totalWeight, 1);
    this.#fractionDone = Math.max(this.#fractionDone, fraction);
  }
}

function weightOf(steps: readonly StepSpec[]): number {
  return steps.reduce((sum, step) => sum + step.weight, 0);
}

/** True where two statuses say the same. */
export function isSameStatus(a: AppStatus | undefined, b: AppStatus): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

/** The further of what files tell and what a program has said by a call. */
export function further(
  ofFiles: Pick<ProgressSample, 'fractionDone' | 'credit'>,
  called: CreditReport & { readonly fractionDone: number },
): { readonly fractionDone: number; readonly credit: CreditReport } {
  return {
    fractionDone: Math.max(ofFiles.fractionDone ?? 0, called.fractionDone),
    credit: higher(ofFiles.credit ?? NO_CREDIT, called),
  };
}

function sum(a: CreditReport, b: CreditReport): CreditReport {
  return {
    floatingPointOperations: a.floatingPointOperations + b.floatingPointOperations,
    integerOperations: a.integerOperations + b.integerOperations,
  };
}

function higher(a: CreditReport, b: CreditReport): CreditReport {
  return {
    floatingPointOperations: Math.max(a.floatingPointOperations, b.floatingPointOperations),
    integerOperations: Math.max(a.integerOperations, b.integerOperations),
  };
}
