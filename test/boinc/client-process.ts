import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { GuiRpc } from './gui-rpc.ts';
import { processesOf, signalProcess } from './process-tree.ts';

/** How long a client may take until it answers. */
export const CLIENT_START_TIMEOUT_MS = 60_000;

/** Ports that are tried: another program may take one between our look and the client's. */
const MAX_START_TRIES = 3;
const CONNECT_PERIOD_MS = 20;

/** How to start a client. */
export interface ClientProcessOptions {
  readonly program: string;
  readonly commandPrefix: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly dataDirectory: string;
  readonly password: string;
  /** Standard output and error are appended to it. */
  readonly logPath: string;
}

/** ClientProcess: one life of a BOINC client, from a start to an end. */
export class ClientProcess {
  readonly rpc: GuiRpc;
  /** Resolves when the client, or the prefix that holds it, has ended. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #options: ClientProcessOptions;

  private constructor(child: ChildProcess, options: ClientProcessOptions, rpc: GuiRpc) {
    this.#child = child;
    this.#options = options;
    this.rpc = rpc;
    this.ended = this.isRunning ? once(child, 'exit').then(() => {}) : Promise.resolve();
  }

  /** Starts a client and waits until it answers. @throws Error where it ends or stays silent */
  static async start(options: ClientProcessOptions): Promise<ClientProcess> {
    const problems: unknown[] = [];
    for (let count = 0; count < MAX_START_TRIES; count += 1) {
      const port = await findFreePort();
      const child = await spawnClient(options, port);
      try {
        return new ClientProcess(child, options, await connectTo(child, port, options.password));
      } catch (error) {
        problems.push(error);
        await endChild(child);
      }
    }
    throw new AggregateError(problems, `the client does not start: see ${options.logPath}`);
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Root of all that belongs to this life. */
  get rootPid(): number {
    return this.#child.pid as number;
  }

  /** The client itself, behind its prefix. */
  get pid(): number | undefined {
    if (!this.isRunning) return undefined;
    const { program, dataDirectory, commandPrefix } = this.#options;
    if (commandPrefix.length === 0) return this.rootPid;
    const start = `${program} --dir ${dataDirectory} `;
    return processesOf({ pid: this.rootPid, directory: dataDirectory }).find(({ commandLine }) =>
      commandLine.startsWith(start),
    )?.pid;
  }

  /** Kills the client alone. */
  async kill(): Promise<void> {
    const { pid } = this;
    if (pid !== undefined) signalProcess(pid, 'SIGKILL');
    await this.ended;
    this.rpc[Symbol.dispose]();
  }
}

async function spawnClient(options: ClientProcessOptions, port: number): Promise<ChildProcess> {
  await using log = await open(options.logPath, 'a');
  const words = [
    ...options.commandPrefix,
    options.program,
    '--dir',
    options.dataDirectory,
    '--gui_rpc_port',
    String(port),
    '--allow_multiple_clients',
  ];
  const child = spawn(words[0] as string, words.slice(1), {
    cwd: options.dataDirectory,
    env: options.environment,
    // A group of its own: apps are in the client's, and a signal to ours must not reach them.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  await once(child, 'spawn');
  return child;
}

async function connectTo(child: ChildProcess, port: number, password: string): Promise<GuiRpc> {
  const signal = AbortSignal.timeout(CLIENT_START_TIMEOUT_MS);
  for (;;) {
    try {
      return await GuiRpc.connect(port, password);
    } catch (cause) {
      const { exitCode, signalCode } = child;
      if (exitCode !== null || signalCode !== null) {
        throw new Error(`the client ended at its start: ${exitCode ?? signalCode}`, { cause });
      }
      // Nobody listens yet, and nothing tells when.
      await pause(CONNECT_PERIOD_MS, undefined, { signal });
    }
  }
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const closed = once(server, 'close');
  server.close();
  await closed;
  return port;
}
