import { HypervisorError } from './errors.ts';
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** Options of {@link runCommand}, all with a default. */
export interface RunCommandOptions {
  /** How long it may take until it is killed. */
  readonly timeoutMs?: number | undefined;
  /** Most bytes of standard output and of standard error, each; one more kills it. */
  readonly maxOutputBytes?: number | undefined;
  readonly workingDirectory?: string | undefined;
  /** Default: that of this process. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
  readonly signal?: AbortSignal | undefined;
}

export const DEFAULT_RUN_COMMAND_OPTIONS = {
  timeoutMs: 10_000,
  maxOutputBytes: 256 * 1024,
  workingDirectory: '/',
} as const satisfies RunCommandOptions;

export interface CommandResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a short program of a hypervisor, such as `qemu-system-x86_64 --version`, to its end.
 *
 * @returns also for exit statuses other than 0; the caller knows what they mean
 * @throws HypervisorError `hypervisor_failed` where it cannot be started, runs too long or prints too
 *   much, `canceled` when `signal` aborts. The program is killed first.
 */
export async function runCommand(
  program: string,
  commandArguments: readonly string[],
  options: RunCommandOptions = {},
): Promise<CommandResult> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_RUN_COMMAND_OPTIONS.timeoutMs;
  const maxBytes = options.maxOutputBytes ?? DEFAULT_RUN_COMMAND_OPTIONS.maxOutputBytes;
  if (options.signal?.aborted === true) throw canceled(program, options.signal);
  const child = spawn(program, commandArguments, {
    cwd: options.workingDirectory ?? DEFAULT_RUN_COMMAND_OPTIONS.workingDirectory,
    env: options.environment ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let refuse: (error: HypervisorError) => void = () => undefined;
  const refused = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  const fail = (what: string, cause?: unknown): void => {
    refuse(new HypervisorError('hypervisor_failed', `${program} ${what}`, { cause }));
  };
  const finished = new Promise<CommandResult>((resolve) => {
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) =>
      collect(stream, maxBytes, () => fail(`printed more than ${maxBytes} bytes`)),
    );
    child.once('error', (error) => fail(`cannot be started: ${error.message}`, error));
    child.once('close', (exitCode, signal) =>
      resolve({ exitCode, signal, stdout: stdout?.() ?? '', stderr: stderr?.() ?? '' }),
    );
  });
  const timer = setTimeout(() => fail(`did not end within ${timeoutMs} ms`), timeoutMs);
  const onAbort = (): void => {
    if (options.signal !== undefined) refuse(canceled(program, options.signal));
  };
  options.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([finished, refused]);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', onAbort);
    child.kill('SIGKILL');
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

function collect(stream: Readable, maxBytes: number, onTooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else onTooMuch();
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function canceled(program: string, signal: AbortSignal): HypervisorError {
  return new HypervisorError('canceled', `${program} was given up`, { cause: signal.reason });
}
