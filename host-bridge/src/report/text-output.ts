import { once } from 'node:events';
import type { Writable } from 'node:stream';

/**
 * TextOutput writes to a stream that may break: a reader such as `head` leaves when it has seen
 * enough, and the run goes on without it. What comes after that is dropped. The stream belongs to the
 * caller; its error listener stays on it, since a late error would end the process.
 */
export class TextOutput {
  readonly #stream: Writable & { readonly isTTY?: boolean };
  #isBroken = false;

  constructor(stream: Writable & { readonly isTTY?: boolean }) {
    this.#stream = stream;
    stream.on('error', () => {
      this.#isBroken = true;
    });
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY === true;
  }

  write(text: string): void {
    if (!this.#isBroken && this.#stream.writable) this.#stream.write(text);
  }

  /** Resolves when the reader has room again, or has left, or `signal` is aborted. Never throws. */
  async drained({ signal }: { readonly signal: AbortSignal }): Promise<void> {
    if (this.#isBroken || !this.#stream.writableNeedDrain || signal.aborted) return;
    const done = new AbortController();
    const ends = ['drain', 'error', 'close'].map((name) =>
      // Whatever ends the wait is no failure of it.
      once(this.#stream, name, { signal: done.signal }).catch(() => []),
    );
    const aborted = once(signal, 'abort', { signal: done.signal }).catch(() => []);
    await Promise.race([...ends, aborted]);
    done.abort();
    await Promise.all([...ends, aborted]);
  }
}
