import { spawn } from 'node:child_process';
import process from 'node:process';
import { ImageError } from './errors.ts';

/** How one program is run. */
export interface CommandOptions {
  readonly signal: AbortSignal;
  /** Variables beyond `PATH` and the fixed locale and time zone. */
  readonly env?: Readonly<Record<string, string>>;
  readonly currentDirectory?: string;
  /** Written to the program's standard input, which is empty otherwise. */
  readonly input?: string;
  /** Called for each line of standard error as it comes. */
  readonly onErrorLine?: (line: string) => void;
  /** Longest time the program may take. Default {@link DEFAULT_COMMAND_TIMEOUT_MS}. */
  readonly timeoutMs?: number;
  /** What to say to a user when it fails. Default: the program's last words alone. */
  readonly advice?: string;
}

/** Longest time of one program, in milliseconds, unless the caller says otherwise. */
export const DEFAULT_COMMAND_TIMEOUT_MS = 300_000;

/** Most bytes of standard output that are kept; a program that prints more has failed. */
export const MAX_COMMAND_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Most lines of standard error that are kept for the message of a failure. */
export const MAX_ERROR_LINES = 12;

/**
 * Runs a program to its end and returns its standard output as UTF-8. Locale and time zone are fixed,
 * because several tools print and sort by them. The program gets SIGTERM when `signal` fires, so that
 * it can remove what it made.
 * @throws ImageError with code `program_missing`, `command_failed` or `cancelled`.
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  if (options.signal.aborted)
    throw new ImageError('cancelled', `stopped before ${program} was run`);
  const child = spawn(program, args, {
    cwd: options.currentDirectory,
    env: { PATH: searchPath(), LC_ALL: 'C.UTF-8', TZ: 'UTC', ...proxies(), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    signal: options.signal,
    timeout: options.timeoutMs ?? DEFAULT_COMMAND_TIMEOUT_MS,
  });
  const chunks: Buffer[] = [];
  let byteCount = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    byteCount += chunk.length;
    if (byteCount > MAX_COMMAND_OUTPUT_BYTES) child.kill();
    else chunks.push(chunk);
  });
  const lastLines: string[] = [];
  let partial = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const lines = (partial + text).split('\n');
    partial = (lines.pop() ?? '').slice(-4096);
    for (const line of lines) {
      options.onErrorLine?.(line);
      if (line.trim() !== '' && lastLines.push(line.trim()) > MAX_ERROR_LINES) lastLines.shift();
    }
  });
  // A program that ends without reading its input breaks the pipe; its exit status tells the story.
  child.stdin.on('error', (error) => lastLines.push(error.message));
  child.stdin.end(options.input ?? '');

  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let failure: Error | undefined;
  child.once('error', (error: NodeJS.ErrnoException) => {
    failure = error;
    if (child.pid === undefined) reject(failureOf(error));
  });
  child.once('close', (code, killedBy) => {
    if (code === 0 && failure === undefined && byteCount <= MAX_COMMAND_OUTPUT_BYTES) resolve();
    else
      reject(
        failureOf(
          failure,
          code === null ? `killed by ${killedBy ?? 'a signal'}` : `exit status ${code}`,
        ),
      );
  });
  await promise;
  return Buffer.concat(chunks).toString('utf8');

  function failureOf(error: NodeJS.ErrnoException | undefined, end = ''): ImageError {
    if (options.signal.aborted) {
      return new ImageError('cancelled', `stopped while ${program} was running`, { cause: error });
    }
    if (error?.code === 'ENOENT') {
      return new ImageError('program_missing', `${program} is not installed`, { cause: error });
    }
    const words = [...lastLines, partial.trim()].filter((line) => line !== '').slice(-4);
    const advice = options.advice === undefined ? '' : `; ${options.advice}`;
    return new ImageError(
      'command_failed',
      `${program} failed (${error?.message ?? end}): ${words.join(' | ')}${advice}`,
      { cause: error },
    );
  }
}

/** Debian keeps mke2fs and debugfs where the path of an ordinary user does not lead. */
function searchPath(): string {
  return `${process.env['PATH'] ?? '/usr/bin:/bin'}:/usr/sbin:/sbin`;
}

function proxies(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) {
    const value = process.env[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}
