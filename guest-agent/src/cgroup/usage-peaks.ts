import type { ProcessUsage } from './process-scope.ts';

/** Figures that may never fall. */
const RISING = [
  'cpuTimeMs',
  'userTimeMs',
  'systemTimeMs',
  'peakMemoryBytes',
  'readBytes',
  'writtenBytes',
  'oomKillCount',
] as const;

/** Keeps the figures of one scope from falling, whatever a look at the kernel gives. */
export class UsagePeaks {
  #highest: Partial<ProcessUsage> = {};

  /** Gives a look's figures, each no lower than it was before. */
  raise(usage: ProcessUsage): ProcessUsage {
    const raised: Record<string, number> = { ...usage };
    for (const name of RISING) raised[name] = Math.max(this.#highest[name] ?? 0, usage[name]);
    this.#highest = raised;
    return raised as unknown as ProcessUsage;
  }
}
