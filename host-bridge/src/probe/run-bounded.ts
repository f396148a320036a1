import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

/** Options of {@link runBounded}. */
export interface RunBoundedOptions {
  /** How long it may take until it is killed. */
  readonly timeoutMs: number;
  /** Most bytes of standard output and of standard error, each; one more kills it. */
  readonly maxOutputBytes: number;
  /** All of the program's environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** How long a killed program is waited for; one that hangs inside the kernel outlives SIGKILL. */
export const KILL_WAIT_TIMEOUT_MS = 1_000;

/** How a program ended; `failed` with one line that goes on after the program's name. */
export type BoundedRun =
  | {
      readonly outcome: 'ended';
      readonly exitCode: number | null;
      readonly signal: NodeJS.Signals | null;
      readonly stdout: Buffer;
      readonly stderr: Buffer;
    }
  | { readonly outcome: 'failed'; readonly reason: string };

/**
 * Runs a program that the probe does not trust to end: without a shell, a terminal or anything to read,
 * in a process group of its own, which is killed at the end whatever the end was. A child that left the
 * group is out of reach; while it holds the output open the program counts as not ended.
 *
 * @throws the reason of `signal` where it aborts; the group is killed first
 */
export async function runBounded(
  program: string,
  commandArguments: readonly string[],
  options: RunBoundedOptions,
): Promise<BoundedRun> {
  const { signal, timeoutMs, maxOutputBytes } = options;
  signal?.throwIfAborted();
  const child = spawn(program, commandArguments, {
    cwd: '/',
    env: options.environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ending = Promise.withResolvers<BoundedRun>();
  const fail = (reason: string): void => ending.resolve({ outcome: 'failed', reason });
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) =>
    collect(stream, maxOutputBytes, () => fail(`printed more than ${maxOutputBytes} bytes`)),
  );
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      // Before anybody else can get the group's number.
      killGroup(child);
      resolve();
    });
    child.once('error', (error) => {
      fail(`cannot be started: ${error.message}`);
      resolve();
    });
  });
  child.once('close', (exitCode, endingSignal) => {
    const empty = Buffer.alloc(0);
    ending.resolve({
      outcome: 'ended',
      exitCode,
      signal: endingSignal,
      stdout: stdout?.() ?? empty,
      stderr: stderr?.() ?? empty,
    });
  });
  const timer = setTimeout(() => fail(`did not end within ${timeoutMs / 1000} s`), timeoutMs);
  const onAbort = (): void => ending.reject(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await ending.promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    if (child.exitCode === null && child.signalCode === null) killGroup(child);
    child.stdout.destroy();
    child.stderr.destroy();
    await withinKillWait(gone, child);
  }
}

async function withinKillWait(gone: Promise<void>, child: ChildProcess): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      // It must not keep this process from ending either.
      child.unref();
      resolve();
    }, KILL_WAIT_TIMEOUT_MS);
  });
  await Promise.race([gone, waited]);
  clearTimeout(timer);
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // All of the group are gone already, or what is left runs as another user and is not ours to end.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

function collect(stream: Readable, maxBytes: number, onTooMuch: () => void): () => Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else onTooMuch();
  });
  return () => Buffer.concat(chunks);
}
