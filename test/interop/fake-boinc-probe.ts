import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** A running probe: `guest-agent/fake-boinc/test/probe.c`. */
export interface Probe extends AsyncDisposable {
  /** Gives it a line and waits for its answer. */
  ask(line: string): Promise<string>;
  /** Gives it a line that ends it, and waits for that. */
  end(line?: string): Promise<ProbeEnd>;
  /** Waits for an end that comes by itself. */
  readonly ended: Promise<ProbeEnd>;
  kill(signal: NodeJS.Signals): void;
}

/** How it ended. */
export interface ProbeEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** How it is started. */
export interface ProbeOptions {
  readonly program: string;
  /** Its work directory. */
  readonly directory: string;
  /** Path of the agent's socket. Default: none, so it runs standalone. */
  readonly socket?: string | undefined;
}

/** Starts a probe. Closing kills it. */
export function startProbe({ program, directory, socket }: ProbeOptions): Probe {
  const child = spawn(program, {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      ASAN_OPTIONS: 'detect_leaks=0',
      ...(socket === undefined ? {} : { VMSLOT_APP_SOCKET: socket }),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // It may be gone before it has read a line.
  child.stdin.on('error', () => undefined);
  const stderr = text(child.stderr);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ended = once(child, 'close').then(async ([code, signal]): Promise<ProbeEnd> => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    stderr: await stderr,
  }));
  return {
    ended,
    async ask(line) {
      child.stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`the probe ended at "${line}": ${await stderr}`);
      return value;
    },
    async end(line) {
      child.stdin.end(line === undefined ? undefined : `${line}\n`);
      return await ended;
    },
    kill(signal) {
      child.kill(signal);
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
