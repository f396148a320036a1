import { open, type FileHandle } from 'node:fs/promises';
import { JobError } from '../outcome.ts';
import { printable } from '../report/printable.ts';
import type { Reporter } from '../report/reporter.ts';

export interface AppOutputOptions {
  readonly stdoutFile: string;
  readonly stderrFile: string;
  /** Most bytes kept of each; the agent enforces it, this side does not rely on that. */
  readonly limitBytes: number;
  readonly reporter: Reporter;
}

/** Bytes of standard error kept in memory for the message of a failure. */
const TAIL_BYTES = 8 * 1024;

/** AppOutput keeps what the app prints in the slot, and passes it on to the reporter. */
export class AppOutput implements AsyncDisposable {
  readonly #options: AppOutputOptions;
  readonly #files: Record<'stdout' | 'stderr', FileHandle>;
  readonly #sizes = { stdout: 0, stderr: 0 };
  #tail: Buffer = Buffer.alloc(0);

  private constructor(options: AppOutputOptions, stdout: FileHandle, stderr: FileHandle) {
    this.#options = options;
    this.#files = { stdout, stderr };
  }

  static async open(options: AppOutputOptions): Promise<AppOutput> {
    const stdout = await open(options.stdoutFile, 'w', 0o600);
    try {
      return new AppOutput(options, stdout, await open(options.stderrFile, 'w', 0o600));
    } catch (error) {
      await stdout.close();
      throw error;
    }
  }

  /** @throws JobError `output_limit` where the guest sends more than it may */
  async write(stream: 'stdout' | 'stderr', data: Uint8Array): Promise<void> {
    this.#sizes[stream] += data.length;
    if (this.#sizes[stream] > this.#options.limitBytes + data.length) {
      const text = `the guest sent more than ${this.#options.limitBytes} bytes of ${stream}: raise <output_limit_mb>`;
      throw new JobError('output_limit', text);
    }
    await this.#files[stream].write(data);
    if (stream === 'stderr') this.#tail = Buffer.concat([this.#tail, data]).subarray(-TAIL_BYTES);
    this.#options.reporter.appOutput(stream, data);
  }

  /** The last lines of standard error, safe to print. */
  stderrTail(lineCount: number): readonly string[] {
    const lines = printable(this.#tail.toString('utf8')).split('\n');
    return lines.filter((line) => line.trim() !== '').slice(-lineCount);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#files.stdout.close();
    await this.#files.stderr.close();
  }
}
