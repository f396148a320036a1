import type { ProcessIdentity } from '../process/process-identity.ts';
import { canceledCall, wrongState } from './call-errors.ts';
import type {
  AgentEndpoint,
  CallOptions,
  SnapshotInfo,
  SnapshotSaved,
  StartOptions,
  Vm,
  VmEnd,
  VmFigures,
  VmState,
} from './driver.ts';
import { HypervisorError } from './errors.ts';
import type { DriverMachine, SnapshotControl } from './driver-machine.ts';
import type { MachineLife } from './machine-life.ts';
import { printableLines } from './printable-lines.ts';

/** DrivenVm is a machine as callers know it, above what its driver does for it; see {@link Vm}. */
export class DrivenVm implements Vm {
  /** Missing where the driver has none: callers look. */
  readonly readStatus?: (options: CallOptions) => Promise<Uint8Array>;
  readonly #life: MachineLife;
  readonly #control: DriverMachine;
  #cpuTimeMs = 0;

  constructor(life: MachineLife, control: DriverMachine) {
    this.#life = life;
    this.#control = control;
    const readStatus = control.readStatus?.bind(control);
    if (readStatus !== undefined) this.readStatus = readStatus;
  }

  get endpoint(): AgentEndpoint {
    return this.#control.endpoint;
  }

  get ended(): Promise<VmEnd> {
    return this.#life.ended;
  }

  get state(): VmState {
    return this.#life.state;
  }

  get pid(): number | undefined {
    return this.state === 'stopped' ? undefined : this.#control.pid;
  }

  get processIdentity(): ProcessIdentity | undefined {
    return this.state === 'stopped' ? undefined : this.#control.processIdentity;
  }

  get machineType(): string | undefined {
    return this.#control.machineType;
  }

  diskUsageBytes(): Promise<number> {
    return this.#control.files.usageBytes();
  }

  consoleTail(lineCount: number): readonly string[] {
    return printableLines(this.#control.console?.bytes() ?? new Uint8Array(0), lineCount);
  }

  async start(options: StartOptions): Promise<void> {
    const { signal, restoreTag, paused = false } = options;
    if (restoreTag !== undefined) this.#snapshots();
    await this.#life.start(async () => {
      if (signal?.aborted === true) throw canceledCall(signal.reason);
      await this.#control.start(options);
      this.#life.moveTo(paused ? 'paused' : 'running');
    });
  }

  pause(options: CallOptions): Promise<void> {
    return this.#move('pause', 'running', 'paused', options);
  }

  resume(options: CallOptions): Promise<void> {
    return this.#move('resume', 'paused', 'running', options);
  }

  async saveSnapshot(tag: string, { signal }: CallOptions): Promise<SnapshotSaved> {
    const snapshots = this.#snapshots();
    return await this.#life.turns.take(async () => {
      this.#life.assertOn('save a snapshot of');
      const wasPaused = this.state === 'paused';
      const saved = await snapshots.save(tag);
      return wasPaused ? { ...saved, standstillMs: 0 } : saved;
    }, signal);
  }

  async deleteSnapshot(tag: string, { signal }: CallOptions): Promise<void> {
    const snapshots = this.#snapshots();
    await this.#life.turns.take(async () => {
      this.#life.assertOn('delete a snapshot of');
      await snapshots.delete(tag);
    }, signal);
  }

  async listSnapshots(): Promise<readonly SnapshotInfo[]> {
    const { snapshots } = this.#control;
    if ('unsupported' in snapshots) return [];
    return await this.#life.turns.take(() => snapshots.list());
  }

  setNetworkUp(up: boolean, options: CallOptions): Promise<void> {
    return this.#control.setNetworkUp(up, options);
  }

  async figures(): Promise<VmFigures | undefined> {
    const { pid } = this;
    const figures = pid === undefined ? undefined : await this.#control.readFigures(pid);
    // The number may have been given to another process while its figures were read.
    if (figures === undefined || this.pid === undefined) return undefined;
    // The host's own sums may waver by a little: Linux scales the parts of the time against each other, and a
    // process that just ends may be counted neither with the living nor with the dead.
    this.#cpuTimeMs = Math.max(this.#cpuTimeMs, figures.cpuTimeMs);
    return { ...figures, cpuTimeMs: this.#cpuTimeMs };
  }

  limitCpu({ cpuCount }: { readonly cpuCount: number | undefined }): void {
    this.#control.limitCpu(cpuCount);
  }

  stop(): Promise<void> {
    return this.#life.stop(async () => {
      await this.#control.stop();
      await this.#control.files.removeOutside();
    });
  }

  async destroy(): Promise<void> {
    await this.stop();
    const { files } = this.#control;
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

  #move(
    verb: 'pause' | 'resume',
    from: 'running' | 'paused',
    to: 'running' | 'paused',
    options: CallOptions,
  ): Promise<void> {
    return this.#life.turns.take(async () => {
      if (this.state === to) return;
      if (this.state !== from) throw wrongState(verb, this.state);
      await this.#control[verb](options);
      this.#life.moveTo(to);
    }, options.signal);
  }

  #snapshots(): SnapshotControl {
    const { snapshots } = this.#control;
    if (!('unsupported' in snapshots)) return snapshots;
    throw new HypervisorError('unsupported', snapshots.unsupported);
  }
}
