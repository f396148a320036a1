import type { vmslot } from '@vmslot/proto/agent';
import type { CheckpointFigures, CheckpointFiles } from '../checkpoint/index.ts';
import type { Vm } from '../hypervisor/driver.ts';
import { oneLine } from '../report/one-line.ts';

/** How a job is, in numbers. What the guest says are claims, brought into range. */
export interface JobFiguresNow extends CheckpointFigures {
  readonly floatingPointOperations: number;
  readonly integerOperations: number;
  /** Operations in a second of CPU time, where a program has told them; else 0. */
  readonly floatingPointSpeed: number;
  readonly integerSpeed: number;
  /** Checkpoints that programs have made of their own work, in the guest. */
  readonly programCheckpointCount: number;
  readonly needsNetwork: boolean;
  /** What a program says of its work, one printable line; empty: nothing. */
  readonly statusText: string;
  /** Memory that the hypervisor's process occupies; 0 while there is none. */
  readonly residentBytes: number;
}

/** The part of the figures that programs alone tell, before one has told anything. */
export const NOTHING_TOLD = {
  floatingPointSpeed: 0,
  integerSpeed: 0,
  programCheckpointCount: 0,
  needsNetwork: false,
  statusText: '',
};

/** Longest gap between two looks that counts as time in which the machine ran. */
export const MAX_COUNTED_STEP_MS = 10_000;

/**
 * JobFigures adds up a job over its lives: CPU time from the hypervisor's process and from the guest,
 * side by side, the time in which the machine ran, and how far the work is. No time ever falls within
 * one life.
 */
export class JobFigures {
  readonly #baseCpuTimeMs: number;
  #processCpuTimeMs = 0;
  #residentBytes = 0;
  #runtimeMs: number;
  #lastLookMs: number | undefined;
  #guestCpuTimeMs: number;
  #fractionDone: number;
  #floatingPointOperations = 0;
  #integerOperations = 0;
  #ofPrograms = NOTHING_TOLD;

  /** @param start figures of the checkpoint that this life goes on from, and of its files */
  constructor(start: CheckpointFigures, files?: CheckpointFiles) {
    this.#baseCpuTimeMs = start.cpuTimeMs;
    this.#runtimeMs = start.runtimeMs;
    this.#guestCpuTimeMs = start.guestCpuTimeMs;
    this.#fractionDone = start.fractionDone;
    if (files === undefined) return;
    this.#floatingPointOperations = files.floatingPointOperations;
    this.#integerOperations = files.integerOperations;
    this.#ofPrograms = { ...NOTHING_TOLD, programCheckpointCount: files.programCheckpointCount };
  }

  get now(): JobFiguresNow {
    return {
      cpuTimeMs: this.#baseCpuTimeMs + this.#processCpuTimeMs,
      guestCpuTimeMs: this.#guestCpuTimeMs,
      runtimeMs: this.#runtimeMs,
      fractionDone: this.#fractionDone,
      floatingPointOperations: this.#floatingPointOperations,
      integerOperations: this.#integerOperations,
      ...this.#ofPrograms,
      residentBytes: this.#residentBytes,
    };
  }

  /** Looks at the hypervisor's process. To be called about once a second. */
  async look(vm: Vm): Promise<void> {
    const now = performance.now();
    if (vm.state === 'running' && this.#lastLookMs !== undefined) {
      this.#runtimeMs += Math.min(now - this.#lastLookMs, MAX_COUNTED_STEP_MS);
    }
    this.#lastLookMs = now;
    const figures = await vm.figures();
    this.#residentBytes = figures?.residentBytes ?? 0;
    if (figures !== undefined) {
      this.#processCpuTimeMs = Math.max(this.#processCpuTimeMs, figures.cpuTimeMs);
    }
  }

  /** The time since the last look does not count: the machine stood still in it. */
  skip(): void {
    this.#lastLookMs = performance.now();
  }

  /** Takes in what the guest says. */
  take(status: vmslot.agent.v1.IAppStatus): void {
    this.#guestCpuTimeMs = Math.max(this.#guestCpuTimeMs, claimed(status.cpuTimeMs));
    this.#fractionDone = Math.max(this.#fractionDone, Math.min(1, claimed(status.fractionDone)));
    this.#floatingPointOperations = claimed(status.floatingPointOperations);
    this.#integerOperations = claimed(status.integerOperations);
    this.#ofPrograms = {
      floatingPointSpeed: claimed(status.floatingPointSpeed),
      integerSpeed: claimed(status.integerSpeed),
      programCheckpointCount: Math.floor(claimed(status.checkpointCount)),
      needsNetwork: status.needsNetwork === true,
      statusText: oneLine(status.statusText ?? ''),
    };
  }
}

/** A figure from the guest: below 0, or none at all, it means nothing. */
function claimed(value: number | null | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}
