import { processFigures } from '../../process/process-figures.ts';
import { processIdentity, type ProcessIdentity } from '../../process/process-identity.ts';
import { agentEndpoint } from '../agent-endpoint.ts';
import { assertCpuLimit } from '../call-errors.ts';
import type { ConsoleListener } from '../console-listener.ts';
import { DrivenVm } from '../driven-vm.ts';
import type { AgentEndpoint, CallOptions, StartOptions, Vm } from '../driver.ts';
import { EndingLog } from '../ending-log.ts';
import { HypervisorError } from '../errors.ts';
import type { ProcessExit } from '../launch.ts';
import type { DriverMachine } from '../driver-machine.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import { MachineLife } from '../machine-life.ts';
import type { DiscMachineOptions } from '../machine-options.ts';
import { notOfSnapshot } from '../restored-machine.ts';
import { assertSnapshotTag } from '../snapshot-tag.ts';
import { withinTime } from '../within-time.ts';
import { describeEnd } from './describe-end.ts';
import { awaitPaused, launchHeadless, type LaunchedHeadless } from './launch-headless.ts';
import { VBOX_CHIPSET } from './machine-commands.ts';
import { VBOX_MACHINE_NAME, vboxFilesOf, type VBoxFiles } from './machine-files.ts';
import { readMachineLogLine, type MachineLogEvent } from './machine-log.ts';
import { powerOff } from './power-off.ts';
import { prepareMachine } from './prepare-machine.ts';
import { removeMachine } from './remove-machine.ts';
import { VBoxManage } from './vbox-manage.ts';
import { VBoxSnapshots } from './vbox-snapshots.ts';

/** How often the machine's log is looked at while it is on: only there a reset can be seen. */
export const VBOX_LOG_POLL_MS = 500;

/** How long a killed VBoxHeadless is waited for; a process that hangs inside the kernel outlives SIGKILL. */
export const VBOX_KILL_TIMEOUT_MS = 5_000;

export interface VirtualBoxVmOptions extends DiscMachineOptions {
  /** Path of VBoxManage. */
  readonly manageProgram: string;
  /** Path of VBoxHeadless. */
  readonly headlessProgram: string;
}

/**
 * One machine under VirtualBox; see {@link Vm}. Its process is VBoxHeadless, which the manual (chapter 7, "Remote
 * virtual machines", "VBoxHeadless") lets anybody start instead of `VBoxManage startvm`: so it is ours to watch,
 * to end with us, and to know the number of. All else is VBoxManage's.
 */
export function createVirtualBoxVm(options: VirtualBoxVmOptions): Vm {
  const life = new MachineLife();
  return new DrivenVm(life, new VirtualBoxMachine(options, life));
}

class VirtualBoxMachine implements DriverMachine {
  readonly endpoint: AgentEndpoint;
  readonly files: MachineDirectory;
  readonly snapshots: VBoxSnapshots;
  readonly readFigures = processFigures;
  readonly #options: VirtualBoxVmOptions;
  readonly #life: MachineLife;
  readonly #vboxFiles: VBoxFiles;
  readonly #manage: VBoxManage;
  readonly #log: EndingLog<MachineLogEvent>;
  #launched: LaunchedHeadless | undefined;
  #identity: ProcessIdentity | undefined;
  #hasStarted = false;
  #cpuLimitCount: number | undefined;

  constructor(options: VirtualBoxVmOptions, life: MachineLife) {
    const { files, record, manageProgram: program, lockTimeoutMs, readFreeBytes } = options;
    this.#options = options;
    this.#life = life;
    this.endpoint = agentEndpoint(files.agentSocket, 'serial');
    this.#vboxFiles = vboxFilesOf(files, record.uuids['server'] ?? '');
    const { environment, log } = this.#vboxFiles;
    this.#manage = new VBoxManage({ program, environment, lockTimeoutMs });
    const shared = { manage: this.#manage, files: this.#vboxFiles };
    const remove = () =>
      removeMachine({ ...shared, directory: files, hasStarted: this.#hasStarted });
    this.files = { ...files, remove };
    const { memoryBytes } = options.definition;
    const directory = files.path;
    this.snapshots = new VBoxSnapshots({ ...shared, directory, memoryBytes, readFreeBytes });
    this.#log = new EndingLog({
      path: log,
      readLine: readMachineLogLine,
      isRequested: () => life.stopRequested,
      kill: () => this.#launched?.process.kill(),
    });
  }

  get pid(): number | undefined {
    return this.#launched?.process.pid;
  }

  get processIdentity(): ProcessIdentity | undefined {
    return this.#identity;
  }

  get machineType(): string | undefined {
    return this.#hasStarted ? VBOX_CHIPSET : undefined;
  }

  get console(): ConsoleListener | undefined {
    return this.#launched?.console;
  }

  async start({ signal, restoreTag, paused }: StartOptions): Promise<void> {
    const manage = this.#manage;
    this.#hasStarted = true;
    try {
      if (restoreTag !== undefined) assertSnapshotTag('VirtualBox', restoreTag);
      const { snapshots } = this;
      const files = this.#vboxFiles;
      await prepareMachine({ ...this.#options, files, manage, snapshots, restoreTag, signal });
      this.#life.assertWanted();
      const launched = await launchHeadless(this.#options, files);
      this.#launched = launched;
      this.#watch(launched);
      this.#identity = await processIdentity(launched.process.pid);
      this.#life.assertWanted();
      const isOver = () => this.#life.state === 'stopped';
      await awaitPaused(launched, { manage, isOver, signal });
      if (this.#cpuLimitCount !== undefined) await this.#limit();
      if (paused !== true) await this.resume({ signal });
    } catch (error) {
      const started = this.#launched?.process;
      started?.kill();
      if (started !== undefined) await withinTime(started.exited, VBOX_KILL_TIMEOUT_MS);
      throw restoreTag === undefined ? notOfSnapshot(error) : error;
    }
  }

  pause(options: CallOptions): Promise<void> {
    return this.#control(['pause'], options);
  }

  resume(options: CallOptions): Promise<void> {
    return this.#control(['resume'], options);
  }

  limitCpu(cpuCount: number | undefined): void {
    assertCpuLimit(cpuCount);
    this.#cpuLimitCount = cpuCount;
    if (!this.#life.isOn) return;
    // Whoever limits does not wait; what is asked of the machine next does. A machine that cannot be told is
    // one that has just ended, which `ended` reports.
    void this.#life.turns.take(() => this.#limit()).catch(() => undefined);
  }

  setNetworkUp(): Promise<void> {
    const message = 'the driver virtualbox gives its machines no network';
    return Promise.reject(new HypervisorError('unsupported', message));
  }

  async stop(): Promise<void> {
    // A start that has no process yet sees the request as soon as it has one, and ends it.
    if (this.#launched === undefined) await this.#life.startSettled();
    if (this.#launched === undefined) {
      this.#finish(undefined, new Uint8Array(0));
      return;
    }
    const { process: running, console } = this.#launched;
    if (this.#life.isOn) await powerOff(this.#manage, running.exited);
    running.kill();
    const { ended } = this.#life;
    await withinTime(ended, VBOX_KILL_TIMEOUT_MS);
    await console.destroy();
    await withinTime(ended, VBOX_KILL_TIMEOUT_MS);
    this.#finish(undefined, running.stderrTail());
  }

  /** Sees what the log tells, and settles the life when process and console are at their end. */
  #watch({ process: started, console }: LaunchedHeadless): void {
    const timer = setInterval(() => void this.#log.look(), VBOX_LOG_POLL_MS);
    void started.exited.then(async (exit) => {
      clearInterval(timer);
      await console.close();
      await console.ended;
      await this.#log.look();
      this.#finish(exit, started.stderrTail());
    });
  }

  #finish(exit: ProcessExit | undefined, words: Uint8Array): void {
    const { event, isGuests: eventIsGuests } = this.#log;
    const { stopRequested } = this.#life;
    const directory = this.files.path;
    this.#life.finish(() =>
      describeEnd({ exit, words, event, eventIsGuests, directory, stopRequested }),
    );
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
}
