import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isErrorWithCode } from '../cgroup/index.ts';
import { STATUS_FILES } from './status-directory.ts';

const { O_NONBLOCK, O_WRONLY } = constants;

/**
 * The agent's end of a program's input stream. It may be opened at any time between the settling of
 * `launch` or `adopt` and the end of the program, and again after a restart of the agent: what was
 * written and not read yet is kept by the kernel. Whoever opens it disposes of it; that closes nothing
 * for the program.
 */
export class LaunchInput implements Disposable {
  readonly #path: string;
  #descriptor: number | undefined;

  constructor(statusDirectory: string) {
    this.#path = statusDirectory;
  }

  /**
   * Writes what there is room for (64 KiB at most are kept for a program that does not read).
   *
   * @returns bytes that were taken; undefined where nobody reads any more
   */
  write(data: Uint8Array): number | undefined {
    try {
      this.#descriptor ??= openSync(join(this.#path, STATUS_FILES.input), O_WRONLY | O_NONBLOCK);
      return data.length === 0 ? 0 : writeSync(this.#descriptor, data);
    } catch (error) {
      if (isErrorWithCode(error, 'EAGAIN')) return 0;
      if (isErrorWithCode(error, 'EPIPE', 'ENXIO', 'ENOENT')) return undefined;
      throw error;
    }
  }

  /** Lets the program see the end of its input, behind what was written. To repeat it does nothing. */
  close(): void {
    this[Symbol.dispose]();
    try {
      const descriptor = openSync(join(this.#path, STATUS_FILES.close), O_WRONLY | O_NONBLOCK);
      writeSync(descriptor, '\n');
      closeSync(descriptor);
    } catch (error) {
      if (!isErrorWithCode(error, 'EAGAIN', 'EPIPE', 'ENXIO', 'ENOENT')) throw error;
    }
  }

  [Symbol.dispose](): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}
