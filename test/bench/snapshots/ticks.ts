import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Ticks of a guest that came in since the last time they were asked for. */
interface Ticks {
  /** When some came, in milliseconds. */
  readonly times: readonly number[];
  /** How many came then. */
  readonly counts: readonly number[];
}

/** What the ticks of some time tell. */
export interface TickFigures {
  /** Longest time without a tick, in milliseconds. */
  readonly longestGapMs: number;
  readonly tickCount: number;
  readonly elapsedMs: number;
}

/** Reads a guest's ticks from the socket at `path` in a thread of its own. The caller disposes of it. */
export class TickReader implements AsyncDisposable {
  readonly #thread: Worker;

  private constructor(thread: Worker) {
    this.#thread = thread;
  }

  static async connect(path: string): Promise<TickReader> {
    const thread = new Worker(new URL('tick-thread.ts', import.meta.url), { workerData: path });
    const reader = new TickReader(thread);
    await once(thread, 'message');
    return reader;
  }

  /** Waits for a tick, and tells what happened between it and the last time this was asked. */
  async take(signal: AbortSignal): Promise<TickFigures> {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.#thread.postMessage('take');
    const [{ times, counts }] = (await once(this.#thread, 'message', { signal })) as [Ticks];
    let longestGapMs = 0;
    for (let index = 1; index < times.length; index += 1) {
      longestGapMs = Math.max(longestGapMs, (times[index] ?? 0) - (times[index - 1] ?? 0));
    }
    return {
      longestGapMs,
      tickCount: counts.reduce((sum, count) => sum + count, 0),
      elapsedMs: (times.at(-1) ?? 0) - (times[0] ?? 0),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread.terminate();
  }
}
