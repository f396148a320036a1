import type { vmslot } from '@vmslot/proto/agent';
import type { ProcessUsage } from '../cgroup/index.ts';
import type { CreditReport } from './progress-file.ts';
import type { StepSpec } from './task-request.ts';

type AppStatus = vmslot.agent.v1.AppStatus.$Properties;

/** What one look at the running step has shown. */
export interface ProgressSample {
  readonly usage: ProcessUsage;
  readonly fractionDone: number | undefined;
  readonly credit: CreditReport | undefined;
  readonly diskFreeBytes: number;
}

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

  constructor(steps: readonly StepSpec[]) {
    this.#steps = steps;
    this.#totalWeight = steps.reduce((sum, step) => sum + step.weight, 0);
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
    };
  }

  #raise(weight: number): void {
    const fraction = Math.min(weight / this.#totalWeight, 1);
    this.#fractionDone = Math.max(this.#fractionDone, fraction);
  }
}

/** True where two statuses say the same. */
export function isSameStatus(a: AppStatus | undefined, b: AppStatus): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
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
