import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { PROGRAM_ENVIRONMENT } from '../run-program.ts';
import { makeFreezeGroup, removeFreezeGroup } from './freeze-group.ts';
import { FREEZE_SCRIPT, parseFreezeLine, type FreezeLine } from './freeze-script.ts';

/** Name that a watchdog has among the processes, by which a later agent finds it. */
export const FREEZE_WATCH_NAME = 'vmslot-freeze';

const SHELL = '/bin/dash';

/** Characters of an unfinished line of the script that are kept. */
const MAX_PENDING_LENGTH = 8192;

/**
 * The process that freezes file systems and thaws them when the time is over, in a session and a group
 * of its own. It goes on without the agent. Who started it ends it, after having thawed.
 */
export class FreezeWatch {
  /** What it said of each mount, by its place among them. */
  readonly results = new Map<number, FreezeLine>();
  /** Settles when every mount has been tried, or no further one will be. Never rejects. */
  readonly tried: Promise<void>;
  /** Settles when the process is gone. Never rejects. */
  readonly ended: Promise<void>;
  #isExpired = false;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, group: string) {
    this.#child = child;
    this.ended = new Promise((resolve) => {
      child.once('exit', () => {
        removeFreezeGroup(group);
        resolve();
      });
    });
    this.tried = Promise.race([this.#readLines(child.stdio[3] as Readable), this.ended]);
  }

  /**
   * @param mountPoints in the order in which they are frozen
   * @throws the system's error where it cannot be started; nothing is frozen then
   */
  static async start(
    mountPoints: readonly string[],
    options: { readonly timeoutMs: number },
  ): Promise<FreezeWatch> {
    const group = await makeFreezeGroup();
    const seconds = (options.timeoutMs / 1000).toFixed(3);
    const args = ['-c', FREEZE_SCRIPT, FREEZE_WATCH_NAME, seconds, group, ...mountPoints];
    const child = spawn(SHELL, args, {
      cwd: '/',
      env: PROGRAM_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const watch = new FreezeWatch(child, group);
    await once(child, 'spawn');
    return watch;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** True once its time is over: it has thawed, or is about to. */
  get isExpired(): boolean {
    return this.#isExpired;
  }

  /** Ends it. Only after a thaw: nobody else would thaw then. */
  end(): void {
    endGroup(this.pid);
  }

  #readLines(pipe: Readable): Promise<void> {
    let pending = '';
    pipe.setEncoding('utf8');
    // The process may be killed in the middle of a line.
    pipe.on('error', () => undefined);
    return new Promise((resolve) => {
      pipe.on('data', (chunk: string) => {
        const lines = `${pending}${chunk}`.split('\n');
        pending = (lines.pop() ?? '').slice(0, MAX_PENDING_LENGTH);
        for (const text of lines) {
          const line = parseFreezeLine(text);
          if (line === 'expired') this.#isExpired = true;
          if (line === 'done' || line === 'expired') resolve();
          else if (line !== undefined) this.results.set(line.index, line);
        }
      });
      pipe.once('close', resolve);
    });
  }
}

/** Kills a watchdog with all that it has started. Nothing happens where it is gone. */
export function endGroup(pid: number): void {
  if (pid <= 1) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
