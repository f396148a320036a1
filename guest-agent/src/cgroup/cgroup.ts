import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { mkdir, readdir, rmdir } from 'node:fs/promises';
import { constants as osConstants } from 'node:os';
import { join } from 'node:path';
import { isErrorWithCode } from './is-error-with-code.ts';
import { sendSignal } from './send-signal.ts';
import { waitFor } from './wait-for.ts';

/** How deep groups below a group are removed; the app cannot make any unless it runs as root. */
export const MAX_CGROUP_DEPTH = 16;

/**
 * One directory of the cgroup v2 hierarchy (kernel documentation, "Control Group v2"). Controllers
 * may be missing: then the questions about them answer undefined. Its files are no files but questions
 * to the kernel, quicker asked at once than by way of a thread.
 */
export class Cgroup {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Makes the directory where it is missing, with those above it. */
  async create(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o755 });
  }

  /**
   * Writes one interface file. False where this kernel has no such file or does not take the value:
   * each limit is a help, none is needed for a task to run.
   */
  async write(name: string, value: string): Promise<boolean> {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(join(this.path, name), constants.O_WRONLY);
      writeSync(descriptor, value);
      return true;
    } catch (error) {
      if (isErrorWithCode(error)) return false;
      throw error;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  /** Text of one interface file; undefined where there is none. */
  async read(name: string): Promise<string | undefined> {
    try {
      return readFileSync(join(this.path, name), 'utf8');
    } catch (error) {
      if (isErrorWithCode(error)) return undefined;
      throw error;
    }
  }

  /** A figure in a file of "key value" lines. */
  async figure(name: string, key: string): Promise<number | undefined> {
    const text = await this.read(name);
    const line = text?.split('\n').find((entry) => entry.startsWith(`${key} `));
    return line === undefined ? undefined : Number(line.slice(key.length + 1));
  }

  /** The number that a file of one number holds. */
  async number(name: string): Promise<number | undefined> {
    const text = await this.read(name);
    const value = text === undefined ? Number.NaN : Number(text);
    return Number.isFinite(value) ? value : undefined;
  }

  /** Processes of this group alone, not of those below it. */
  async processIds(): Promise<number[]> {
    const text = (await this.read('cgroup.procs')) ?? '';
    // A process of another namespace is shown as 0, and signalling 0 would reach the agent's group.
    return text
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0);
  }

  /** Processes of this group and of those below it. */
  async treeProcessIds(depth = MAX_CGROUP_DEPTH): Promise<number[]> {
    const pids = await this.processIds();
    if (depth === 0) return pids;
    for (const group of await this.#groupsBelow()) {
      pids.push(...(await group.treeProcessIds(depth - 1)));
    }
    return pids;
  }

  /** Sends a signal to every process here and below, as they are listed one after the other. */
  async signal(signalNumber: number): Promise<void> {
    for (const pid of await this.treeProcessIds()) sendSignal(pid, signalNumber);
  }

  /**
   * Sends a signal to every process here and below while all stand still: so none forks away from it,
   * and none ends, which would free its number for a stranger. A group that stood before goes on doing
   * so, and has the signal when it is continued.
   */
  async signalStanding(signalNumber: number, timeoutMs: number): Promise<void> {
    const stood = (await this.number('cgroup.freeze')) === 1;
    if (!stood) await this.setFrozen(true, timeoutMs);
    await this.signal(signalNumber);
    if (!stood) await this.setFrozen(false, timeoutMs);
  }

  /**
   * Stops or continues every process. False where that has not happened after timeoutMs (one is stuck
   * in the kernel; the request stands), undefined where the kernel cannot (before Linux 5.2).
   */
  async setFrozen(frozen: boolean, timeoutMs: number): Promise<boolean | undefined> {
    if (!(await this.write('cgroup.freeze', frozen ? '1' : '0'))) return undefined;
    const expected = frozen ? 1 : 0;
    return waitFor(
      async () => (await this.figure('cgroup.events', 'frozen')) === expected,
      timeoutMs,
    );
  }

  /**
   * Kills every process here and below, and waits until none is left. `cgroup.kill` (Linux 5.14)
   * cannot be outrun by forks; without it the group is frozen first, so that nothing forks between
   * the reading of the list and the signals.
   *
   * @returns false where something is left after timeoutMs (a process stuck in the kernel)
   */
  async kill(timeoutMs: number): Promise<boolean> {
    return waitFor(async () => {
      if (!(await this.write('cgroup.kill', '1'))) {
        await this.setFrozen(true, timeoutMs);
        await this.signal(osConstants.signals.SIGKILL);
        await this.setFrozen(false, timeoutMs);
      }
      return (await this.figure('cgroup.events', 'populated')) !== 1;
    }, timeoutMs);
  }

  /** Removes the empty group and the groups below it; one that is not there is no error. */
  async remove(depth = MAX_CGROUP_DEPTH): Promise<void> {
    if (depth > 0) for (const group of await this.#groupsBelow()) await group.remove(depth - 1);
    try {
      await rmdir(this.path);
    } catch (error) {
      if (!isErrorWithCode(error, 'ENOENT')) throw error;
    }
  }

  async #groupsBelow(): Promise<Cgroup[]> {
    try {
      const entries = await readdir(this.path, { withFileTypes: true });
      return entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => new Cgroup(join(this.path, entry.name)));
    } catch (error) {
      if (isErrorWithCode(error, 'ENOENT', 'ENODEV')) return [];
      throw error;
    }
  }
}
