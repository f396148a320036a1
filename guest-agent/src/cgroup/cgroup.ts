import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, rmdir } from 'node:fs/promises';
import { constants as osConstants } from 'node:os';
import { join } from 'node:path';
import { isErrorWithCode } from './is-error-with-code.ts';
import { sendSignal } from './send-signal.ts';
import { waitFor } from './wait-for.ts';

/** How deep groups below a group are removed; the app cannot make any unless it runs as root. */
export const MAX_CGROUP_DEPTH = 16;

/**
 * One directory of the cgroup v2 hierarchy (kernel documentation, "Control Group v2"). Controllers
 * may be missing: then the questions about them answer undefined.
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
    try {
      await using file = await open(join(this.path, name), constants.O_WRONLY);
      await file.write(value);
      return true;
    } catch (error) {
      if (isErrorWithCode(error)) return false;
      throw error;
    }
  }

  /** Text of one interface file; undefined where there is none. */
  async read(name: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.path, name), 'utf8');
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

  /** Sends a signal to every process of the group. */
  async signal(signalNumber: number): Promise<void> {
    for (const pid of await this.processIds()) sendSignal(pid, signalNumber);
  }

  /** Stops or continues every process; false where the kernel cannot (before Linux 5.2). */
  async setFrozen(frozen: boolean, timeoutMs: number): Promise<boolean> {
    if (!(await this.write('cgroup.freeze', frozen ? '1' : '0'))) return false;
    const expected = frozen ? 1 : 0;
    await waitFor(
      async () => (await this.figure('cgroup.events', 'frozen')) === expected,
      timeoutMs,
    );
    return true;
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
    try {
      const entries = await readdir(this.path, { withFileTypes: true });
      for (const entry of entries) {
        if (entry.isDirectory() && depth > 0) {
          await new Cgroup(join(this.path, entry.name)).remove(depth - 1);
        }
      }
      await rmdir(this.path);
    } catch (error) {
      if (!isErrorWithCode(error, 'ENOENT')) throw error;
    }
  }
}
