import { constants } from 'node:os';
import { measureMemory } from './measure-memory.ts';
import {
  FREEZE_TIMEOUT_MS,
  KILL_TIMEOUT_MS,
  type ProcessScope,
  type ProcessUsage,
} from './process-scope.ts';
import { type ProcessEntry, readProcessTable } from './process-table.ts';
import { sendSignal } from './send-signal.ts';
import { UsagePeaks } from './usage-peaks.ts';
import { waitFor } from './wait-for.ts';

/**
 * A scope without cgroups, for development on a bare machine: the session of the first process, the
 * descendants of its members, and whoever was once seen as one. A process that leaves its session and
 * loses its parent between two looks is not found, and processor time is approximate: that of a
 * process which ended between two looks counts only if its parent waited for it.
 */
export class SessionScope implements ProcessScope {
  readonly joinFile = undefined;
  readonly isKernelKept = false;
  readonly #members = new Map<number, ProcessEntry>();
  #leader = 0;
  readonly #peaks = new UsagePeaks();
  #retiredUserMs = 0;
  #retiredSystemMs = 0;

  adopt(pid: number): void {
    this.#leader = pid;
    this.#look();
  }

  usage(): Promise<ProcessUsage> {
    const alive = this.#look();
    const { memoryBytes, peakMemoryBytes } = measureMemory(alive.map((entry) => entry.pid));
    let userTimeMs = this.#retiredUserMs;
    let systemTimeMs = this.#retiredSystemMs;
    for (const entry of this.#members.values()) {
      userTimeMs += entry.userTimeMs;
      systemTimeMs += entry.systemTimeMs;
    }
    const usage = {
      cpuTimeMs: userTimeMs + systemTimeMs,
      userTimeMs,
      systemTimeMs,
      memoryBytes,
      peakMemoryBytes,
      readBytes: 0,
      writtenBytes: 0,
      processCount: alive.length,
      oomKillCount: 0,
    };
    return Promise.resolve(this.#peaks.raise(usage));
  }

  signal(signalNumber: number): Promise<void> {
    for (const entry of this.#look()) sendSignal(entry.pid, signalNumber);
    return Promise.resolve();
  }

  suspend(): Promise<boolean> {
    // One that was forked meanwhile is stopped by the next round.
    return waitFor(() => {
      const moving = this.#look().filter((entry) => !entry.stopped);
      for (const entry of moving) sendSignal(entry.pid, constants.signals.SIGSTOP);
      return Promise.resolve(moving.length === 0);
    }, FREEZE_TIMEOUT_MS);
  }

  resume(): Promise<void> {
    return this.signal(constants.signals.SIGCONT);
  }

  async kill(): Promise<boolean> {
    const gone = await waitFor(() => {
      const alive = this.#look();
      for (const entry of alive) sendSignal(entry.pid, constants.signals.SIGKILL);
      return Promise.resolve(alive.length === 0);
    }, KILL_TIMEOUT_MS);
    // The number of an ended session is free for a stranger: do not look for it again.
    if (gone) this.#leader = 0;
    return gone;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  /** Brings the list of members up to date, and gives those that have not ended. */
  #look(): ProcessEntry[] {
    if (this.#leader === 0) return [];
    const table = readProcessTable();
    const found = new Map<number, ProcessEntry>();
    const isMember = (entry: ProcessEntry) =>
      entry.session === this.#leader ||
      found.has(entry.parentPid) ||
      this.#members.get(entry.pid)?.startTicks === entry.startTicks;
    // A child may stand before its parent in the table, so go through it until nothing is added.
    for (let before = -1; before !== found.size;) {
      before = found.size;
      for (const entry of table) if (isMember(entry)) found.set(entry.pid, entry);
    }
    for (const [pid, entry] of this.#members) {
      // What ended under a living member is in the member's own figure, once that has waited for it.
      if (found.has(pid) || found.has(entry.parentPid)) continue;
      this.#retiredUserMs += entry.userTimeMs;
      this.#retiredSystemMs += entry.systemTimeMs;
    }
    this.#members.clear();
    for (const [pid, entry] of found) this.#members.set(pid, entry);
    return [...found.values()].filter((entry) => entry.alive);
  }
}
