import { constants } from 'node:os';
import { Cgroup } from './cgroup.ts';
import { measureMemory } from './measure-memory.ts';
import {
  FREEZE_TIMEOUT_MS,
  KILL_TIMEOUT_MS,
  type ProcessScope,
  type ProcessUsage,
  type ScopeLimits,
} from './process-scope.ts';
import { sumDeviceBytes } from './sum-device-bytes.ts';
import { UsagePeaks } from './usage-peaks.ts';

/** Share of the processor for an app; the agent's group has 10,000, a group's default is 100. */
export const APP_CPU_WEIGHT = 10;

/** Period in which a limit of processor time is kept; the kernel's longest, so 1/1000 is enough for it. */
const CPU_PERIOD_US = 1_000_000;
/** The kernel's usual period: programs that are held back stand still for shorter times. */
const SHORT_CPU_PERIOD_US = 100_000;
/** The kernel takes no smaller quota. */
const MIN_CPU_QUOTA_US = 1000;

/** A scope that the kernel keeps: one cgroup, which no process can leave without being root. */
export class CgroupScope implements ProcessScope {
  readonly #cgroup: Cgroup;
  readonly #peaks = new UsagePeaks();
  #keepsPeak = false;

  private constructor(cgroup: Cgroup) {
    this.#cgroup = cgroup;
  }

  /** Makes the group with its limits. Rejects with the system's error where that is not allowed. */
  static async create(path: string, limits: ScopeLimits): Promise<CgroupScope> {
    const cgroup = new Cgroup(path);
    await cgroup.create();
    await cgroup.write('cpu.weight', String(APP_CPU_WEIGHT));
    await cgroup.write('pids.max', String(limits.processCount));
    if (limits.memoryBytes !== undefined) {
      await cgroup.write('memory.max', String(limits.memoryBytes));
      await cgroup.write('memory.swap.max', '0');
    }
    if (limits.cpuMilli !== undefined) await cgroup.write('cpu.max', formatCpuMax(limits.cpuMilli));
    // Half a program is worth nothing: where one process has to go for lack of memory, all go.
    await cgroup.write('memory.oom.group', '1');
    return new CgroupScope(cgroup);
  }

  /** Takes up a group of an earlier run of the agent; undefined where it is gone. */
  static async reopen(path: string): Promise<CgroupScope | undefined> {
    const cgroup = new Cgroup(path);
    return (await cgroup.read('cgroup.events')) === undefined ? undefined : new CgroupScope(cgroup);
  }

  get joinFile(): string {
    return `${this.#cgroup.path}/cgroup.procs`;
  }

  get isKernelKept(): boolean {
    return this.#keepsPeak;
  }

  adopt(): void {
    // The first process has joined by itself, before the program began.
  }

  async usage(): Promise<ProcessUsage> {
    const cgroup = this.#cgroup;
    const cpuTimeMs = toMs(await cgroup.figure('cpu.stat', 'usage_usec'));
    const userTimeMs = toMs(await cgroup.figure('cpu.stat', 'user_usec'));
    const systemTimeMs = toMs(await cgroup.figure('cpu.stat', 'system_usec'));
    let memoryBytes = await cgroup.number('memory.current');
    let peakMemoryBytes = await cgroup.number('memory.peak');
    this.#keepsPeak = peakMemoryBytes !== undefined;
    let processCount = await cgroup.number('pids.current');
    if (memoryBytes === undefined || processCount === undefined) {
      const pids = await cgroup.treeProcessIds();
      processCount ??= pids.length;
      if (memoryBytes === undefined) ({ memoryBytes, peakMemoryBytes } = measureMemory(pids));
    }
    const { readBytes, writtenBytes } = sumDeviceBytes((await cgroup.read('io.stat')) ?? '');
    return this.#peaks.raise({
      cpuTimeMs,
      userTimeMs,
      systemTimeMs,
      memoryBytes,
      // Without memory.peak (before Linux 5.19) the highest of the samples has to do.
      peakMemoryBytes: peakMemoryBytes ?? memoryBytes,
      readBytes,
      writtenBytes,
      processCount,
      oomKillCount: (await cgroup.figure('memory.events', 'oom_kill')) ?? 0,
    });
  }

  signal(signalNumber: number): Promise<void> {
    return this.#cgroup.signalStanding(signalNumber, FREEZE_TIMEOUT_MS);
  }

  async suspend(): Promise<boolean> {
    const stands = await this.#cgroup.setFrozen(true, FREEZE_TIMEOUT_MS);
    if (stands === undefined) await this.#cgroup.signal(constants.signals.SIGSTOP);
    return stands ?? true;
  }

  async resume(): Promise<void> {
    if ((await this.#cgroup.setFrozen(false, FREEZE_TIMEOUT_MS)) === undefined)
      await this.signal(constants.signals.SIGCONT);
  }

  kill(): Promise<boolean> {
    return this.#cgroup.kill(KILL_TIMEOUT_MS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A group with a process stuck in the kernel cannot be removed; it goes with the machine.
    if (await this.kill()) await this.#cgroup.remove();
  }
}

function toMs(timeUs: number | undefined): number {
  return Math.floor((timeUs ?? 0) / 1000);
}

/** The text of cpu.max for a limit: quota and period in microseconds. */
export function formatCpuMax(cpuMilli: number): string {
  const shortQuotaUs = (cpuMilli * SHORT_CPU_PERIOD_US) / 1000;
  if (shortQuotaUs >= MIN_CPU_QUOTA_US) return `${shortQuotaUs} ${SHORT_CPU_PERIOD_US}`;
  return `${(cpuMilli * CPU_PERIOD_US) / 1000} ${CPU_PERIOD_US}`;
}
