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
  /** Bytes to keep of what an earlier life left in the files; the rest goes. Default: nothing is kept. */
  readonly keepBytes?: { readonly stdout: number; readonly stderr: number } | undefined;
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
    const { keepBytes = { stdout: 0, stderr: 0 } } = options;
    const stdout = await openAt(options.stdoutFile, keepBytes.stdout);
    try {
      const stderr = await openAt(options.stderrFile, keepBytes.stderr);
      const output = new AppOutput(options, stdout, stderr);
      Object.assign(output.#sizes, keepBytes);
      return output;
    } catch (error) {
      await stdout.close();
      throw error;
    }
  }

  /** Bytes of each stream so far. */
  get sizes(): { readonly stdout: number; readonly stderr: number } {
    return { ...this.#sizes };
  }

  /** @throws JobError `output_limit` where the guest sends more than it may; that is not kept */
  async write(stream: 'stdout' | 'stderr', data: Uint8Array): Promise<void> {
    const { limitBytes, reporter, signal } = this.#options;
    this.#sizes[stream] += data.length;
    if (this.#sizes[stream] > limitBytes) {
      const text = `the guest sent more than ${limitBytes} bytes of ${stream}: raise <output_limit_mb>`;
      throw new JobError('output_limit', text);
    }
    await this.#files[stream].appendFile(data);
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

/** A file cut to a length, or filled up to it with zeros should less be there, and written to behind. */
async function openAt(path: string, length: number): Promise<FileHandle> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.truncate(length);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}
