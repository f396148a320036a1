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

/** Share of the processor for an app; the agent's group has 10,000, a group's default is 100. */
export const APP_CPU_WEIGHT = 10;

/** A scope that the kernel keeps: one cgroup, which no process can leave without being root. */
export class CgroupScope implements ProcessScope {
  readonly #cgroup: Cgroup;
  #cpuTimeMs = 0;
  #peakMemoryBytes = 0;

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
    // Half a program is worth nothing: where one process has to go for lack of memory, all go.
    await cgroup.write('memory.oom.group', '1');
    return new CgroupScope(cgroup);
  }

  get joinFile(): string {
    return `${this.#cgroup.path}/cgroup.procs`;
  }

  adopt(): void {
    // The first process has joined by itself, before the program began.
  }

  async usage(): Promise<ProcessUsage> {
    const cpuTimeUs = (await this.#cgroup.figure('cpu.stat', 'usage_usec')) ?? 0;
    let memoryBytes = await this.#cgroup.number('memory.current');
    let peakMemoryBytes = await this.#cgroup.number('memory.peak');
    if (memoryBytes === undefined) {
      ({ memoryBytes, peakMemoryBytes } = measureMemory(await this.#cgroup.processIds()));
    }
    this.#cpuTimeMs = Math.max(this.#cpuTimeMs, Math.floor(cpuTimeUs / 1000));
    // Without memory.peak (before Linux 5.19) the highest of the samples has to do.
    this.#peakMemoryBytes = Math.max(this.#peakMemoryBytes, peakMemoryBytes ?? memoryBytes);
    return {
      cpuTimeMs: this.#cpuTimeMs,
      memoryBytes,
      peakMemoryBytes: this.#peakMemoryBytes,
      oomKillCount: (await this.#cgroup.figure('memory.events', 'oom_kill')) ?? 0,
    };
  }

  signal(signalNumber: number): Promise<void> {
    return this.#cgroup.signal(signalNumber);
  }

  async suspend(): Promise<void> {
    if (!(await this.#cgroup.setFrozen(true, FREEZE_TIMEOUT_MS)))
      await this.signal(constants.signals.SIGSTOP);
  }

  async resume(): Promise<void> {
    if (!(await this.#cgroup.setFrozen(false, FREEZE_TIMEOUT_MS)))
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
