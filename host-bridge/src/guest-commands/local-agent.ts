import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { RpcError } from '@vmslot/proto/rpc';
import { encodeSeed } from '@vmslot/proto/seed';
import type { AgentProgram } from './find-agent.ts';
import { formatAddress, type SocketAddress } from './parse-address.ts';

/** How a {@link LocalAgent} is started. */
export interface LocalAgentOptions {
  readonly program: AgentProgram;
  /** Port 0: the system chooses. */
  readonly listen: SocketAddress;
  /** Directory that outlives the agent. Default: a private temporary one, which goes with it. */
  readonly stateDirectory?: string | undefined;
  /** User that programs run as where a call names none. Default: this process's own. */
  readonly user?: string | undefined;
  /** Takes what the agent logs. */
  readonly log: Writable;
  /** Ends the waiting for the agent. */
  readonly signal: AbortSignal;
}

/** How long the agent may take from its start until it serves, in milliseconds. */
export const AGENT_START_TIMEOUT_MS = 30_000;

/** How long the agent may take to end what it runs, in milliseconds; then it is killed. */
export const AGENT_STOP_TIMEOUT_MS = 20_000;

/**
 * LocalAgent: the guest agent on this machine, without a VM, for development. It is a process of its
 * own with a token of its own, and ends with this one. Who started it disposes it; that ends the
 * programs that it runs, and removes what it kept where that was temporary.
 */
export class LocalAgent implements AsyncDisposable {
  readonly address: string;
  /** Bearer token of its calls. */
  readonly token: string;
  readonly pid: number;
  readonly version: string;
  readonly stateDirectory: string;
  /** Resolves when it has ended, with what to say about it. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  readonly #scratch: string;

  private constructor(fields: {
    readonly child: ChildProcess;
    readonly scratch: string;
    readonly ready: ReadyMessage;
    readonly token: string;
    readonly stateDirectory: string;
    readonly ended: Promise<string>;
  }) {
    this.#child = fields.child;
    this.#scratch = fields.scratch;
    this.address = fields.ready.address;
    this.version = fields.ready.version;
    this.token = fields.token;
    this.pid = fields.child.pid as number;
    this.stateDirectory = fields.stateDirectory;
    this.ended = fields.ended;
  }

  /** @throws RpcError where it ends, or does not serve in time; nothing is left then */
  static async start(options: LocalAgentOptions): Promise<LocalAgent> {
    const { program, listen, log, signal } = options;
    const scratch = await mkdtemp(join(tmpdir(), 'vmslot-agent-'));
    let child: ChildProcess | undefined;
    try {
      // Programs of another user must get to their work directory, which only root can give them.
      if (process.getuid?.() === 0) await chmod(scratch, 0o711);
      const token = randomBytes(32).toString('base64url');
      const seedFile = join(scratch, 'seed.img');
      await writeFile(seedFile, seedOf(token), { mode: 0o600, flag: 'wx' });
      const stateDirectory = options.stateDirectory ?? join(scratch, 'state');
      const [runtime, file] = program.command;
      const words = ['--seed', seedFile, '--listen', formatAddress(listen)];
      words.push('--state', stateDirectory, '--user', options.user ?? userInfo().username);
      child = spawn(runtime, [file, ...words], {
        // A group of its own: Ctrl-C in the terminal is for this process, which ends the agent.
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      child.stderr?.pipe(log, { end: false });
      const ended = endOf(child);
      const ready = await waitUntilReady(child, ended, signal);
      return new LocalAgent({ child, scratch, ready, token, stateDirectory, ended });
    } catch (error) {
      if (child !== undefined) await kill(child);
      await rm(scratch, { recursive: true, force: true });
      throw error;
    }
  }

  /** Ends the agent and all that it runs. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    await kill(this.#child);
    await rm(this.#scratch, { recursive: true, force: true });
  }
}

/** What the agent sends when it serves. */
interface ReadyMessage {
  readonly address: string;
  readonly version: string;
}

function seedOf(token: string): Uint8Array {
  return encodeSeed({
    version: 1,
    secret: token,
    bootId: `local-${randomBytes(8).toString('hex')}`,
    // Not opened: the command line says where the agent listens.
    link: { kind: 'virtio-serial', portName: 'none' },
    hostTimeMs: Date.now(),
  });
}

async function waitUntilReady(
  child: ChildProcess,
  ended: Promise<string>,
  signal: AbortSignal,
): Promise<ReadyMessage> {
  const done = new AbortController();
  const timeout = AbortSignal.timeout(AGENT_START_TIMEOUT_MS);
  const given = AbortSignal.any([signal, timeout, done.signal]);
  try {
    const message = once(child, 'message', { signal: given }).then(
      ([value]) => value as ReadyMessage,
      () => {
        throw timeout.aborted
          ? new RpcError('deadline_exceeded', 'the agent does not serve; it has logged why')
          : RpcError.from(signal.reason, 'canceled');
      },
    );
    const end = ended.then((how) => {
      throw new RpcError('failed_precondition', `the agent did not start: ${how}`);
    });
    return await Promise.race([message, end]);
  } finally {
    done.abort();
  }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`it cannot be run: ${error.message}`));
    child.once('close', (code, name) =>
      resolve(`it ended ${name === null ? `with status ${code}` : `by ${name}`}, see its log`),
    );
  });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  // The signal that makes it end what it runs without waiting for a host.
  child.kill('SIGINT');
  const force = setTimeout(() => child.kill('SIGKILL'), AGENT_STOP_TIMEOUT_MS);
  try {
    await closed;
  } finally {
    clearTimeout(force);
  }
}
