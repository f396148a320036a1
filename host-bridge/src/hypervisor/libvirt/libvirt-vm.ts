import { CpuTimeReader, processFigures } from '../../process/process-figures.ts';
import type { ProcessIdentity } from '../../process/process-identity.ts';
import { ByteTail } from '../byte-tail.ts';
import { CpuThrottle } from '../cpu-throttle.ts';
import {
  MAX_SERIAL_IN_FLIGHT_BYTES,
  MAX_STATUS_READ_BYTES,
  type AgentEndpoint,
  type CallOptions,
  type SnapshotInfo,
  type SnapshotSaved,
  type StartOptions,
  type Vm,
  type VmDefinition,
  type VmEnd,
  type VmFigures,
  type VmState,
} from '../driver.ts';
import { assertCpuLimit, canceledCall, wrongState } from '../call-errors.ts';
import { HypervisorError } from '../errors.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import { printableLines } from '../printable-lines.ts';
import { assertSnapshotTag, QmpSnapshots } from '../qcow2/qmp-snapshots.ts';
import type { QmpEvent } from '../qmp-client.ts';
import { QmpError } from '../qmp-error.ts';
import { readMachineType } from '../read-machine-type.ts';
import { abortable, type RestoreStage } from '../restore.ts';
import type { ReadFreeBytes } from '../room.ts';
import { Turns } from '../turns.ts';
import { describeEnd } from './describe-end.ts';
import { Domain } from './domain.ts';
import { STATUS_CHARDEV } from './domain-xml.ts';
import { lowerPriority } from './lower-priority.ts';
import { readOverlayNode } from './read-overlay-node.ts';
import { readDomainLog } from './session-files.ts';
import { startError } from './start-error.ts';
import type { Virsh } from './virsh.ts';

/** Bytes of the guest's console that are kept; the last ones win. */
export const MAX_CONSOLE_BYTES = 64 * 1024;

export interface LibvirtVmOptions {
  readonly virsh: Virsh;
  /** Name of the domain. */
  readonly name: string;
  /** Document of the domain. */
  readonly xml: string;
  readonly lowPriority: boolean;
  readonly definition: VmDefinition;
  readonly files: MachineDirectory;
  /** The one that the document names. */
  readonly agentSocket: string;
  /** How the room of a file system is read. Default: statfs(2). */
  readonly readFreeBytes?: ReadFreeBytes | undefined;
}

/** One machine under libvirt, as a transient domain; see {@link Vm}. */
export class LibvirtVm implements Vm {
  readonly endpoint: AgentEndpoint;
  readonly ended: Promise<VmEnd>;
  readonly #options: LibvirtVmOptions;
  readonly #console = new ByteTail(MAX_CONSOLE_BYTES);
  readonly #snapshots: QmpSnapshots;
  /** A snapshot stops the whole of QEMU; what else is asked of it waits for its end. */
  readonly #turns = new Turns();
  #settleEnded: (end: VmEnd) => void = () => undefined;
  #state: VmState = 'defined';
  #domain: Domain | undefined;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;
  /** Aborts with the first call of `stop`, and then the making of a domain is given up. */
  readonly #stopRequest = new AbortController();
  /** Why QEMU ended, in its own words: the reason of its first SHUTDOWN event. */
  #shutdownReason: string | undefined;
  #outOfRoom = false;
  #machineType: string | undefined;
  #cpuLimitCount: number | undefined;
  #throttle: CpuThrottle | undefined;
  #cpuTimeMs = 0;

  constructor(options: LibvirtVmOptions) {
    this.#options = options;
    const { definition, files, readFreeBytes } = options;
    this.#snapshots = new QmpSnapshots({
      files,
      readFreeBytes,
      overlayNode: (client) => readOverlayNode(client, files.diskFile),
    });
    this.endpoint = {
      kind: 'unix-socket',
      path: options.agentSocket,
      maxInFlightBytes:
        definition.agentChannel === 'serial' ? MAX_SERIAL_IN_FLIGHT_BYTES : undefined,
    };
    this.ended = new Promise((resolve) => {
      this.#settleEnded = resolve;
    });
  }

  get state(): VmState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.processIdentity?.pid;
  }

  get processIdentity(): ProcessIdentity | undefined {
    return this.#state === 'stopped' ? undefined : this.#domain?.identity;
  }

  get machineType(): string | undefined {
    return this.#machineType;
  }

  diskUsageBytes(): Promise<number> {
    return this.#options.files.usageBytes();
  }

  consoleTail(lineCount: number): readonly string[] {
    return printableLines(this.#console.bytes(), lineCount);
  }

  start(options: StartOptions): Promise<void> {
    if (this.#state === 'stopped') return Promise.reject(wrongState('start', this.#state));
    this.#starting ??= this.#start(options);
    return this.#starting;
  }

  pause(options: CallOptions): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#state === 'paused') return;
      if (this.#state !== 'running') throw wrongState('pause', this.#state);
      await this.#held(() => this.#running('pause').run('suspend', options));
      this.#moveTo('paused');
    }, options.signal);
  }

  resume(options: CallOptions): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#state === 'running') return;
      if (this.#state !== 'paused') throw wrongState('resume', this.#state);
      await this.#held(() => this.#running('resume').run('resume', options));
      this.#moveTo('running');
    }, options.signal);
  }

  saveSnapshot(tag: string, options: CallOptions): Promise<SnapshotSaved> {
    return this.#turns.take(async () => {
      const { memoryBytes } = this.#options.definition;
      const { qmp } = this.#running('save a snapshot of');
      assertSnapshotTag(tag);
      const figures = await this.figures();
      // Memory that the guest has never touched takes no room in a snapshot.
      const mostBytes = Math.min(memoryBytes, figures?.residentBytes ?? memoryBytes);
      return await this.#held(() => this.#snapshots.save(qmp, tag, mostBytes));
    }, options.signal);
  }

  deleteSnapshot(tag: string, options: CallOptions): Promise<void> {
    return this.#turns.take(async () => {
      const { qmp } = this.#running('delete a snapshot of');
      assertSnapshotTag(tag);
      await this.#held(() => this.#snapshots.delete(qmp, tag));
    }, options.signal);
  }

  listSnapshots(): Promise<readonly SnapshotInfo[]> {
    return this.#turns.take(() => this.#snapshots.list());
  }

  setNetworkUp(): Promise<void> {
    return Promise.reject(
      new HypervisorError('unsupported', 'a machine under libvirt has no network to plug'),
    );
  }

  async readStatus(options: CallOptions): Promise<Uint8Array> {
    const isOn = this.#state === 'running' || this.#state === 'paused';
    if (this.#options.definition.statusPortName === undefined || !isOn) return new Uint8Array(0);
    const { qmp } = this.#running('read the status of');
    // Of bytes, since what a guest writes need be no text.
    const ring = { device: STATUS_CHARDEV, size: MAX_STATUS_READ_BYTES, format: 'base64' };
    try {
      const data = await this.#held(() => qmp.execute('ringbuf-read', ring, options));
      return Buffer.from(typeof data === 'string' ? data : '', 'base64');
    } catch (error) {
      if (error instanceof QmpError && error.code === 'canceled') throw canceledCall(error.cause);
      throw new HypervisorError(
        'hypervisor_failed',
        `QEMU does not tell the guest's status: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }

  async figures(): Promise<VmFigures | undefined> {
    const { pid } = this;
    const figures = pid === undefined ? undefined : await processFigures(pid);
    // The number may have been given to another process while its figures were read.
    if (figures === undefined || this.pid === undefined) return undefined;
    // Linux scales the two parts of the time against each other, so that their sum may waver.
    this.#cpuTimeMs = Math.max(this.#cpuTimeMs, figures.cpuTimeMs);
    return { ...figures, cpuTimeMs: this.#cpuTimeMs };
  }

  limitCpu({ cpuCount }: { readonly cpuCount: number | undefined }): void {
    assertCpuLimit(cpuCount);
    this.#cpuLimitCount = cpuCount;
    if (this.#state !== 'defined') this.#throttle?.limit(cpuCount);
  }

  stop(): Promise<void> {
    this.#stopRequest.abort();
    this.#stopping ??= this.#stop().then(() => this.#options.files.removeOutside());
    return this.#stopping;
  }

  async destroy(): Promise<void> {
    await this.stop();
    try {
      await this.#options.files.remove();
    } catch (error) {
      throw new HypervisorError(
        'hypervisor_failed',
        `${this.#options.files.path} cannot be deleted: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }

  async #start({ signal: given, restoreTag, paused }: StartOptions): Promise<void> {
    const signals = [this.#stopRequest.signal, given].filter((signal) => signal !== undefined);
    const signal = AbortSignal.any(signals);
    const { virsh, name, xml, definition, files, agentSocket, lowPriority } = this.#options;
    if (signal.aborted) throw canceledCall(signal.reason);
    if (restoreTag !== undefined) {
      assertSnapshotTag(restoreTag);
      await this.#snapshots.assertThere(restoreTag);
    }
    let stage: RestoreStage = 'launch';
    try {
      const domain = await Domain.create({
        virsh,
        name,
        xml,
        directory: files.socketDirectory,
        orphanSocket: files.orphanSocket === undefined ? undefined : agentSocket,
        onConsole: (chunk) => this.#console.push(chunk),
        onEvent: (event) => this.#onEvent(event),
        onFailure: (error) => this.#onQmpFailure(error),
        signal,
      });
      this.#domain = domain;
      this.#watch(domain);
      // `stop` may have been called in between, and found nothing to stop.
      if (signal.aborted) throw canceledCall(signal.reason);
      this.#machineType = definition.machineType ?? (await readMachineType(domain.qmp, { signal }));
      if (lowPriority) await lowerPriority(domain.identity.pid);
      if (restoreTag !== undefined) {
        stage = 'load';
        await abortable(this.#snapshots.load(domain.qmp, restoreTag), signal);
      }
      stage = 'go';
      if (paused !== true) await domain.run('resume', { signal });
      this.#moveTo(paused === true ? 'paused' : 'running');
      this.#throttle?.limit(this.#cpuLimitCount);
    } catch (error) {
      await this.#domain?.destroy();
      this.#finish(new Uint8Array(0));
      const isRestore = restoreTag !== undefined;
      throw startError(error, { stage, isRestore, memoryBytes: definition.memoryBytes });
    }
  }

  /** The domain of a machine that runs or is paused. */
  #running(verb: string): Domain {
    const isOn = this.#state === 'running' || this.#state === 'paused';
    if (isOn && this.#domain !== undefined) return this.#domain;
    throw wrongState(verb, this.#state);
  }

  /** Does something for which QEMU must not be stopped by the CPU limit. */
  async #held<T>(work: () => Promise<T>): Promise<T> {
    const release = this.#throttle?.hold();
    try {
      return await work();
    } finally {
      release?.();
    }
  }

  /** Makes the CPU limit possible, and settles `ended` when QEMU is gone. */
  #watch(domain: Domain): void {
    const { pid } = domain.identity;
    const reader = new CpuTimeReader(pid);
    const throttle = new CpuThrottle({
      cpuCount: this.#options.definition.cpuCount,
      signal: (name) => {
        // The reader stays with that very process: where it reads nothing, the number is free for others.
        if (reader.read() !== undefined) signalProcess(pid, name);
      },
      readCpuTimeMs: () => reader.read(),
    });
    this.#throttle = throttle;
    void domain.ended.then(async () => {
      throttle.close();
      reader[Symbol.dispose]();
      if (domain.lost) this.#shutdownReason ??= 'libvirt ended before it';
      this.#finish(await readDomainLog(domain.name).catch(() => new Uint8Array(0)));
      await domain.destroy();
    });
  }

  #finish(log: Uint8Array): void {
    if (this.#state === 'stopped') return;
    this.#state = 'stopped';
    this.#settleEnded(
      describeEnd({
        shutdownReason: this.#shutdownReason,
        log,
        outOfRoom: this.#outOfRoom ? this.#options.files.path : undefined,
        stopRequested: this.#stopRequest.signal.aborted,
      }),
    );
  }

  async #stop(): Promise<void> {
    // A start that has no domain yet gives up, and leaves none.
    if (this.#domain === undefined) await this.#starting?.catch(() => undefined);
    this.#throttle?.close();
    await this.#domain?.destroy();
    this.#finish(new Uint8Array(0));
  }

  #moveTo(state: 'running' | 'paused'): void {
    // The machine may have ended before the reply to a command was handled.
    if (this.#state !== 'stopped') this.#state = state;
  }

  #onEvent(event: QmpEvent): void {
    const { name, data } = event;
    this.#snapshots.onEvent(event);
    if (name === 'SHUTDOWN' && this.#shutdownReason === undefined) {
      this.#shutdownReason = typeof data['reason'] === 'string' ? data['reason'] : 'unknown';
      // Libvirt now ends QEMU, which must run for that.
      this.#throttle?.close();
    }
    if (name === 'BLOCK_IO_ERROR' && data['nospace'] === true && data['action'] === 'stop') {
      this.#outOfRoom = true;
      this.#throttle?.close();
      void this.#domain?.destroy();
    }
  }

  /** A QEMU that breaks the protocol is out of control, perhaps in the guest's hands. */
  #onQmpFailure(error: QmpError): void {
    this.#snapshots.onFailure(error);
    if (error.code !== 'protocol') return;
    this.#shutdownReason ??= error.message;
    this.#throttle?.close();
    void this.#domain?.destroy();
  }
}

function signalProcess(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
