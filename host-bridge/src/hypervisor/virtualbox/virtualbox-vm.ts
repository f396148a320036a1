import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isThere } from '../is-there.ts';
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
import { assertCpuLimit, canceledCall, wrongState } from '../call-errors.ts';
import { HypervisorError } from '../errors.ts';
import { launch, type LaunchedProcess, type ProcessExit } from '../launch.ts';
import { LogTail } from '../log-tail.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import type { MachineRecord } from '../machine-record.ts';
import { printableLines } from '../printable-lines.ts';
import type { ReadFreeBytes } from '../room.ts';
import { Turns } from '../turns.ts';
import { withinTime } from '../within-time.ts';
import { describeEnd } from './describe-end.ts';
import { modifyingCommand, VBOX_CHIPSET, vboxDisksOf } from './machine-commands.ts';
import { VBOX_MACHINE_NAME, vboxFilesOf, type VBoxFiles } from './machine-files.ts';
import { readMachineLogLine, type MachineLogEvent } from './machine-log.ts';
import { readVBoxState, type VBoxState } from './parse-machine-readable.ts';
import { describeSeed, registerMachine } from './register-machine.ts';
import { vboxFailure } from './vbox-failure.ts';
import { VBoxManage, VBOX_LOCK_TIMEOUT_MS } from './vbox-manage.ts';
import { assertSnapshotTag, VBoxSnapshots } from './vbox-snapshots.ts';

/** How long VBoxHeadless may take until its machine is there, paused. */
export const VBOX_START_TIMEOUT_MS = 120_000;

/** How often VirtualBox is asked for a state that it is about to reach; nothing tells of it. */
export const VBOX_STATE_POLL_MS = 250;

/** How often the machine's log is looked at while it is on: only there a reset can be seen. */
export const VBOX_LOG_POLL_MS = 500;

/** How long VirtualBox may take to obey `poweroff`; then its process is killed. */
export const VBOX_POWER_OFF_TIMEOUT_MS = 10_000;

/** How long a killed VBoxHeadless is waited for; a process that hangs inside the kernel outlives SIGKILL. */
export const VBOX_KILL_TIMEOUT_MS = 5_000;

export interface VirtualBoxVmOptions {
  /** Path of VBoxManage. */
  readonly manageProgram: string;
  /** Path of VBoxHeadless. */
  readonly headlessProgram: string;
  readonly lowPriority: boolean;
  readonly definition: VmDefinition;
  readonly bootFile: string;
  readonly record: MachineRecord;
  readonly files: MachineDirectory;
  readonly readFreeBytes?: ReadFreeBytes | undefined;
  readonly lockTimeoutMs?: number | undefined;
}

/**
 * One machine under VirtualBox; see {@link Vm}. Its process is VBoxHeadless, which the manual (chapter 7, "Remote
 * virtual machines", "VBoxHeadless") lets anybody start instead of `VBoxManage startvm`: so it is ours to watch,
 * to end with us, and to know the number of. All else is VBoxManage's.
 */
export class VirtualBoxVm implements Vm {
  readonly endpoint: AgentEndpoint;
  readonly ended: Promise<VmEnd>;
  readonly #options: VirtualBoxVmOptions;
  readonly #files: VBoxFiles;
  readonly #manage: VBoxManage;
  readonly #snapshots: VBoxSnapshots;
  readonly #turns = new Turns();
  #settleEnded: (end: VmEnd) => void = () => undefined;
  #state: VmState = 'defined';
  #process: LaunchedProcess | undefined;
  #console: ConsoleListener | undefined;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;
  #stopRequested = false;
  #identity: ProcessIdentity | undefined;
  #event: MachineLogEvent | undefined;
  #eventIsGuests = false;
  #hasStarted = false;
  #cpuLimitCount: number | undefined;
  #cpuTimeMs = 0;

  constructor(options: VirtualBoxVmOptions) {
    this.#options = options;
    const { files, record, lockTimeoutMs, readFreeBytes } = options;
    this.#files = vboxFilesOf(files, record.uuids['server'] ?? '');
    const { environment } = this.#files;
    this.#manage = new VBoxManage({ program: options.manageProgram, environment, lockTimeoutMs });
    this.#snapshots = new VBoxSnapshots({
      manage: this.#manage,
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
    return this.#state === 'stopped' ? undefined : this.#process?.pid;
  }

  get processIdentity(): ProcessIdentity | undefined {
    return this.#state === 'stopped' ? undefined : this.#identity;
  }

  get machineType(): string | undefined {
    return this.#hasStarted ? VBOX_CHIPSET : undefined;
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
      await this.#control(['pause'], options);
      this.#moveTo('paused');
    }, options.signal);
  }

  resume(options: CallOptions): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#state === 'running') return;
      if (this.#state !== 'paused') throw wrongState('resume', this.#state);
      await this.#control(['resume'], options);
      this.#moveTo('running');
    }, options.signal);
  }

  saveSnapshot(tag: string, options: CallOptions): Promise<SnapshotSaved> {
    return this.#turns.take(async () => {
      const wasPaused = this.#state === 'paused';
      this.#assertOn('save a snapshot of');
      assertSnapshotTag(tag);
      const { memoryBytes } = this.#options.definition;
      const saved = await this.#snapshots.save(tag, memoryBytes);
      return wasPaused ? { ...saved, standstillMs: 0 } : saved;
    }, options.signal);
  }

  deleteSnapshot(tag: string, options: CallOptions): Promise<void> {
    return this.#turns.take(async () => {
      this.#assertOn('delete a snapshot of');
      assertSnapshotTag(tag);
      await this.#snapshots.delete(tag);
    }, options.signal);
  }

  listSnapshots(): Promise<readonly SnapshotInfo[]> {
    return this.#turns.take(() => this.#snapshots.list());
  }

  setNetworkUp(): Promise<void> {
    const message = 'the driver virtualbox gives its machines no network';
    return Promise.reject(new HypervisorError('unsupported', message));
  }

  async figures(): Promise<VmFigures | undefined> {
    const { pid } = this;
    const figures = pid === undefined ? undefined : await processFigures(pid);
    // The number may have been given to another process while its figures were read.
    if (figures === undefined || this.pid === undefined) return undefined;
    this.#cpuTimeMs = Math.max(this.#cpuTimeMs, figures.cpuTimeMs);
    return { ...figures, cpuTimeMs: this.#cpuTimeMs };
  }

  limitCpu({ cpuCount }: { readonly cpuCount: number | undefined }): void {
    assertCpuLimit(cpuCount);
    this.#cpuLimitCount = cpuCount;
    if (this.#state !== 'running' && this.#state !== 'paused') return;
    // Whoever limits does not wait; what is asked of the machine next does. A machine that cannot be told is
    // one that has just ended, which `ended` reports.
    void this.#turns.take(() => this.#limit()).catch(() => undefined);
  }

  stop(): Promise<void> {
    this.#stopRequested = true;
    this.#stopping ??= this.#stop().then(() => this.#options.files.removeOutside());
    return this.#stopping;
  }

  async destroy(): Promise<void> {
    await this.stop();
    const { files } = this.#options;
    // Its server forgets the machine, and ends by itself a few seconds after its last client. What that does
    // not delete goes with the directory.
    if (this.#hasStarted && (await isThere(this.#files.registered))) {
      await this.#manage
        .run(['unregistervm', VBOX_MACHINE_NAME, '--delete'])
        .catch(() => undefined);
    }
    try {
      await files.remove();
      await rm(this.#files.ipcDirectory, { recursive: true, force: true });
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
    this.#hasStarted = true;
    try {
      if (restoreTag !== undefined) assertSnapshotTag(restoreTag);
      await this.#prepare(restoreTag, signal);
      // `stop` may have been called meanwhile, and found nothing to stop.
      if (this.#stopRequested) throw canceledCall('the machine was stopped');
      const started = await this.#launch();
      this.#identity = await processIdentity(started.pid);
      if (this.#stopRequested) throw canceledCall('the machine was stopped');
      await this.#awaitPaused(started, signal);
      if (this.#cpuLimitCount !== undefined) await this.#limit();
      if (paused !== true) await this.#control(['resume'], { signal });
      this.#moveTo(paused === true ? 'paused' : 'running');
    } catch (error) {
      const started = this.#process;
      started?.kill();
      if (started !== undefined) await withinTime(started.exited, VBOX_KILL_TIMEOUT_MS);
      throw restoreTag === undefined ? notOfSnapshot(error) : error;
    }
  }

  /** Makes the machine, or makes the one that is there what it shall be. */
  async #prepare(restoreTag: string | undefined, signal: AbortSignal | undefined): Promise<void> {
    const { definition, record, bootFile } = this.#options;
    const files = this.#files;
    const disks = vboxDisksOf(files, { bootFile, hasRoom: record.diskLimitBytes > 0 });
    if (!(await isThere(files.registered))) {
      if (restoreTag !== undefined) {
        throw new HypervisorError('snapshot_unusable', `there is no snapshot ${restoreTag}`);
      }
      const manage = this.#manage;
      await registerMachine({ definition, record, files, disks, manage, signal });
      return;
    }
    await describeSeed({ definition, record, disks });
    await this.#awaitState(['off'], { timeoutMs: VBOX_LOCK_TIMEOUT_MS, signal });
    if (restoreTag !== undefined) {
      assertSameMachine(definition, record);
      await this.#snapshots.restore(restoreTag, signal);
      return;
    }
    // A machine that was saved goes on from there unless it is told to forget that; others refuse.
    await this.#manage.try(['discardstate', VBOX_MACHINE_NAME], { signal });
    await this.#manage.run(modifyingCommand(definition, files), { signal });
  }

  async #launch(): Promise<LaunchedProcess> {
    const { headlessProgram, files, lowPriority } = this.#options;
    const { environment, log, consoleSocket } = this.#files;
    // What an earlier life wrote there must not be taken for this one's.
    await rm(dirname(log), { recursive: true, force: true });
    const listener = await ConsoleListener.listen(consoleSocket);
    this.#console = listener;
    let started: LaunchedProcess;
    try {
      started = await launch({
        program: '/bin/sh',
        // It tells on standard output why a machine does not start.
        arguments: [
          ['-c', 'exec env "$@" >&2', 'vboxheadless'],
          Object.entries(environment).map(([name, value]) => `${name}=${value}`),
          [headlessProgram, '--startvm', VBOX_MACHINE_NAME, '--vrde', 'off', '--start-paused'],
        ].flat(),
        workingDirectory: files.socketDirectory,
        channelCount: 0,
        lowPriority,
        orphanSocket: files.orphanSocket,
      });
    } catch (error) {
      await listener.destroy();
      throw error;
    }
    this.#process = started;
    this.#watch(started, listener);
    return started;
  }

  /** Sees what the log tells, and settles `ended` when process and console are at their end. */
  #watch(started: LaunchedProcess, listener: ConsoleListener): void {
    const log = new LogTail(this.#files.log);
    let looking: Promise<void> = Promise.resolve();
    const look = (): Promise<void> => {
      looking = looking.then(async () => {
        for (const line of await log.read()) this.#onLogLine(line, started);
      });
      return looking;
    };
    const timer = setInterval(() => void look(), VBOX_LOG_POLL_MS);
    void started.exited.then(async (exit) => {
      clearInterval(timer);
      await listener.close();
      await listener.ended;
      await look();
      this.#finish(exit, started.stderrTail());
    });
  }

  #onLogLine(line: string, started: LaunchedProcess): void {
    const event = readMachineLogLine(line);
    if (event === undefined || this.#event !== undefined) return;
    this.#event = event;
    this.#eventIsGuests = !this.#stopRequested;
    // VirtualBox would boot the guest again, leave it dead, or wait for room: that machine is at its end.
    if (event !== 'power-off') started.kill();
  }

  #finish(exit: ProcessExit | undefined, words: Uint8Array): void {
    if (this.#state === 'stopped') return;
    this.#state = 'stopped';
    this.#settleEnded(
      describeEnd({
        exit,
        words,
        event: this.#event,
        eventIsGuests: this.#eventIsGuests,
        directory: this.#options.files.path,
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
    if (this.#state === 'running' || this.#state === 'paused') {
      // So that what the guest has written is in its disk. One that refuses, or hangs, is killed.
      const timeoutMs = VBOX_POWER_OFF_TIMEOUT_MS;
      const command = ['controlvm', VBOX_MACHINE_NAME, 'poweroff'];
      const obeyed = await this.#manage.try(command, { timeoutMs, retry: false }).then(
        ({ exitCode }) => exitCode === 0,
        () => false,
      );
      if (obeyed) await withinTime(running.exited, timeoutMs);
    }
    running.kill();
    await withinTime(this.ended, VBOX_KILL_TIMEOUT_MS);
    await this.#console?.destroy();
    await withinTime(this.ended, VBOX_KILL_TIMEOUT_MS);
    this.#finish(undefined, running.stderrTail());
  }

  /** Waits until VirtualBox has made the machine; its call to the console is the first sign of it. */
  async #awaitPaused(started: LaunchedProcess, signal: AbortSignal | undefined): Promise<void> {
    const deadlineMs = performance.now() + VBOX_START_TIMEOUT_MS;
    const called = this.#console?.connected.then(() => 'called' as const) ?? Promise.resolve();
    const over = started.exited.then(() => 'over' as const);
    const first = await withinTime(Promise.race([called, over]), VBOX_START_TIMEOUT_MS, signal);
    if (signal?.aborted === true) throw canceledCall(signal.reason);
    const failed = (): HypervisorError =>
      vboxFailure('VBoxHeadless', started.stderrTail().toString('utf8'));
    if (first === 'over') throw failed();
    const timeoutMs = Math.max(0, deadlineMs - performance.now());
    const options = { timeoutMs, signal };
    const paused = this.#awaitState(['paused', 'running'], options);
    const end = await Promise.race([paused, over]);
    if (end === 'over') {
      await paused.catch(() => undefined);
      throw failed();
    }
  }

  /** Waits until the machine is in one of these states. */
  async #awaitState(
    wanted: readonly VBoxState[],
    { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
  ): Promise<void> {
    const deadlineMs = performance.now() + timeoutMs;
    for (;;) {
      const show = ['showvminfo', VBOX_MACHINE_NAME, '--machinereadable'];
      const state = readVBoxState(await this.#manage.run(show, { signal }));
      if (state !== undefined && wanted.includes(state)) return;
      const left = this.#process !== undefined && this.#state === 'stopped';
      if (state === undefined || left || performance.now() > deadlineMs) {
        throw new HypervisorError(
          'hypervisor_failed',
          state === undefined
            ? 'VBoxManage showvminfo does not say in which state the machine is'
            : `VirtualBox says that the machine is ${state}, not ${wanted.join(' or ')}`,
        );
      }
      await delay(VBOX_STATE_POLL_MS, undefined, { signal }).catch((error: unknown) => {
        throw canceledCall(error);
      });
    }
  }

  /** Percent of each of the machine's CPUs: the manual's `controlvm cpuexecutioncap`, from 1 to 100. */
  async #limit(): Promise<void> {
    const { cpuCount } = this.#options.definition;
    const share = (this.#cpuLimitCount ?? cpuCount) / cpuCount;
    const percent = Math.min(100, Math.max(1, Math.round(share * 100)));
    await this.#control(['cpuexecutioncap', String(percent)], {});
  }

  async #control(command: readonly string[], { signal }: CallOptions): Promise<void> {
    await this.#manage.run(['controlvm', VBOX_MACHINE_NAME, ...command], { signal });
  }

  #assertOn(verb: string): void {
    if (this.#state !== 'running' && this.#state !== 'paused') throw wrongState(verb, this.#state);
  }

  #moveTo(state: 'running' | 'paused'): void {
    // The machine may have ended before the reply to a command was handled.
    if (this.#state !== 'stopped') this.#state = state;
  }
}

/** VirtualBox restores a machine with the memory that it had: another one was asked for. */
function assertSameMachine(definition: VmDefinition, record: MachineRecord): void {
  for (const key of ['memoryBytes', 'cpuCount'] as const) {
    if (definition[key] === record[key]) continue;
    throw new HypervisorError(
      'snapshot_unusable',
      `the snapshot is of a machine whose ${key} is ${record[key]}, not ${definition[key]}`,
    );
  }
  const { machineType = VBOX_CHIPSET } = definition;
  if (machineType === VBOX_CHIPSET) return;
  throw new HypervisorError(
    'snapshot_unusable',
    `the snapshot is of a machine of type ${VBOX_CHIPSET}, not ${machineType}`,
  );
}

/** Where nothing was restored, no snapshot is at fault. */
function notOfSnapshot(error: unknown): unknown {
  if (!(error instanceof HypervisorError) || error.code !== 'snapshot_unusable') return error;
  return new HypervisorError('hypervisor_failed', error.message, { cause: error });
}
