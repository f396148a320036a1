import { readProcessStat } from '../process/process-family.ts';
import { heldUpMs, readRunDelays, type RunDelays } from '../process/run-delay.ts';
import type { MachineControl } from './machine-control.ts';

/** Share of a time that counts however little of it a machine got: else a hang on a busy host is never found. */
export const MIN_COUNTED_SHARE = 0.1;

/** What is known of a machine's share of the host. Defaults: as the host tells it. */
export interface MachineTimeOptions {
  readonly control: Pick<MachineControl, 'standsStill' | 'cpuShare'>;
  /** The hypervisor's process; undefined where it is not known. */
  readonly pid: () => number | undefined;
  readonly readDelays?: (pid: number) => RunDelays;
  /** True where a process is stopped by a signal. */
  readonly isStopped?: (pid: number) => boolean;
}

/** What a machine had of a time. */
export interface CountedTime {
  /** Milliseconds in which it could have answered. */
  readonly countedMs: number;
  /** `still`: it is paused or being saved; `stopped`: somebody else has stopped its process. */
  readonly state: 'runs' | 'still' | 'stopped';
}

/**
 * MachineTime tells how much of the time that passes a machine has: nothing while it stands still, its
 * share where its CPU time is limited, and less where the host lets it wait for a CPU. Who waits for
 * a guest counts this time, so that a slow host is no dead guest.
 */
export class MachineTime {
  readonly #options: Required<MachineTimeOptions>;
  #delays: RunDelays = new Map();

  constructor(options: MachineTimeOptions) {
    this.#options = { readDelays: readRunDelays, isStopped: isProcessStopped, ...options };
  }

  /** Of the time since the last call, `elapsedMs` long. The first call begins. */
  count(elapsedMs: number): CountedTime {
    const { control, pid: findPid, readDelays, isStopped } = this.#options;
    const pid = findPid();
    const before = this.#delays;
    this.#delays = pid === undefined ? new Map<string, number>() : readDelays(pid);
    if (control.standsStill) return { countedMs: 0, state: 'still' };
    // A machine whose CPU time is limited is stopped and continued all the time.
    if (pid !== undefined && control.cpuShare >= 1 && isStopped(pid)) {
      return { countedMs: 0, state: 'stopped' };
    }
    const ranMs = Math.max(0, elapsedMs - heldUpMs(before, this.#delays)) * control.cpuShare;
    return { countedMs: Math.max(ranMs, elapsedMs * MIN_COUNTED_SHARE), state: 'runs' };
  }
}

/** `T` of proc(5): stopped by a signal. */
function isProcessStopped(pid: number): boolean {
  return readProcessStat(pid)?.state === 'T';
}
