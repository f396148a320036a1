import { processFigures } from '../../process/process-figures.ts';
import type { ProcessIdentity } from '../../process/process-identity.ts';
import { agentEndpoint } from '../agent-endpoint.ts';
import { ByteTail } from '../byte-tail.ts';
import { canceledCall } from '../call-errors.ts';
import { DrivenVm } from '../driven-vm.ts';
import {
  MAX_CONSOLE_TAIL_BYTES,
  type AgentEndpoint,
  type CallOptions,
  type StartOptions,
  type Vm,
} from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import type { DriverMachine } from '../driver-machine.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import { MachineLife } from '../machine-life.ts';
import type { SnapshotMachineOptions } from '../machine-options.ts';
import type { QmpEvent } from '../qmp-client.ts';
import { QmpMachine } from '../qmp-machine.ts';
import type { RestoreStage } from '../restore.ts';
import { throttleProcess } from '../throttle-process.ts';
import { describeEnd } from './describe-end.ts';
import { Domain } from './domain.ts';
import { STATUS_CHARDEV } from './domain-xml.ts';
import { lowerPriority } from './lower-priority.ts';
import { readOverlayNode } from './read-overlay-node.ts';
import { readDomainLog } from './session-files.ts';
import { startError } from './start-error.ts';
import type { Virsh } from './virsh.ts';

export interface LibvirtVmOptions extends SnapshotMachineOptions {
  readonly virsh: Virsh;
  /** Name of the domain. */
  readonly name: string;
  /** Document of the domain. */
  readonly xml: string;
  /** The one that the document names. */
  readonly agentSocket: string;
}

/** One machine under libvirt, as a transient domain; see {@link Vm}. */
export function createLibvirtVm(options: LibvirtVmOptions): Vm {
  const life = new MachineLife();
  return new DrivenVm(life, new LibvirtMachine(options, life));
}

class LibvirtMachine implements DriverMachine {
  readonly endpoint: AgentEndpoint;
  readonly files: MachineDirectory;
  readonly console = new ByteTail(MAX_CONSOLE_TAIL_BYTES);
  readonly readFigures = processFigures;
  readonly #options: LibvirtVmOptions;
  readonly #life: MachineLife;
  readonly #qemu: QmpMachine;
  #domain: Domain | undefined;

  constructor(options: LibvirtVmOptions, life: MachineLife) {
    const { definition, files, agentSocket, readFreeBytes } = options;
    this.#options = options;
    this.#life = life;
    this.files = files;
    this.endpoint = agentEndpoint(agentSocket, definition.agentChannel);
    this.#qemu = new QmpMachine({
      life,
      definition,
      files,
      readFreeBytes,
      overlayNode: (client) => readOverlayNode(client, files.diskFile),
      statusDevice: STATUS_CHARDEV,
      pid: () => this.pid,
      kill: () => {
        this.#qemu.cpuLimit.close();
        void this.#domain?.destroy();
      },
    });
  }

  get pid(): number | undefined {
    return this.processIdentity?.pid;
  }

  get processIdentity(): ProcessIdentity | undefined {
    return this.#domain?.identity;
  }

  get machineType(): string | undefined {
    return this.#qemu.machineType;
  }

  get snapshots() {
    return this.#qemu.snapshots;
  }

  async start({ signal: given, restoreTag, paused }: StartOptions): Promise<void> {
    const { definition, lowPriority } = this.#options;
    // With the request to stop the making of a domain is given up.
    const signals = [this.#life.stopSignal, given].filter((signal) => signal !== undefined);
    const signal = AbortSignal.any(signals);
    if (signal.aborted) throw canceledCall(signal.reason);
    if (restoreTag !== undefined) await this.#qemu.assertSnapshot(restoreTag);
    let stage: RestoreStage = 'launch';
    try {
      const domain = await this.#create(signal);
      // `stop` may have been called in between, and found nothing to stop.
      if (signal.aborted) throw canceledCall(signal.reason);
      await this.#qemu.learnMachineType({ signal });
      if (lowPriority) await lowerPriority(domain.identity.pid);
      if (restoreTag !== undefined) {
        stage = 'load';
        await this.#qemu.load(restoreTag, { signal });
      }
      stage = 'go';
      if (paused !== true) await domain.run('resume', { signal });
      this.#qemu.cpuLimit.begin();
    } catch (error) {
      await this.#domain?.destroy();
      this.#finish(new Uint8Array(0));
      const isRestore = restoreTag !== undefined;
      throw startError(error, { stage, isRestore, memoryBytes: definition.memoryBytes });
    }
  }

  async pause(options: CallOptions): Promise<void> {
    await this.#qemu.cpuLimit.hold(async () => this.#domain?.run('suspend', options));
  }

  async resume(options: CallOptions): Promise<void> {
    await this.#qemu.cpuLimit.hold(async () => this.#domain?.run('resume', options));
  }

  limitCpu(cpuCount: number | undefined): void {
    this.#qemu.cpuLimit.set(cpuCount);
  }

  setNetworkUp(): Promise<void> {
    return Promise.reject(
      new HypervisorError('unsupported', 'a machine under libvirt has no network to plug'),
    );
  }

  readStatus(options: CallOptions): Promise<Uint8Array> {
    return this.#qemu.readStatus(options);
  }

  async stop(): Promise<void> {
    // A start that has no domain yet gives up, and leaves none.
    if (this.#domain === undefined) await this.#life.startSettled();
    this.#qemu.cpuLimit.close();
    await this.#domain?.destroy();
    this.#finish(new Uint8Array(0));
  }

  async #create(signal: AbortSignal): Promise<Domain> {
    const { virsh, name, xml, files, agentSocket } = this.#options;
    const domain = await Domain.create({
      virsh,
      name,
      xml,
      directory: files.socketDirectory,
      orphanSocket: files.orphanSocket === undefined ? undefined : agentSocket,
      onConsole: (chunk) => this.console.push(chunk),
      onEvent: (event) => this.#onEvent(event),
      onFailure: (error) => this.#qemu.onFailure(error),
      signal,
    });
    this.#domain = domain;
    this.#qemu.client = domain.qmp;
    const { cpuCount } = this.#options.definition;
    const { identity, ended } = domain;
    this.#qemu.cpuLimit.watch(throttleProcess({ pid: identity.pid, cpuCount, ended }));
    void ended.then(() => this.#onEnd(domain));
    return domain;
  }

  #onEvent(event: QmpEvent): void {
    this.#qemu.onEvent(event);
    // Libvirt now ends QEMU, which must run for that.
    if (event.name === 'SHUTDOWN') this.#qemu.cpuLimit.close();
  }

  async #onEnd(domain: Domain): Promise<void> {
    if (domain.lost) this.#qemu.onLost('libvirt ended before it');
    this.#finish(await readDomainLog(domain.name).catch(() => new Uint8Array(0)));
    await domain.destroy();
  }

  #finish(log: Uint8Array): void {
    const { shutdownReason, outOfRoom } = this.#qemu;
    const { stopRequested } = this.#life;
    this.#life.finish(() => describeEnd({ shutdownReason, log, outOfRoom, stopRequested }));
  }
}
