import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { GuestLink, type LinkClock } from '@vmslot/proto/link';
import { createBulkServices } from './bulk-adapter.ts';
import type { AgentConfig } from './config/config.ts';
import {
  attachConnection,
  createAgentServer,
  requireBearer,
  trustLink,
  type AgentServer,
} from './http/index.ts';
import {
  DEFAULT_HAND_OVER_OPTIONS,
  waitForHandOver,
  type HandOverOptions,
  type HandOverResult,
} from './hand-over.ts';
import { HostPresence } from './host-presence.ts';
import { openVirtioSerial } from './listen/virtio-serial.ts';
import { AGENT_FEATURES, createServices } from './services.ts';
import { TaskStore, type TaskStoreOptions } from './task/index.ts';

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
}

/**
 * Agent: everything together. `start` opens the way in and serves it; disposing the agent ends its
 * tasks. It lives until then, whatever hosts come and go.
 */
export class Agent implements AsyncDisposable {
  readonly store: TaskStore;
  readonly server: AgentServer;
  readonly #options: AgentOptions;
  readonly #clock: LinkClock;
  readonly #presence: HostPresence;
  /** Settles when the way in is lost for good; only a new process can open it again. */
  readonly closed: Promise<Error>;
  #link: GuestLink | undefined;
  #readyAfterMs = 0;
  #onClosed: (error: Error) => void = () => undefined;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.closed = new Promise((resolve) => {
      this.#onClosed = resolve;
    });
    const { clock = REAL_CLOCK, config, log, taskStore, transport } = options;
    this.#clock = clock;
    const { stateDirectory, appUser, seed } = config;
    this.store = new TaskStore({ stateDirectory, defaultUser: appUser, ...taskStore });
    const overLink = transport !== undefined || config.listen.kind === 'virtio-serial';
    this.server = createAgentServer({
      services: createServices(this.store, {
        agentVersion: AGENT_VERSION,
        features: AGENT_FEATURES,
        bootId: seed.bootId,
        readyAfterMs: () => this.#readyAfterMs,
        stateDirectory,
      }),
      bulk: createBulkServices(this.store, (path, reason) =>
        log(`output ${JSON.stringify(path)} left out: ${reason}`),
      ),
      authenticate: overLink ? trustLink : requireBearer(seed.secret),
      onInternalError: (error, where) => log(`${where}: ${describe(error)}`),
    });
    this.#presence = new HostPresence(this.server, clock);
  }

  /** Begins to serve. @returns the address that it listens on, for people */
  async start(): Promise<string> {
    await this.store.open();
    const address = await this.#listen();
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
    const { handOver, log } = this.#options;
    const options = { ...DEFAULT_HAND_OVER_OPTIONS, ...handOver };
    this.store.refuseNew();
    if (this.#presence.isNear(options.hostGoneMs))
      log(`ending: ${await this.#handOver(options, signal)}`);
    await this[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close({ graceMs: 0 });
    this.#link?.close();
    await this.store[Symbol.asyncDispose]();
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
    if (listen.kind === 'virtio-serial') {
      return this.#serveLink(await openVirtioSerial(listen.portName), `port ${listen.portName}`);
    }
    const { http } = this.server;
    if (listen.kind === 'unix') {
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

  #serveLink(transport: Duplex, name: string): string {
    const { config, log } = this.#options;
    const clock = this.#clock;
    const secret = Buffer.from(config.seed.secret, 'base64url');
    const link = new GuestLink({ transport, secret, bootId: config.seed.bootId, clock });
    this.#link = link;
    this.#presence.watch(link);
    link.on('stream', (stream) => attachConnection(this.server, stream));
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
