import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeSeed } from '@vmslot/proto/seed';
import { Agent } from '../../guest-agent/src/agent.ts';
import type {
  AgentEndpoint,
  DriverProbe,
  HypervisorDriver,
  SnapshotInfo,
  SnapshotSaved,
  Vm,
  VmDefinition,
  VmEnd,
  VmFigures,
  VmState,
} from '../../host-bridge/src/hypervisor/driver.ts';

/** How an {@link InProcessDriver} misbehaves; by default it does not. */
export interface InProcessDriverOptions {
  /** The "machine" runs, but there is no agent in it. Default: false. */
  readonly withoutAgent?: boolean;
  /** The agent was given another secret than the bridge's. Default: false. */
  readonly otherSecret?: boolean;
  /** What `destroy` throws after it has done its work. Default: nothing. */
  readonly destroyError?: Error;
  /** Told before each call of the driver or its machine, by name. */
  readonly onCall?: (name: string) => void;
}

/**
 * A driver whose machine is this process: the real agent over a real unix socket, no VM. Apps run as
 * the user `nobody`, so the tests run as root. It makes one machine; `destroy` it.
 */
export class InProcessDriver implements HypervisorDriver {
  readonly name = 'in-process';
  /** Set by `define`. */
  vm: InProcessVm | undefined;
  readonly #options: InProcessDriverOptions;

  constructor(options: InProcessDriverOptions = {}) {
    this.#options = options;
  }

  async locate(): Promise<string> {
    return process.execPath;
  }

  async probe(): Promise<DriverProbe> {
    this.#options.onCall?.('probe');
    return {
      driver: this.name,
      program: await this.locate(),
      version: process.version,
      accelerator: 'tcg',
      rejected: [{ accelerator: 'kvm', reason: 'there is no machine at all' }],
      capabilities: {
        pause: false,
        snapshot: false,
        liveSnapshot: false,
        network: false,
        networkSwitch: false,
        cpuLimit: false,
        balloon: false,
        console: true,
        screenshot: false,
        agentChannels: ['virtio-serial'],
      },
    };
  }

  async define(definition: VmDefinition): Promise<Vm> {
    this.#options.onCall?.('define');
    // The app's user must be able to walk through it, which it could not through the slot.
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-in-process-'));
    await chmod(directory, 0o711);
    this.vm = new InProcessVm(definition, directory, this.#options);
    return this.vm;
  }

  async reopen(): Promise<Vm> {
    throw new Error('this driver has no disk to keep');
  }
}

/** Machine of an {@link InProcessDriver}. */
export class InProcessVm implements Vm {
  state: VmState = 'defined';
  readonly pid = process.pid;
  readonly processIdentity = undefined;
  readonly machineType = undefined;
  readonly endpoint: AgentEndpoint;
  readonly ended: Promise<VmEnd>;
  /** The agent inside, once the bridge has dialled. */
  agent: Agent | undefined;
  readonly consoleLines: string[] = [];
  readonly #definition: VmDefinition;
  readonly #directory: string;
  readonly #options: InProcessDriverOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #end: (end: VmEnd) => void = () => undefined;
  #starting: Promise<void> | undefined;
  #isHung = false;

  constructor(definition: VmDefinition, directory: string, options: InProcessDriverOptions) {
    this.#definition = definition;
    this.#directory = directory;
    this.#options = options;
    this.endpoint = { kind: 'unix-socket', path: join(definition.slotDirectory, 'agent.sock') };
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#server = createServer((socket) => this.#accept(socket));
  }

  async start(): Promise<void> {
    this.#options.onCall?.('start');
    this.#server.listen(this.endpoint.path);
    await once(this.#server, 'listening');
    this.state = 'running';
    this.consoleLines.push('the machine is on');
  }

  async pause(): Promise<void> {
    throw new Error('this driver cannot pause');
  }

  async resume(): Promise<void> {
    throw new Error('this driver cannot resume');
  }

  async saveSnapshot(): Promise<SnapshotSaved> {
    throw new Error('this driver cannot save a snapshot');
  }

  async deleteSnapshot(): Promise<void> {
    throw new Error('this driver has no snapshots');
  }

  async listSnapshots(): Promise<readonly SnapshotInfo[]> {
    return [];
  }

  async setNetworkUp(): Promise<void> {
    this.#options.onCall?.('setNetworkUp');
  }

  async figures(): Promise<VmFigures | undefined> {
    return undefined;
  }

  limitCpu(): void {
    this.#options.onCall?.('limitCpu');
  }

  async stop(): Promise<void> {
    this.#options.onCall?.('stop');
    await this.crash({ cause: 'requested', detail: 'stopped' });
  }

  async destroy(): Promise<void> {
    this.#options.onCall?.('destroy');
    await this.discard();
    if (this.#options.destroyError !== undefined) throw this.#options.destroyError;
  }

  /** What `destroy` does, uncounted and without its error. */
  async discard(): Promise<void> {
    await this.crash({ cause: 'requested', detail: 'destroyed' });
    // What has been ended may still be writing.
    await rm(this.#directory, { recursive: true, force: true, maxRetries: 10 });
  }

  /** The machine ends as it is told to. Idempotent. */
  async crash(end: VmEnd): Promise<void> {
    this.state = 'stopped';
    this.#end(end);
    for (const socket of this.#sockets) socket.destroy();
    await this.#starting;
    await this.agent?.[Symbol.asyncDispose]();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** From now on the agent hears nothing, and so says nothing: to the bridge it hangs. */
  hang(): void {
    this.#isHung = true;
    for (const socket of this.#sockets) socket.pause();
  }

  async diskUsageBytes(): Promise<number> {
    return 0;
  }

  consoleTail(lineCount: number): readonly string[] {
    return this.consoleLines.slice(-lineCount);
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    if (this.#isHung) socket.pause();
    // One agent, as on a port: it lives with the machine, not with a connection.
    if (this.#options.withoutAgent === true || this.#starting !== undefined) return;
    this.#starting = this.#startAgent(socket);
  }

  async #startAgent(transport: Socket): Promise<void> {
    const seed = decodeSeed(await readFile(this.#definition.seedFile));
    const other = Buffer.alloc(32, 7).toString('base64url');
    this.agent = new Agent({
      config: {
        seed: this.#options.otherSecret === true ? { ...seed, secret: other } : seed,
        listen: seed.link,
        stateDirectory: join(this.#directory, 'state'),
        appUser: 'nobody',
      },
      log: (line) => this.consoleLines.push(line),
      transport,
      // The machine's own groups are no business of a test without a machine.
      taskStore: { cgroupRoot: null },
    });
    await this.agent.start();
  }
}
