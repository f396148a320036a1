import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isThere } from '../is-there.ts';
import { endOrphan } from '../../process/end-orphan.ts';
import { processFigures } from '../../process/process-figures.ts';
import { processIdentity, type ProcessIdentity } from '../../process/process-identity.ts';
import { ConsoleListener } from '../console-listener.ts';
import {
  MAX_SERIAL_IN_FLIGHT_BYTES,
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
import { canceledCall, wrongState } from '../call-errors.ts';
import { HypervisorError } from '../errors.ts';
import { LogTail } from '../log-tail.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import type { MachineRecord } from '../machine-record.ts';
import { printableLines } from '../printable-lines.ts';
import type { ReadFreeBytes } from '../room.ts';
import { Turns } from '../turns.ts';
import { withinTime } from '../within-time.ts';
import { LOW_PRIORITY_LAUNCHER } from './low-priority.ts';
import { tieLife, type Lifeline } from './lifeline.ts';
import { makeMachine, makeSeedDisk, resizeMachine } from './make-machine.ts';
import { readVmwareLogLine } from './vmware-log.ts';
import { assertSnapshotTag, VmwareSnapshots } from './vmware-snapshots.ts';
import { vmwareFilesOf, type VmwareFiles } from './vmx-settings.ts';
import { Vmrun, VMWARE_LOCK_TIMEOUT_MS, type VmwareEdition } from './vmrun.ts';

/** How long `vmrun start` may take. */
export const VMWARE_START_TIMEOUT_MS = 120_000;

/** How often log and process of a machine are looked at while it is on; nothing tells of their news. */
export const VMWARE_POLL_MS = 250;

/** How long VMware may take to obey `stop`; then the machine's process is killed. */
export const VMWARE_STOP_TIMEOUT_MS = 10_000;

/** How long a machine that has started may take to say in its log which process it is. */
export const VMWARE_LOG_TIMEOUT_MS = 10_000;

/** The machine's model: the virtual hardware that its settings ask for. */
const MACHINE_TYPE = 'vmx-14';

export interface VmwareVmOptions {
  /** Path of vmrun. */
  readonly program: string;
  readonly edition: VmwareEdition;
  readonly lowPriority: boolean;
  readonly definition: VmDefinition;
  readonly bootFile: string;
  readonly record: MachineRecord;
  readonly files: MachineDirectory;
  readonly readFreeBytes?: ReadFreeBytes | undefined;
  readonly lockTimeoutMs?: number | undefined;
}

/** One machine under Workstation, Player or Fusion, driven by vmrun; see {@link Vm}. Its process is nobody's child. */
export class VmwareVm implements Vm {
  readonly endpoint: AgentEndpoint;
  readonly ended: Promise<VmEnd>;
  readonly #options: VmwareVmOptions;
  readonly #files: VmwareFiles;
  readonly #vmrun: Vmrun;
  readonly #snapshots: VmwareSnapshots;
  readonly #turns = new Turns();
  readonly #log: LogTail;
  #settleEnded: (end: VmEnd) => void = () => undefined;
  #state: VmState = 'defined';
  #console: ConsoleListener | undefined;
  #lifeline: Lifeline | undefined;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;
  #stopRequested = false;
  #identity: ProcessIdentity | undefined;
  #pid: number | undefined;
  #event: 'reset' | 'power-off' | 'disk-full' | undefined;
  #eventIsGuests = false;
  #hasStarted = false;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #cpuTimeMs = 0;

  constructor(options: VmwareVmOptions) {
    this.#options = options;
    const { files, program, edition, lockTimeoutMs, readFreeBytes } = options;
    this.#files = vmwareFilesOf(files);
    this.#log = new LogTail(this.#files.log);
    this.#vmrun = new Vmrun({ program, edition, vmx: this.#files.vmx, lockTimeoutMs });
    this.#snapshots = new VmwareSnapshots({
      vmrun: this.#vmrun,
      files: this.#files,
      directory: files.path,
      readFreeBytes,
    });
    this.endpoint = {
      kind: 'unix-socket',
      path: files.agentSocket,
      maxInFlightBytes: MAX_SERIAL_IN_FLIGHT_BYTES,
    };
    this.ended = new Promise((resolve) => {
      this.#settleEnded = resolve;
    });
  }

  get state(): VmState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#state === 'stopped' ? undefined : this.#identity?.pid;
  }

  get processIdentity(): ProcessIdentity | undefined {
    return this.#state === 'stopped' ? undefined : this.#identity;
  }

  get machineType(): string | undefined {
    return this.#hasStarted ? MACHINE_TYPE : undefined;
  }

  diskUsageBytes(): Promise<number> {
    return this.#options.files.usageBytes();
  }

  consoleTail(lineCount: number): readonly string[] {
    return printableLines(this.#console?.bytes() ?? new Uint8Array(0), lineCount);
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
      await this.#vmrun.run('pause', [], options);
      this.#moveTo('paused');
    }, options.signal);
  }

  resume(options: CallOptions): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#state === 'running') return;
      if (this.#state !== 'paused') throw wrongState('resume', this.#state);
      await this.#vmrun.run('unpause', [], options);
      this.#moveTo('running');
    }, options.signal);
  }

  saveSnapshot(tag: string, options: CallOptions): Promise<SnapshotSaved> {
    return this.#turns.take(async () => {
      this.#assertSnapshots();
      this.#assertOn('save a snapshot of');
      assertSnapshotTag(tag);
      const wasPaused = this.#state === 'paused';
      const saved = await this.#snapshots.save(tag, this.#options.definition.memoryBytes);
      return wasPaused ? { ...saved, standstillMs: 0 } : saved;
    }, options.signal);
  }

  deleteSnapshot(tag: string, options: CallOptions): Promise<void> {
    return this.#turns.take(async () => {
      this.#assertSnapshots();
      this.#assertOn('delete a snapshot of');
      assertSnapshotTag(tag);
      await this.#snapshots.delete(tag);
    }, options.signal);
  }

  listSnapshots(): Promise<readonly SnapshotInfo[]> {
    if (this.#options.edition === 'player') return Promise.resolve([]);
    return this.#turns.take(() => this.#snapshots.list());
  }

  setNetworkUp(): Promise<void> {
    return Promise.reject(unsupported('gives its machines no network'));
  }

  async figures(): Promise<VmFigures | undefined> {
    const { pid } = this;
    const figures = pid === undefined ? undefined : await processFigures(pid);
    // The number may have been given to another process while its figures were read.
    if (figures === undefined || this.pid === undefined) return undefined;
    this.#cpuTimeMs = Math.max(this.#cpuTimeMs, figures.cpuTimeMs);
    return { ...figures, cpuTimeMs: this.#cpuTimeMs };
  }

  /** @throws HypervisorError `unsupported`: vmrun has no such command */
  limitCpu(): void {
    throw unsupported('cannot limit the CPUs of a machine');
  }

  stop(): Promise<void> {
    this.#stopRequested = true;
    this.#stopping ??= this.#stop().then(() => this.#options.files.removeOutside());
    return this.#stopping;
  }

  async destroy(): Promise<void> {
    await this.stop();
    const { files } = this.#options;
    try {
      await files.remove();
    } catch (error) {
      throw new HypervisorError(
        'hypervisor_failed',
        `${files.path} cannot be deleted: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }

  async #start({ signal, restoreTag, paused }: StartOptions): Promise<void> {
    if (signal?.aborted === true) throw canceledCall(signal.reason);
    try {
      if (restoreTag !== undefined) {
        this.#assertSnapshots();
        assertSnapshotTag(restoreTag);
      }
      await this.#prepare(restoreTag, signal);
      // `stop` may have been called meanwhile, and found nothing to stop.
      if (this.#stopRequested) throw canceledCall('the machine was stopped');
      await this.#powerOn(signal);
      if (this.#stopRequested) throw canceledCall('the machine was stopped');
      // VMware starts no machine paused: it runs until it has been told.
      if (paused === true) await this.#vmrun.run('pause', [], { signal });
      this.#moveTo(paused === true ? 'paused' : 'running');
    } catch (error) {
      if (this.#hasStarted) await this.#end();
      throw restoreTag === undefined ? notOfSnapshot(error) : error;
    }
  }

  /** Makes the machine, or makes the one that is there what it shall be. */
  async #prepare(restoreTag: string | undefined, signal: AbortSignal | undefined): Promise<void> {
    const { definition, record, bootFile, edition } = this.#options;
    const files = this.#files;
    const made = { definition, record, files, bootFile };
    if (!(await isThere(files.vmx))) {
      if (restoreTag !== undefined) {
        throw new HypervisorError('snapshot_unusable', `there is no snapshot ${restoreTag}`);
      }
      await makeMachine(made);
      return;
    }
    await this.#awaitOff(signal);
    if (restoreTag !== undefined) {
      assertSameMachine(definition, record);
      await this.#snapshots.restore(restoreTag, signal);
      return;
    }
    const hasNone = edition === 'player' || (await this.#snapshots.list()).length === 0;
    if (hasNone) await makeSeedDisk(made);
    await resizeMachine(definition, files);
  }

  async #powerOn(signal: AbortSignal | undefined): Promise<void> {
    const { program, edition, lowPriority } = this.#options;
    const { log, vmx, consoleSocket } = this.#files;
    // What an earlier life wrote there must not be taken for this one's.
    await rm(log, { force: true });
    this.#console = await ConsoleListener.listen(consoleSocket);
    this.#lifeline = await tieLife({ vmrun: program, edition, vmx });
    this.#hasStarted = true;
    // It is not given up half way: nobody would know of the machine that may be there a moment later.
    await this.#vmrun.run('start', ['nogui'], {
      timeoutMs: VMWARE_START_TIMEOUT_MS,
      launcher: lowPriority ? LOW_PRIORITY_LAUNCHER : [],
    });
    const deadlineMs = performance.now() + VMWARE_LOG_TIMEOUT_MS;
    while (this.#pid === undefined && performance.now() < deadlineMs) {
      await this.#look();
      if (this.#pid === undefined) await delay(VMWARE_POLL_MS);
    }
    if (this.#pid === undefined) {
      throw new HypervisorError('hypervisor_failed', `${log} does not say which process it is of`);
    }
    this.#identity = await processIdentity(this.#pid);
    this.#lifeline.running(this.#pid);
    this.#watch();
    if (signal?.aborted === true) throw canceledCall(signal.reason);
  }

  /** Sees what the log tells, and when the process is gone. */
  #watch(): void {
    const again = async (): Promise<void> => {
      const isGone = await this.#isGone();
      await this.#look();
      if (isGone) await this.#finish();
      else if (this.#state !== 'stopped')
        this.#timer = setTimeout(() => void again(), VMWARE_POLL_MS);
    };
    this.#timer = setTimeout(() => void again(), VMWARE_POLL_MS);
  }

  async #isGone(): Promise<boolean> {
    const { pid = 0, startedAt } = this.#identity ?? {};
    const found = pid === 0 ? undefined : await processIdentity(pid);
    return found?.startedAt !== startedAt || found === undefined;
  }

  #look(): Promise<void> {
    this.#looking = this.#looking.then(async () => {
      for (const line of await this.#log.read()) this.#onLogLine(line);
    });
    return this.#looking;
  }

  #onLogLine(line: string): void {
    const event = readVmwareLogLine(line);
    if (event === undefined) return;
    if (event.kind === 'process') {
      this.#pid ??= event.pid;
      return;
    }
    if (this.#event !== undefined) return;
    this.#event = event.kind;
    this.#eventIsGuests = !this.#stopRequested;
    // VMware would boot the guest again, or wait for room: that machine is at its end.
    if (event.kind !== 'power-off') void this.#end();
  }

  /** Settles `ended`, once the process is gone, or cannot be ended. */
  async #finish(): Promise<void> {
    clearTimeout(this.#timer);
    this.#lifeline?.over();
    await this.#console?.close();
    if (this.#console !== undefined) {
      await withinTime(this.#console.ended, VMWARE_LOG_TIMEOUT_MS);
      await this.#console.destroy();
    }
    if (this.#state === 'stopped') return;
    this.#state = 'stopped';
    this.#settleEnded(this.#describeEnd());
  }

  #describeEnd(): VmEnd {
    const event = this.#event;
    if (event === 'disk-full') {
      return {
        cause: 'crashed',
        code: 'no_room',
        detail: `the host has no room left in ${this.#files.folder}; free some and run the job again`,
      };
    }
    const detail = `VMware's machine is gone${event === undefined ? '' : ` (${event})`}`;
    if (this.#eventIsGuests && event === 'reset') return { cause: 'guest-panic', detail };
    if (this.#eventIsGuests && event === 'power-off') return { cause: 'guest-shutdown', detail };
    return { cause: this.#stopRequested ? 'requested' : 'crashed', detail };
  }

  async #stop(): Promise<void> {
    // A start that has no process yet sees the request as soon as it has one, and ends it.
    if (this.#state === 'defined') await this.#starting?.catch(() => undefined);
    if (this.#hasStarted && this.#state !== 'stopped') await this.#end();
    await this.#look();
    await this.#finish();
  }

  /** Ends the machine, by VMware or else by force; never throws. */
  async #end(): Promise<void> {
    const options = { timeoutMs: VMWARE_STOP_TIMEOUT_MS, retry: false };
    await this.#vmrun.try('stop', ['hard'], options).catch(() => undefined);
    await this.#look();
    const identity =
      this.#identity ?? (this.#pid === undefined ? undefined : await processIdentity(this.#pid));
    if (identity === undefined) {
      this.#lifeline?.over();
      await this.#console?.destroy();
      return;
    }
    await endOrphan(identity).catch(() => undefined);
    await this.#look();
    await this.#finish();
  }

  /** A machine whose process has just ended is held a little longer. */
  async #awaitOff(signal: AbortSignal | undefined): Promise<void> {
    const deadlineMs = performance.now() + VMWARE_LOCK_TIMEOUT_MS;
    for (;;) {
      const list = await this.#vmrun.run('list', [], { signal });
      if (!list.split(/\r?\n/).includes(this.#files.vmx)) return;
      if (performance.now() > deadlineMs) {
        throw new HypervisorError(
          'hypervisor_failed',
          `${this.#files.vmx} still runs from an earlier life; end it with "vmrun stop … hard"`,
        );
      }
      await delay(VMWARE_POLL_MS, undefined, { signal }).catch((error: unknown) => {
        throw canceledCall(error);
      });
    }
  }

  #assertSnapshots(): void {
    if (this.#options.edition === 'player') throw unsupported('has no snapshots under Player');
  }

  #assertOn(verb: string): void {
    if (this.#state !== 'running' && this.#state !== 'paused') throw wrongState(verb, this.#state);
  }

  #moveTo(state: 'running' | 'paused'): void {
    // The machine may have ended before the reply to a command was handled.
    if (this.#state !== 'stopped') this.#state = state;
  }
}

/** VMware restores a machine with the memory that it had: another one was asked for. */
function assertSameMachine(definition: VmDefinition, record: MachineRecord): void {
  for (const key of ['memoryBytes', 'cpuCount'] as const) {
    if (definition[key] === record[key]) continue;
    throw new HypervisorError(
      'snapshot_unusable',
      `the snapshot is of a machine whose ${key} is ${record[key]}, not ${definition[key]}`,
    );
  }
  const { machineType = MACHINE_TYPE } = definition;
  if (machineType === MACHINE_TYPE) return;
  throw new HypervisorError(
    'snapshot_unusable',
    `the snapshot is of a machine of type ${MACHINE_TYPE}, not ${machineType}`,
  );
}

/** Where nothing was restored, no snapshot is at fault. */
function notOfSnapshot(error: unknown): unknown {
  if (!(error instanceof HypervisorError) || error.code !== 'snapshot_unusable') return error;
  return new HypervisorError('hypervisor_failed', error.message, { cause: error });
}

function unsupported(what: string): HypervisorError {
  return new HypervisorError('unsupported', `the driver vmware ${what}`);
}
