import { ByteTail } from '../byte-tail.ts';
import { CpuTimeReader, processFigures } from '../../process/process-figures.ts';
import { processIdentity, type ProcessIdentity } from '../../process/process-identity.ts';
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
import { launch, type LaunchedProcess, type ProcessExit } from '../launch.ts';
import { printableLines } from '../printable-lines.ts';
import { Turns } from '../turns.ts';
import { NETWORK_CHANNELS, QEMU_CHANNELS } from './channels.ts';
import { machineArguments } from './command-line.ts';
import { OVERLAY_NODE } from './disk-arguments.ts';
import { NETWORK_CARD } from './network-arguments.ts';
import { STATUS_CHARDEV } from './port-arguments.ts';
import { createFrameFilter, createHostAddressCheck } from './frame-filter.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import { isMemoryRefusal } from '../memory-refusal.ts';
import { QmpClient, type QmpEvent } from '../qmp-client.ts';
import { QmpError } from '../qmp-error.ts';
import { assertSnapshotTag, QmpSnapshots } from '../qcow2/qmp-snapshots.ts';
import type { ReadFreeBytes } from '../room.ts';
import { readMachineType } from '../read-machine-type.ts';
import { describeEnd } from './describe-end.ts';
import { relayFrames } from './relay-frames.ts';
import { abortable, isSnapshotsFault, type RestoreStage } from '../restore.ts';
import { withinTime } from '../within-time.ts';

/** How long QEMU may take until it answers on QMP: it reads kernel and initrd before. */
export const START_TIMEOUT_MS = 60_000;

/** How long QEMU may take to obey `quit`; then it is killed. */
export const QUIT_TIMEOUT_MS = 2_000;

/** How long a killed QEMU is waited for; a process that hangs inside the kernel outlives SIGKILL. */
export const KILL_TIMEOUT_MS = 2_000;

/** Bytes of the guest's console that are kept; the last ones win. */
export const MAX_CONSOLE_BYTES = 64 * 1024;

export interface QemuVmOptions {
  readonly program: string;
  readonly sandbox: boolean;
  readonly lowPriority: boolean;
  readonly definition: VmDefinition;
  readonly files: MachineDirectory;
  /** How the room of a file system is read. Default: statfs(2). */
  readonly readFreeBytes?: ReadFreeBytes | undefined;
}

/** One machine under QEMU, driven over QMP; see {@link Vm}. */
export class QemuVm implements Vm {
  readonly endpoint: AgentEndpoint;
  readonly ended: Promise<VmEnd>;
  readonly #options: QemuVmOptions;
  readonly #console = new ByteTail(MAX_CONSOLE_BYTES);
  #settleEnded: (end: VmEnd) => void = () => undefined;
  #state: VmState = 'defined';
  #process: LaunchedProcess | undefined;
  #qmp: QmpClient | undefined;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;
  #stopRequested = false;
  /** Why QEMU ended, in its own words: the reason of its first SHUTDOWN event. */
  #shutdownReason: string | undefined;
  #outOfRoom = false;
  #identity: ProcessIdentity | undefined;
  #machineType: string | undefined;
  #networkUp = true;
  #cpuLimitCount: number | undefined;
  #throttle: CpuThrottle | undefined;
  #cpuTimeMs = 0;
  /** A snapshot stops the whole of QEMU; what else is asked of it waits for its end. */
  readonly #turns = new Turns();
  readonly #snapshots: QmpSnapshots;

  constructor(options: QemuVmOptions) {
    this.#options = options;
    this.#snapshots = new QmpSnapshots({
      ...options,
      overlayNode: () => Promise.resolve(OVERLAY_NODE),
    });
    const { agentChannel } = options.definition;
    this.endpoint = {
      kind: 'unix-socket',
      path: options.files.agentSocket,
      maxInFlightBytes: agentChannel === 'serial' ? MAX_SERIAL_IN_FLIGHT_BYTES : undefined,
    };
    this.ended = new Promise((resolve) => {
      this.#settleEnded = resolve;
    });
  }

  get state(): VmState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#state === 'stopped' ? undefined : this.#process?.pid;
  }

  get processIdentity(): ProcessIdentity | undefined {
    return this.#state === 'stopped' ? undefined : this.#identity;
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
      await this.#command('stop', {}, options);
      this.#moveTo('paused');
    }, options.signal);
  }

  resume(options: CallOptions): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#state === 'running') return;
      if (this.#state !== 'paused') throw wrongState('resume', this.#state);
      await this.#command('cont', {}, options);
      this.#moveTo('running');
    }, options.signal);
  }

  saveSnapshot(tag: string, options: CallOptions): Promise<SnapshotSaved> {
    return this.#turns.take(async () => {
      const { memoryBytes } = this.#options.definition;
      const qmp = this.#controlled('save a snapshot of');
      assertSnapshotTag(tag);
      const figures = await this.figures();
      // Memory that the guest has never touched takes no room in a snapshot.
      const mostBytes = Math.min(memoryBytes, figures?.residentBytes ?? memoryBytes);
      return await this.#held(() => this.#snapshots.save(qmp, tag, mostBytes));
    }, options.signal);
  }

  deleteSnapshot(tag: string, options: CallOptions): Promise<void> {
    return this.#turns.take(async () => {
      const qmp = this.#controlled('delete a snapshot of');
      assertSnapshotTag(tag);
      await this.#held(() => this.#snapshots.delete(qmp, tag));
    }, options.signal);
  }

  listSnapshots(): Promise<readonly SnapshotInfo[]> {
    return this.#turns.take(() => this.#snapshots.list());
  }

  setNetworkUp(up: boolean, options: CallOptions): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#state === 'stopped') throw wrongState('plug the network of', this.#state);
      this.#networkUp = up;
      if (this.#state !== 'defined') await this.#plugNetwork(options);
    }, options.signal);
  }

  async readStatus(options: CallOptions): Promise<Uint8Array> {
    const isOn = this.#state === 'running' || this.#state === 'paused';
    if (this.#options.definition.statusPortName === undefined || !isOn) return new Uint8Array(0);
    // Of bytes, since what a guest writes need be no text.
    const ring = { device: STATUS_CHARDEV, size: MAX_STATUS_READ_BYTES, format: 'base64' };
    const data = await this.#command('ringbuf-read', ring, options);
    return Buffer.from(typeof data === 'string' ? data : '', 'base64');
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
    this.#stopRequested = true;
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

  async #start({ signal, restoreTag, paused }: StartOptions): Promise<void> {
    const { program, sandbox, definition, files } = this.#options;
    if (signal?.aborted === true) throw canceledCall(signal.reason);
    if (restoreTag !== undefined) {
      assertSnapshotTag(restoreTag);
      await this.#snapshots.assertThere(restoreTag);
    }
    const started = await launch({
      program,
      arguments: machineArguments(definition, files.diskFile, { sandbox }),
      workingDirectory: files.socketDirectory,
      channelCount:
        Object.keys(QEMU_CHANNELS).length +
        (definition.network ? Object.keys(NETWORK_CHANNELS).length : 0),
      lowPriority: this.#options.lowPriority,
      orphanSocket: files.orphanSocket,
    });
    this.#process = started;
    this.#watch(started);
    let stage: RestoreStage = restoreTag === undefined ? 'go' : 'launch';
    try {
      this.#identity = await processIdentity(started.pid);
      // `stop` may have been called while the process was being made, and found nothing to stop.
      if (this.#stopRequested) throw canceledCall('the machine was stopped');
      this.#qmp = await QmpClient.connect(channel(started, QEMU_CHANNELS.qmp), {
        onEvent: (event) => this.#onEvent(event),
        onFailure: (error) => this.#onQmpFailure(error),
        timeoutMs: START_TIMEOUT_MS,
        signal,
      });
      const { machineType } = definition;
      this.#machineType = machineType ?? (await readMachineType(this.#qmp, { signal }));
      if (restoreTag !== undefined) {
        stage = 'load';
        await abortable(this.#snapshots.load(this.#qmp, restoreTag), signal);
        stage = 'go';
      }
      // A restored card is plugged in or not as it was when the snapshot was saved.
      if (restoreTag !== undefined || !this.#networkUp) await this.#plugNetwork({ signal });
      if (paused !== true) await this.#qmp.execute('cont', {}, { signal });
      this.#moveTo(paused === true ? 'paused' : 'running');
      this.#throttle?.limit(this.#cpuLimitCount);
    } catch (error) {
      // One that has closed the connection is at its end, and how it ended by itself tells why.
      if (isClosed(error)) await withinTime(started.exited, KILL_TIMEOUT_MS);
      started.kill();
      const exit = await withinTime(started.exited, KILL_TIMEOUT_MS);
      throw startError(error, { started, exit, stage, memoryBytes: definition.memoryBytes });
    }
  }

  /** The connection of a machine that runs or is paused. */
  #controlled(verb: string): QmpClient {
    const isOn = this.#state === 'running' || this.#state === 'paused';
    if (isOn && this.#qmp !== undefined) return this.#qmp;
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

  async #plugNetwork(options: CallOptions): Promise<void> {
    if (!this.#options.definition.network) return;
    await this.#command('set_link', { name: NETWORK_CARD, up: this.#networkUp }, options);
  }

  /** Collects the console, and settles `ended` when process and channels are at their end. */
  #watch(started: LaunchedProcess): void {
    const reader = new CpuTimeReader(started.pid);
    const throttle = new CpuThrottle({
      cpuCount: this.#options.definition.cpuCount,
      signal: (name) => started.signal(name),
      readCpuTimeMs: () => reader.read(),
    });
    this.#throttle = throttle;
    void started.exited.then(() => {
      throttle.close();
      reader[Symbol.dispose]();
    });
    const console = channel(started, QEMU_CHANNELS.console);
    console.on('data', (chunk: Buffer) => this.#console.push(chunk));
    if (this.#options.definition.network) {
      relayFrames({
        from: channel(started, NETWORK_CHANNELS.framesOut),
        to: channel(started, NETWORK_CHANNELS.framesIn),
        isAllowed: createFrameFilter(createHostAddressCheck()),
      });
    }
    const streams = started.channels.map((stream) => {
      const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()));
      // A reset says no more than the end: the process is gone.
      stream.on('error', () => stream.destroy()).on('end', () => stream.destroy());
      return closed;
    });
    // The last events and console lines come in after the process has gone.
    void Promise.all([started.exited, ...streams]).then(([exit]) => {
      this.#finish(exit, started.stderrTail());
    });
  }

  #finish(exit: ProcessExit | undefined, stderr: Uint8Array): void {
    if (this.#state === 'stopped') return;
    this.#state = 'stopped';
    this.#settleEnded(
      describeEnd({
        exit,
        stderr,
        shutdownReason: this.#shutdownReason,
        outOfRoom: this.#outOfRoom ? this.#options.files.path : undefined,
        stopRequested: this.#stopRequested,
      }),
    );
  }

  async #stop(): Promise<void> {
    // A start that has no process yet sees the request as soon as it has one, and ends it.
    if (this.#process === undefined) await this.#starting?.catch(() => undefined);
    const running = this.#process;
    if (running === undefined) {
      this.#finish(undefined, new Uint8Array(0));
      return;
    }
    this.#throttle?.close();
    if (this.#state !== 'stopped' && this.#qmp?.open === true) {
      const quit = this.#qmp.execute('quit', {}, { timeoutMs: QUIT_TIMEOUT_MS });
      // QEMU may close the connection instead of an answer; a QEMU that refuses is killed at once.
      const obeyed = await quit.then(() => true).catch(isClosed);
      if (obeyed) await withinTime(running.exited, QUIT_TIMEOUT_MS);
    }
    running.kill();
    await withinTime(this.ended, KILL_TIMEOUT_MS);
    this.#finish(undefined, running.stderrTail());
  }

  async #command(
    name: string,
    commandArguments: Readonly<Record<string, unknown>>,
    options: CallOptions,
  ): Promise<unknown> {
    try {
      const { signal } = options;
      return await this.#held(async () => this.#qmp?.execute(name, commandArguments, { signal }));
    } catch (error) {
      if (error instanceof QmpError && error.code === 'canceled') throw canceledCall(error.cause);
      throw new HypervisorError(
        'hypervisor_failed',
        `QEMU did not obey ${name}: ${(error as Error).message}`,
        { cause: error },
      );
    }
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
    }
    if (name === 'BLOCK_IO_ERROR' && data['nospace'] === true && data['action'] === 'stop') {
      this.#outOfRoom = true;
      this.#process?.kill();
    }
  }

  /** A QEMU that breaks the protocol is out of control, perhaps in the guest's hands. */
  #onQmpFailure(error: QmpError): void {
    this.#snapshots.onFailure(error);
    if (error.code !== 'protocol') return;
    this.#shutdownReason ??= error.message;
    this.#process?.kill();
  }
}

function isClosed(error: unknown): boolean {
  return error instanceof QmpError && error.code === 'closed';
}

function channel(started: LaunchedProcess, index: number) {
  const stream = started.channels[index];
  if (stream === undefined) throw new RangeError(`QEMU has no channel ${index}`);
  return stream;
}

interface FailedStart {
  readonly started: LaunchedProcess;
  readonly exit: ProcessExit | undefined;
  readonly stage: RestoreStage;
  readonly memoryBytes: number;
}

function startError(error: unknown, failed: FailedStart): HypervisorError {
  const { started, exit, stage, memoryBytes } = failed;
  if (error instanceof HypervisorError) return error;
  if (error instanceof QmpError && error.code === 'canceled') return canceledCall(error.cause);
  // Killed by us: then QEMU's status says nothing, and what went wrong on QMP says it all.
  const status = exit?.exitCode ?? undefined;
  const why = status === undefined ? (error as Error).message : `it ended with status ${status}`;
  const words = printableLines(started.stderrTail(), 1)[0] ?? 'it said nothing';
  if (isMemoryRefusal(started.stderrTail())) {
    const megabytes = Math.round(memoryBytes / 1024 / 1024);
    return new HypervisorError(
      'no_memory',
      `this computer has no ${megabytes} MB of memory left for the machine; free some: ${words}`,
      { cause: error },
    );
  }
  if (isSnapshotsFault(error, stage, started.stderrTail(), exit?.signal)) {
    return new HypervisorError(
      'snapshot_unusable',
      `QEMU cannot restore the snapshot: ${words} (${why})`,
      { cause: error },
    );
  }
  return new HypervisorError(
    'hypervisor_failed',
    `QEMU could not start the machine: ${words} (${why})`,
    { cause: error },
  );
}
