import { formatProcessControl, type ProcessControl } from '@vmslot/proto/boinc';
import { MAX_WAITING_MESSAGES } from './core-client-limits.ts';
import type { SharedMemoryFile } from './shared-memory-file.ts';

/**
 * Messages for a program that wait for room in their channel, as the core client queues them. One that
 * takes back the newest that waits, as to go on after to stand, removes it and is not sent.
 */
export class ControlQueue {
  readonly #waiting: Partial<ProcessControl>[] = [];

  add(control: Partial<ProcessControl>): void {
    const last = this.#waiting.at(-1);
    const isUndone =
      (control.suspend === true && isOnlyResume(last)) ||
      (isOnlyResume(control) && last?.suspend === true);
    if (isUndone) {
      this.#waiting.pop();
      return;
    }
    this.#waiting.push(control);
    if (this.#waiting.length > MAX_WAITING_MESSAGES) this.#waiting.shift();
  }

  /** Sends the oldest, where the channel has room; true where nothing waits any more. */
  async flush(memory: SharedMemoryFile): Promise<boolean> {
    const [oldest] = this.#waiting;
    if (oldest === undefined) return true;
    const text = formatProcessControl(oldest);
    if (await memory.send('process_control_request', text)) this.#waiting.shift();
    return this.#waiting.length === 0;
  }

  /** Forgets all, as for a program that has ended. */
  clear(): void {
    this.#waiting.length = 0;
  }
}

function isOnlyResume(control: Partial<ProcessControl> | undefined): boolean {
  return control?.resume === true && control.quit !== true && control.abort !== true;
}
