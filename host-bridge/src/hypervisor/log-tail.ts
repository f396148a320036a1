import { open } from 'node:fs/promises';

/** Most bytes of a log that one look reads; the rest comes with the next. */
export const MAX_LOG_READ_BYTES = 256 * 1024;

/** Longest line of a log that is kept until its end comes. */
export const MAX_LOG_LINE_BYTES = 4 * 1024;

/**
 * LogTail reads the lines that a program adds to its log file. It holds nothing open, and a file that is not
 * there yet has none. One look at a time: the caller sees to that.
 */
export class LogTail {
  readonly #path: string;
  #offset = 0;
  #rest = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** Whole lines that have come since the last look. */
  async read(): Promise<readonly string[]> {
    const bytes = await this.#next();
    this.#offset += bytes.length;
    const lines = `${this.#rest}${bytes.toString('utf8')}`.split('\n');
    this.#rest = (lines.pop() ?? '').slice(-MAX_LOG_LINE_BYTES);
    return lines;
  }

  async #next(): Promise<Buffer> {
    let handle;
    try {
      handle = await open(this.#path, 'r');
    } catch {
      // Not there yet, or not there any more: no lines in both cases.
      return Buffer.alloc(0);
    }
    try {
      const buffer = Buffer.alloc(MAX_LOG_READ_BYTES);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, this.#offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }
}
