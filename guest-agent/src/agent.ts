import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { GuestLink, type LinkClock, type LinkOptions } from '@vmslot/proto/link';
import { openAppSocket } from './app-socket/index.ts';
import { createBulkServices } from './bulk-adapter.ts';
import type { AgentConfig } from './config/config.ts';
import { UploadStore, type FileServiceOptions } from './file/index.ts';
import {
  attachConnection,
  createAgentServer,
  requireBearer,
  trustLink,
  type AgentServer,
} from './http/index.ts';
import { openLoopbackPort } from './forward/index.ts';
import { refuseAppWhileFrozen, refuseBulkWhileFrozen, refuseWhileFrozen } from './frozen-gate.ts';
import {
  DEFAULT_HAND_OVER_OPTIONS,
  waitForHandOver,
  type HandOverOptions,
  type HandOverResult,
} from './hand-over.ts';
import { HostPresence } from './host-presence.ts';
import { clearStaleSocket } from './listen/clear-stale-socket.ts';
import { isLinkAddress, openLinkTransport } from './listen/link-transport.ts';
import { AgentError } from './errors.ts';
import { openStatusPort } from './open-status-port.ts';
import { AGENT_FEATURES, createServices } from './services.ts';
import { ProcessStore } from './process/index.ts';
import { checkBundle, countStart } from './restart/index.ts';
import { StatusReporter } from './status/index.ts';
import { LogRing, SystemService, type MachineEnd, type RestartOrder } from './system/index.ts';
import { TaskStore, type TaskStoreOptions } from './task/index.ts';
import { findUser } from './user/user-directory.ts';

/** Version of the agent, the same as in its package, compared by a test. */
export const AGENT_VERSION = '0.1.0';

export interface AgentOptions {
  readonly config: AgentConfig;
  /** One line for whoever reads the guest's console. */
  readonly log: (line: string) => void;
  /** Pipe to serve instead of the configured address; tests give one end of a pair. */
  readonly transport?: Duplex;
  readonly taskStore?: Partial<TaskStoreOptions>;
  readonly clock?: LinkClock;
  /** For `endInOrder`. Defaults: `DEFAULT_HAND_OVER_OPTIONS`. */
  readonly handOver?: Partial<HandOverOptions>;
  /** Has the machine go down, by which the agent is ended too. Default: this agent ends no machine. */
  readonly endMachine?: (end: MachineEnd) => void;
  /**
   * Starts another agent in place of this one: a bundle, and the address for one that was told to find
   * a port. Default: this agent cannot be replaced.
   */
  readonly replace?: (bundlePath: string, address: string | undefined) => void;
}

/** How long requests under way have before an agent that is to be replaced cuts them off. */
export const RESTART_GRACE_MS = 1000;

/**
 * Agent: everything together. `start` opens the way in and serves it; disposing the agent ends its
 * tasks. It lives until then, whatever hosts come and go.
 */
export class Agent implements AsyncDisposable {
  readonly store: TaskStore;
  readonly processes: ProcessStore;
  readonly system: SystemService;
  readonly server: AgentServer;
  /** Logs a line: to whoever made the agent, and for callers of WatchLog. */
  readonly log: (line: string) => void;
  readonly #options: AgentOptions;
  readonly #clock: LinkClock;
  readonly #presence: HostPresence;
  /** Settles when the way in is lost for good; only a new process can open it again. */
  readonly closed: Promise<Error>;
  readonly #uploads: UploadStore;
  #link: GuestLink | undefined;
  #status: StatusReporter | undefined;
  /** Of the epoch that is up, else 0. */
  #epoch = 0;
  /** Complete when it serves. */
  readonly #features: string[] = [...AGENT_FEATURES];
  #readyAfterMs = 0;
  #startCount = 1;
  #address = '';
  #isReplaced = false;
  #onClosed: (error: Error) => void = () => undefined;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.closed = new Promise((resolve) => {
      this.#onClosed = resolve;
    });
    const { clock = REAL_CLOCK, config, taskStore, transport } = options;
    this.#clock = clock;
    const logRing = new LogRing();
    const log = (line: string): void => {
      logRing.add(line);
      options.log(line);
    };
    this.log = log;
    const { stateDirectory, appUser, seed } = config;
    const isFrozen = (): boolean => this.system.isFrozen;
    this.store = new TaskStore({
      stateDirectory,
      defaultUser: appUser,
      isFrozen,
      openAppSocket: (ofTask) =>
        openAppSocket(ofTask, {
          log,
          isFrozen,
          gate: (handlers) => refuseAppWhileFrozen(handlers, isFrozen),
        }),
      ...taskStore,
    });
    const { cgroupRoot } = taskStore ?? {};
    this.processes = new ProcessStore({ stateDirectory, defaultUser: appUser, cgroupRoot });
    this.#uploads = new UploadStore({ directory: join(stateDirectory, 'uploads') });
    const overLink = transport !== undefined || isLinkAddress(config.listen);
    this.system = new SystemService({
      info: {
        agentVersion: AGENT_VERSION,
        features: this.#features,
        bootId: seed.bootId,
        readyAfterMs: () => this.#readyAfterMs,
        startCount: () => this.#startCount,
        stateDirectory,
      },
      ownsMachine: config.ownsMachine ?? false,
      leaveCriticalSections: (signal) => this.store.leaveCriticalSections(signal),
      logRing,
      log,
      endMachine: options.endMachine,
      restart:
        options.replace === undefined ? undefined : (order, signal) => this.restart(order, signal),
    });
    const files: FileServiceOptions = {
      uploads: this.#uploads,
      findUser: (name) => findUser(name, appUser, '/etc/passwd'),
    };
    const bulk = createBulkServices({
      store: this.store,
      onSkipped: (path, reason) => log(`output ${JSON.stringify(path)} left out: ${reason}`),
      ...files,
    });
    this.server = createAgentServer({
      services: refuseWhileFrozen(
        createServices({
          store: this.store,
          processes: this.processes,
          system: this.system,
          files,
        }),
        isFrozen,
      ),
      bulk: refuseBulkWhileFrozen(bulk, isFrozen),
      openPort: openLoopbackPort,
      authenticate: overLink ? trustLink : requireBearer(seed.secret),
      onInternalError: (error, where) => log(`${where}: ${describe(error)}`),
    });
    this.#presence = new HostPresence(this.server, clock);
  }

  /** Begins to serve. @returns the address that it listens on, for people */
  async start(): Promise<string> {
    await this.store.open();
    this.#startCount = await countStart(this.#options.config.stateDirectory);
    await this.#uploads.open();
    await this.processes.open();
    this.#features.push(...(await this.processes.features()));
    const address = await this.#listen();
    this.#address = address;
    await this.#openStatus();
    this.#readyAfterMs = performance.now();
    return address;
  }

  /**
   * Ends as disposing does, but first gives running tasks time to end, and the host time to fetch what
   * they leave; begins no new ones meanwhile. A host that is not there is not waited for.
   *
   * @param signal ends the waiting
   */
  async endInOrder(signal: AbortSignal): Promise<void> {
    const options = { ...DEFAULT_HAND_OVER_OPTIONS, ...this.#options.handOver };
    this.store.refuseNew();
    this.processes.refuseNew();
    if (this.#presence.isNear(options.hostGoneMs))
      this.log(`ending: ${await this.#handOver(options, signal)}`);
    await this[Symbol.asyncDispose]();
  }

  /**
   * Checks what shall run in place of this agent, and begins to replace it: requests under way have
   * RESTART_GRACE_MS. Programs, their output and their ends are the next agent's.
   *
   * @throws {AgentError} as checkBundle; then everything goes on as before
   */
  async restart({ bundlePath, sha256 }: RestartOrder, signal: AbortSignal): Promise<void> {
    const { config, replace } = this.#options;
    const { listen, stateDirectory } = config;
    if (replace === undefined || this.#isReplaced || this.system.isFrozen) {
      const why = this.system.isFrozen ? 'file systems are frozen' : 'it is being replaced already';
      throw new AgentError('failed_precondition', `the agent cannot be replaced now: ${why}`);
    }
    const runningPath = process.argv[1] ?? '';
    const path = await checkBundle({ bundlePath, sha256, runningPath, stateDirectory, signal });
    this.#isReplaced = true;
    this.log(`replaced by ${path}`);
    const address = listen.kind === 'tcp' && listen.port === 0 ? this.#address : undefined;
    setImmediate(() => void this.#stopServing().finally(() => replace(path, address)));
  }

  /** True once it is sure that this agent is replaced. */
  get isReplaced(): boolean {
    return this.#isReplaced;
  }

  async #stopServing(): Promise<void> {
    await this.server.close({ graceMs: RESTART_GRACE_MS });
    this.#status?.[Symbol.dispose]();
    this.#link?.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#status?.[Symbol.dispose]();
    await this.server.close({ graceMs: 0 });
    this.#link?.close();
    // The store writes when it ends.
    await this.system[Symbol.asyncDispose]();
    await this.store[Symbol.asyncDispose]();
    await this.processes[Symbol.asyncDispose]();
  }

  async #handOver(options: HandOverOptions, signal: AbortSignal): Promise<HandOverResult> {
    const { server, store } = this;
    const view = {
      runningCount: () => store.counts().running,
      endedCount: () => store.counts().ended,
      unfetchedCount: () => store.counts().unfetched,
      requestCount: () => server.requestCount,
    };
    return await waitForHandOver(view, options, { clock: this.#clock, signal });
  }

  async #listen(): Promise<string> {
    const { config, transport } = this.#options;
    const { listen } = config;
    if (transport !== undefined) return this.#serveLink(transport, 'a pipe');
    if (isLinkAddress(listen)) {
      const opened = await openLinkTransport(listen);
      return this.#serveLink(opened.transport, opened.name, opened.linkOptions);
    }
    const { http } = this.server;
    if (listen.kind === 'unix') {
      await clearStaleSocket(listen.path);
      http.listen(listen.path);
      await once(http, 'listening');
      await chmod(listen.path, 0o600);
      return `unix:${listen.path}`;
    }
    http.listen(listen.port, listen.host);
    await once(http, 'listening');
    const { address, port } = http.address() as AddressInfo;
    return `tcp:${address}:${port}`;
  }

  async #openStatus(): Promise<void> {
    const sink = await openStatusPort({ log: this.log });
    if (sink === undefined) return;
    const view = () => {
      const link = this.#link === undefined ? 'none' : this.#epoch === 0 ? 'down' : 'up';
      return { link, epoch: this.#epoch, taskCount: this.store.counts().running } as const;
    };
    this.#status = new StatusReporter({ sink, view, clock: this.#clock });
  }

  #noteEpoch(epoch: number): void {
    this.#epoch = epoch;
    this.#status?.changed();
  }

  #serveLink(transport: Duplex, name: string, options: Partial<LinkOptions> = {}): string {
    const { log } = this;
    const { config } = this.#options;
    const clock = this.#clock;
    const secret = Buffer.from(config.seed.secret, 'base64url');
    const link = new GuestLink({ transport, secret, bootId: config.seed.bootId, clock, options });
    this.#link = link;
    this.#presence.watch(link);
    link.on('stream', (stream) => attachConnection(this.server, stream));
    link.on('up', ({ epoch }) => this.#noteEpoch(epoch));
    link.on('down', () => this.#noteEpoch(0));
    link.on('up', ({ epoch }) => log(`link up, epoch ${epoch.toString(16)}`));
    link.on('down', (error) => log(`link down: ${error.message}`));
    link.on('close', (error) => this.#onClosed(error));
    return name;
  }
}

const REAL_CLOCK: LinkClock = {
  now: () => performance.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`;
}
