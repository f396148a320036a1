import { canceledCall, wrongState } from './call-errors.ts';
import type { VmEnd, VmState } from './driver.ts';
import { Turns } from './turns.ts';

/**
 * MachineLife is where one machine stands between its definition and its end, and what was asked of it. It
 * starts once, stops once and ends once, and never leaves the state `stopped`. It holds nothing open.
 */
export class MachineLife {
  /** Resolves with what `finish` was told first. */
  readonly ended: Promise<VmEnd>;
  /** Calls of which the machine takes one at a time. */
  readonly turns = new Turns();
  readonly #stopRequest = new AbortController();
  #settleEnded: (end: VmEnd) => void = () => undefined;
  #state: VmState = 'defined';
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.#settleEnded = resolve;
    });
  }

  get state(): VmState {
    return this.#state;
  }

  /** Whether it runs or is paused. */
  get isOn(): boolean {
    return this.#state === 'running' || this.#state === 'paused';
  }

  /** Aborts with the first call of `stop`. */
  get stopSignal(): AbortSignal {
    return this.#stopRequest.signal;
  }

  get stopRequested(): boolean {
    return this.stopSignal.aborted;
  }

  /** Runs `work` the first time, and gives its result every time. @throws HypervisorError after the end */
  start(work: () => Promise<void>): Promise<void> {
    if (this.#state === 'stopped') return Promise.reject(wrongState('start', this.#state));
    this.#starting ??= work();
    return this.#starting;
  }

  /** Resolves when a start that is under way has come to its end, however that was. */
  async startSettled(): Promise<void> {
    await this.#starting?.catch(() => undefined);
  }

  /** Runs `work` the first time, and gives its result every time. */
  stop(work: () => Promise<void>): Promise<void> {
    this.#stopRequest.abort();
    this.#stopping ??= work();
    return this.#stopping;
  }

  moveTo(state: 'running' | 'paused'): void {
    // The machine may have ended before the reply to a command was handled.
    if (this.#state !== 'stopped') this.#state = state;
  }

  /** The machine has ended. @param describe how; it is not asked a second time */
  finish(describe: () => VmEnd): void {
    if (this.#state === 'stopped') return;
    this.#state = 'stopped';
    this.#settleEnded(describe());
  }

  /** @throws HypervisorError `hypervisor_failed` where it neither runs nor is paused */
  assertOn(verb: string): void {
    if (!this.isOn) throw wrongState(verb, this.#state);
  }

  /**
   * For a start that has just made something: `stop` may have been called meanwhile, and found nothing to stop.
   *
   * @throws HypervisorError `canceled`
   */
  assertWanted(): void {
    if (this.stopRequested) throw canceledCall('the machine was stopped');
  }
}
