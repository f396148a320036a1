import type { Vm } from '../hypervisor/driver.ts';
import type { LinkSession } from '../link-session/link-session.ts';

/** What the machine shall do, whatever it does now. */
export interface MachineDemand {
  readonly paused: boolean;
  /** Share of its CPUs that it may use, 0 to 1. */
  readonly duty: number;
  readonly networkUp: boolean;
}

/** Time that a machine must have stood still, in all, before it is told of; in milliseconds. */
export const MIN_STANDSTILL_MS = 1_000;

/**
 * MachineControl brings a machine into the state that is wanted, one step after the other, and keeps
 * the link's watch still while the machine stands still. Demands may come at any time, also before
 * there is a machine; only the last one counts.
 */
export class MachineControl {
  readonly #onFailure: (error: unknown) => void;
  #demand: MachineDemand = { paused: false, duty: 1, networkUp: true };
  #vm: Vm | undefined;
  #session: LinkSession | undefined;
  /** CPUs of the host that the machine may use when nothing limits it further. */
  #cpuCount = 1;
  #machineCpuCount = 1;
  #canLimitCpu = false;
  #canSwitchNetwork = false;
  #networkUp = true;
  /**
   * Called when the machine goes on after it has stood still for `MIN_STANDSTILL_MS`, in one piece or
   * several: its clock has fallen behind by so much.
   */
  onGoesOn: (() => void) | undefined;
  /** Called when the machine stands still, as it was asked to. */
  onPaused: (() => void) | undefined;
  /** When it was paused; undefined while it runs. */
  #pausedAtMs: number | undefined;
  #standstillMs = 0;
  #exclusiveCount = 0;
  #queue: Promise<void> = Promise.resolve();

  /** @param onFailure told when the machine does not obey */
  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  get demand(): MachineDemand {
    return this.#demand;
  }

  /** True while the machine stands still, or shall. */
  get isPaused(): boolean {
    return this.#demand.paused || this.#vm?.state === 'paused';
  }

  /** True while nothing can be expected of the machine: it is paused, or is being saved. */
  get standsStill(): boolean {
    return this.isPaused || this.#exclusiveCount > 0;
  }

  /**
   * Share of its CPUs that the machine is let use, 0 to 1, where the driver limits it. Below 1 the driver may
   * stop its process again and again.
   */
  get cpuShare(): number {
    if (!this.#canLimitCpu) return 1;
    return Math.min(1, (this.#cpuCount * this.#demand.duty) / this.#machineCpuCount);
  }

  /** Asks for a change; what is not named stays as it is. */
  want(change: Partial<MachineDemand>): void {
    this.#demand = { ...this.#demand, ...change };
    this.#enqueue();
  }

  /** From now on this machine is meant. It has just been started. */
  attach(
    vm: Vm,
    options: {
      /** CPUs of the host that it may use. */
      readonly cpuCount: number;
      /** CPUs that it has. Default: as many. */
      readonly machineCpuCount?: number;
      readonly canLimitCpu: boolean;
      readonly canSwitchNetwork: boolean;
    },
  ): void {
    this.#vm = vm;
    this.#cpuCount = options.cpuCount;
    this.#machineCpuCount = options.machineCpuCount ?? options.cpuCount;
    this.#canLimitCpu = options.canLimitCpu;
    this.#canSwitchNetwork = options.canSwitchNetwork;
    this.#networkUp = true;
    this.#enqueue();
  }

  /** The link whose watch stands still with the machine. */
  attachSession(session: LinkSession): void {
    this.#session = session;
    if (this.isPaused) session.pause();
  }

  /** Runs `work` while nobody else pauses or resumes the machine; the link's watch stands still. */
  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#queue;
    let done: () => void = () => undefined;
    this.#queue = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    this.#exclusiveCount += 1;
    this.#session?.pause();
    const startedAtMs = performance.now();
    try {
      return await work();
    } finally {
      this.#exclusiveCount -= 1;
      if (this.#vm?.state !== 'paused') {
        this.#session?.resume();
        this.#noteStandstill(performance.now() - startedAtMs);
      }
      done();
    }
  }

  /** Resolves when the demands so far are fulfilled. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  #enqueue(): void {
    this.#queue = this.#queue.then(() => this.#apply());
  }

  async #apply(): Promise<void> {
    const vm = this.#vm;
    if (vm === undefined || (vm.state !== 'running' && vm.state !== 'paused')) return;
    const { paused, duty, networkUp } = this.#demand;
    try {
      if (this.#canLimitCpu) vm.limitCpu({ cpuCount: this.#cpuCount * Math.max(duty, 0.01) });
      if (this.#canSwitchNetwork && networkUp !== this.#networkUp) {
        await vm.setNetworkUp(networkUp, {});
        this.#networkUp = networkUp;
      }
      if (paused) {
        // The watch first: a machine that no longer answers must not count as silent.
        this.#session?.pause();
        if (vm.state === 'running') {
          await vm.pause({});
          this.#pausedAtMs = performance.now();
        }
        this.onPaused?.();
      } else {
        if (vm.state === 'paused') await vm.resume({});
        this.#session?.resume();
        if (this.#pausedAtMs !== undefined) {
          this.#noteStandstill(performance.now() - this.#pausedAtMs);
          this.#pausedAtMs = undefined;
        }
      }
    } catch (error) {
      this.#onFailure(error);
    }
  }

  /** Something outside may have let the machine's clock fall behind; its guest is told as after a standstill. */
  fellBehind(): void {
    this.#standstillMs = 0;
    this.onGoesOn?.();
  }

  #noteStandstill(durationMs: number): void {
    this.#standstillMs += durationMs;
    if (this.#standstillMs < MIN_STANDSTILL_MS || this.onGoesOn === undefined) return;
    this.fellBehind();
  }
}
