import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { endOrphan } from '../../process/end-orphan.ts';
import { processIdentity, type ProcessIdentity } from '../../process/process-identity.ts';
import { canceledCall } from '../call-errors.ts';
import { ConsoleListener } from '../console-listener.ts';
import { EndingLog } from '../ending-log.ts';
import { HypervisorError } from '../errors.ts';
import type { MachineLife } from '../machine-life.ts';
import { withinTime } from '../within-time.ts';
import { describeEnd } from './describe-end.ts';
import { tieLife, type Lifeline } from './lifeline.ts';
import { LOW_PRIORITY_LAUNCHER } from './low-priority.ts';
import type { Vmrun, VmwareEdition } from './vmrun.ts';
import { readVmwareLogLine, type VmwareEndEvent } from './vmware-log.ts';
import type { VmwareFiles } from './vmx-settings.ts';

/** How long `vmrun start` may take. */
export const VMWARE_START_TIMEOUT_MS = 120_000;

/** How often log and process of a machine are looked at while it is on; nothing tells of their news. */
export const VMWARE_POLL_MS = 250;

/** How long VMware may take to obey `stop`; then the machine's process is killed. */
export const VMWARE_STOP_TIMEOUT_MS = 10_000;

/** How long a machine that has started may take to say in its log which process it is. */
export const VMWARE_LOG_TIMEOUT_MS = 10_000;

export interface MachineProcessOptions {
  /** Settled when the process is gone. */
  readonly life: MachineLife;
  readonly vmrun: Vmrun;
  /** Path of vmrun. */
  readonly program: string;
  readonly edition: VmwareEdition;
  readonly lowPriority: boolean;
  readonly files: VmwareFiles;
}

/**
 * MachineProcess is the process of one machine. It is nobody's child: its number stands in its log, and its end is
 * found by looking. Owner: who made it; it must `stop`.
 */
export class MachineProcess {
  readonly #options: MachineProcessOptions;
  readonly #log: EndingLog<VmwareEndEvent>;
  #console: ConsoleListener | undefined;
  #lifeline: Lifeline | undefined;
  #identity: ProcessIdentity | undefined;
  #pid: number | undefined;
  #hasStarted = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: MachineProcessOptions) {
    this.#options = options;
    this.#log = new EndingLog({
      path: options.files.log,
      readLine: (line) => this.#readLine(line),
      isRequested: () => options.life.stopRequested,
      kill: () => void this.end(),
    });
  }

  get console(): ConsoleListener | undefined {
    return this.#console;
  }

  get identity(): ProcessIdentity | undefined {
    return this.#identity;
  }

  /** Whether VMware has been told to start the machine. */
  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  /** Starts the machine. @throws HypervisorError; the machine may be there then: `end` it */
  async powerOn(signal: AbortSignal | undefined): Promise<void> {
    const { vmrun, program, edition, lowPriority, files } = this.#options;
    const { log, vmx, consoleSocket } = files;
    // What an earlier life wrote there must not be taken for this one's.
    await rm(log, { force: true });
    this.#console = await ConsoleListener.listen(consoleSocket);
    this.#lifeline = await tieLife({ vmrun: program, edition, vmx });
    this.#hasStarted = true;
    // It is not given up half way: nobody would know of the machine that may be there a moment later.
    await vmrun.run('start', ['nogui'], {
      timeoutMs: VMWARE_START_TIMEOUT_MS,
      launcher: lowPriority ? LOW_PRIORITY_LAUNCHER : [],
    });
    const deadlineMs = performance.now() + VMWARE_LOG_TIMEOUT_MS;
    while (this.#pid === undefined && performance.now() < deadlineMs) {
      await this.#log.look();
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

  /** Ends the machine, by VMware or else by force; never throws. */
  async end(): Promise<void> {
    const options = { timeoutMs: VMWARE_STOP_TIMEOUT_MS, retry: false };
    await this.#options.vmrun.try('stop', ['hard'], options).catch(() => undefined);
    await this.#log.look();
    const identity =
      this.#identity ?? (this.#pid === undefined ? undefined : await processIdentity(this.#pid));
    if (identity === undefined) {
      this.#lifeline?.over();
      await this.#console?.destroy();
      return;
    }
    await endOrphan(identity).catch(() => undefined);
    await this.#log.look();
    await this.#finish();
  }

  /** Ends the machine, also one that never was, and settles its life; never throws. */
  async stop(): Promise<void> {
    if (this.#hasStarted && this.#options.life.state !== 'stopped') await this.end();
    await this.#log.look();
    await this.#finish();
  }

  /** Sees what the log tells, and when the process is gone. */
  #watch(): void {
    const again = async (): Promise<void> => {
      const isGone = await this.#isGone();
      await this.#log.look();
      if (isGone) await this.#finish();
      else if (this.#options.life.state !== 'stopped') this.#watch();
    };
    this.#timer = setTimeout(() => void again(), VMWARE_POLL_MS);
  }

  async #isGone(): Promise<boolean> {
    const { pid = 0, startedAt } = this.#identity ?? {};
    const found = pid === 0 ? undefined : await processIdentity(pid);
    return found?.startedAt !== startedAt || found === undefined;
  }

  #readLine(line: string): VmwareEndEvent | undefined {
    const event = readVmwareLogLine(line);
    if (event?.kind !== 'process') return event?.kind;
    this.#pid ??= event.pid;
    return undefined;
  }

  /** Settles the life, once the process is gone, or cannot be ended. */
  async #finish(): Promise<void> {
    const { life, files } = this.#options;
    clearTimeout(this.#timer);
    this.#lifeline?.over();
    await this.#console?.close();
    if (this.#console !== undefined) {
      await withinTime(this.#console.ended, VMWARE_LOG_TIMEOUT_MS);
      await this.#console.destroy();
    }
    const { event, isGuests: eventIsGuests } = this.#log;
    const { stopRequested } = life;
    const directory = files.folder;
    life.finish(() => describeEnd({ event, eventIsGuests, directory, stopRequested }));
  }
}
