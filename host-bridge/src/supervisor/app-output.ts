import { open, type FileHandle } from 'node:fs/promises';
import { ByteTail } from '../hypervisor/byte-tail.ts';
import { printableLines } from '../hypervisor/printable-lines.ts';
import { JobError } from '../outcome.ts';
import type { Reporter } from '../report/reporter.ts';

export interface AppOutputOptions {
  readonly stdoutFile: string;
  readonly stderrFile: string;
  /** Most bytes kept of each; the agent enforces it, this side does not rely on that. */
  readonly limitBytes: number;
  readonly reporter: Pick<Reporter, 'appOutput'>;
  /** Ends the waiting for a reader that has fallen behind. */
  readonly signal: AbortSignal;
}

/** Bytes of standard error kept in memory for the message of a failure. */
export const TAIL_BYTES = 8 * 1024;

/** AppOutput keeps what the app prints in the slot, and passes it on to the reporter. */
export class AppOutput implements AsyncDisposable {
  readonly #options: AppOutputOptions;
  readonly #files: Record<'stdout' | 'stderr', FileHandle>;
  readonly #sizes = { stdout: 0, stderr: 0 };
  readonly #tail = new ByteTail(TAIL_BYTES);

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

  /** @throws JobError `output_limit` where the guest sends more than it may; that is not kept */
  async write(stream: 'stdout' | 'stderr', data: Uint8Array): Promise<void> {
    const { limitBytes, reporter, signal } = this.#options;
    this.#sizes[stream] += data.length;
    if (this.#sizes[stream] > limitBytes) {
      const text = `the guest sent more than ${limitBytes} bytes of ${stream}: raise <output_limit_mb>`;
      throw new JobError('output_limit', text);
    }
    await this.#files[stream].writeFile(data);
    if (stream === 'stderr') this.#tail.push(data);
    await reporter.appOutput(stream, data, { signal });
  }

  /** The last lines of standard error, safe to print. */
  stderrTail(lineCount: number): readonly string[] {
    return printableLines(this.#tail.bytes(), lineCount);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#files.stdout.close();
    await this.#files.stderr.close();
  }
}
