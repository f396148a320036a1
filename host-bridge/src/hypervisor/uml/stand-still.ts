import { readChildren, readProcessStat, readTracerPid } from '../../process/process-family.ts';

/** How often it is looked whether all stand still; nothing tells when a process has stopped. */
export const STAND_STILL_POLL_MS = 2;

/**
 * CPU time after which a guest's process is past its making. While it is being made, it takes only the one
 * signal that it sends itself.
 */
const SETTLED_CPU_TIME_MS = 20;

export interface StandStillOptions {
  /** Process of the kernel. */
  readonly pid: number;
  /** Sends a signal to that process alone; nothing happens after its end. */
  readonly signal: (name: 'SIGSTOP' | 'SIGCONT') => void;
}

/** Who wants the machine to stand still. */
export type StandStillReason = 'pause' | 'limit';

/**
 * StandStill stops a User-Mode Linux and lets it go on. The guest's kernel is one process, and each program
 * of the guest another that the first traces: it runs until something happens in it, whether the kernel
 * runs or not. A tracee must not be stopped by SIGSTOP, of which the kernel's process knows nothing. But
 * SIGALRM is what it sends to the running one itself at each tick of the clock: that stops the tracee until
 * the kernel has answered, and a stopped kernel does not answer.
 */
export class StandStill {
  readonly #options: StandStillOptions;
  readonly #reasons = new Set<StandStillReason>();
  #timer: NodeJS.Timeout | undefined;
  #still: Promise<void> | undefined;
  #settle: () => void = () => undefined;

  constructor(options: StandStillOptions) {
    this.#options = options;
  }

  /**
   * Stops the machine, where nobody else has. The result resolves when nothing of the guest runs any more,
   * when the machine has ended, or when it goes on.
   */
  stop(reason: StandStillReason): Promise<void> {
    this.#reasons.add(reason);
    if (this.#still === undefined) {
      this.#still = new Promise((resolve) => {
        this.#settle = resolve;
      });
      this.#options.signal('SIGSTOP');
      this.#look(undefined);
    }
    return this.#still;
  }

  /** Takes a reason back; without one left the machine goes on. */
  goOn(reason: StandStillReason): void {
    if (!this.#reasons.delete(reason) || this.#reasons.size > 0) return;
    clearTimeout(this.#timer);
    this.#settle();
    this.#still = undefined;
    this.#options.signal('SIGCONT');
  }

  /** Looks no more; for a machine that has ended. Idempotent. */
  close(): void {
    clearTimeout(this.#timer);
    this.#settle();
  }

  /** @param running tracees that have been seen to run; undefined: the kernel's process ran still */
  #look(running: readonly number[] | undefined): void {
    const { pid } = this.#options;
    const state = readProcessStat(pid)?.state;
    if (state === undefined || state === 'Z' || state === 'X') {
      this.#settle();
      return;
    }
    // Only what runs when the kernel stops can run on: the others wait for its answer.
    const left = state === 'T' ? alarm(pid, running ?? readChildren(pid)) : undefined;
    if (left?.length === 0) this.#settle();
    else this.#timer = setTimeout(() => this.#look(left), STAND_STILL_POLL_MS);
  }
}

/** Stops those of the processes that run; returns them. */
function alarm(kernelPid: number, pids: readonly number[]): number[] {
  const running = pids.filter((pid) => {
    const state = readProcessStat(pid)?.state ?? 'X';
    // One that is being made is no tracee yet: it stops by itself as soon as it is one. Of the kernel's
    // helpers, which sleep most of the time and never compute, none is in the way for long.
    return readTracerPid(pid) === kernelPid ? !'tZX'.includes(state) : state === 'R';
  });
  for (const pid of running) {
    // Its number is its own: only the kernel's process waits for its end, and that stands.
    const cpuTimeMs = readProcessStat(pid)?.cpuTimeMs ?? 0;
    const isTracee = readTracerPid(pid) === kernelPid;
    if (isTracee && cpuTimeMs >= SETTLED_CPU_TIME_MS) sendAlarm(pid);
  }
  return running;
}

function sendAlarm(pid: number): void {
  try {
    process.kill(pid, 'SIGALRM');
  } catch (error) {
    // It has just been killed, with all others.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
