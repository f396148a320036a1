import type { LinkClock, LinkTimer } from '@vmslot/proto/link';
import { findLastStatus, type GuestStatus } from '@vmslot/proto/status';
import type { Vm } from '../hypervisor/driver.ts';
import { STATUS_LOOK_MS, type GuestLife } from './guest-life.ts';
import type { CountedTime } from './machine-time.ts';

/** How often a guest is looked at. */
export const WATCH_STEP_MS = 1_000;

/** A look that comes later than this was held up itself: what the guest sent may still wait to be read. */
export const MAX_WATCH_STEP_MS = 3 * WATCH_STEP_MS;

/** Part of the interval after whose silence the status lines are looked at as well. */
export const STATUS_LOOK_SHARE = 0.25;

/** Part of the interval that counts at the most when a machine goes on that stood still. */
export const KEPT_SILENCE_SHARE = 0.5;

/** A guest that has been silent for an interval. */
export interface SilentGuest {
  /** How long, in time that its machine had. */
  readonly silentMs: number;
  /** The same by the host's clock, pauses of the machine counted in. */
  readonly elapsedMs: number;
  /** CPU time of the machine meanwhile. */
  readonly cpuTimeMs: number;
  readonly life: GuestLife;
  /** Why the hypervisor could not tell of the status lines, where it was asked in vain each time. */
  readonly hypervisorError: Error | undefined;
}

/** A guest as others see it that is watched. */
export interface WatchedGuest extends Disposable {
  /** How long the guest has been silent by now, in time that its machine had. */
  readonly silentMs: number;
}

/** What a watch looks at. */
export interface GuestWatchOptions {
  readonly clock: LinkClock;
  /** Time of the machine that a guest may be silent for. */
  readonly intervalMs: number;
  readonly vm: Pick<Vm, 'readStatus'>;
  /** Rises with each sign of life on the link. */
  readonly lifeSignCount: () => number;
  /** What the machine had of the time since the last call. */
  readonly countTime: (elapsedMs: number) => CountedTime;
  /** CPU time that the machine has used so far, in milliseconds. */
  readonly cpuTimeMs: () => number;
  /** Told once, after which the watch has ended. */
  readonly onSilent: (guest: SilentGuest) => void;
  /** Somebody else has stopped the machine's process, or let it go on. */
  readonly onStopped: (isStopped: boolean) => void;
}

/**
 * GuestWatch finds a guest that hangs: one that gives no sign of life on the link for an interval, so at the
 * latest after two of them, as a sign is asked for once a second. Only time counts that the machine
 * had ({@link CountedTime}) and in which this program looked. Status lines are no excuse: a job needs its
 * link; but they tell a guest that is dead from a link that is stuck. Dispose it at the end.
 */
export class GuestWatch implements WatchedGuest {
  readonly #options: GuestWatchOptions;
  #timer: LinkTimer | undefined;
  #lookedAtMs: number;
  #lifeSignCount: number;
  #silentMs = 0;
  #silentSinceMs: number;
  #cpuTimeBeforeMs = 0;
  #isStopped = false;
  #status: StatusLook | undefined;
  #isDisposed = false;

  constructor(options: GuestWatchOptions) {
    this.#options = options;
    this.#lookedAtMs = options.clock.now();
    this.#silentSinceMs = this.#lookedAtMs;
    this.#lifeSignCount = options.lifeSignCount();
    this.#cpuTimeBeforeMs = options.cpuTimeMs();
    // What was before is nobody's silence.
    options.countTime(0);
    this.#schedule();
  }

  get silentMs(): number {
    return this.#silentMs;
  }

  /** Something happened through which an answer may be late, such as a sleep of the host. */
  forgive(): void {
    const keptMs = this.#options.intervalMs * KEPT_SILENCE_SHARE;
    this.#silentMs = Math.min(this.#silentMs, keptMs);
  }

  /** Idempotent. */
  [Symbol.dispose](): void {
    this.#isDisposed = true;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #schedule(): void {
    if (this.#isDisposed) return;
    this.#timer = this.#options.clock.setTimer(() => this.#look(), WATCH_STEP_MS);
  }

  #look(): void {
    const { clock, intervalMs, lifeSignCount, countTime } = this.#options;
    const nowMs = clock.now();
    const elapsedMs = nowMs - this.#lookedAtMs;
    this.#lookedAtMs = nowMs;
    const { countedMs, state } = countTime(elapsedMs);
    this.#noteStopped(state === 'stopped');
    const isHeldUp = elapsedMs > MAX_WATCH_STEP_MS;
    if (isHeldUp || state !== 'runs') this.forgive();
    const signs = lifeSignCount();
    if (signs !== this.#lifeSignCount) {
      this.#lifeSignCount = signs;
      this.#heard(nowMs);
    } else if (!isHeldUp && state === 'runs') {
      this.#silentMs += countedMs;
      if (this.#status !== undefined) this.#status.silentMs += countedMs;
      if (this.#silentMs >= intervalMs * STATUS_LOOK_SHARE) this.#lookAtStatus();
    }
    if (this.#silentMs < intervalMs) this.#schedule();
    else this.#end(nowMs);
  }

  #heard(nowMs: number): void {
    this.#silentMs = 0;
    this.#silentSinceMs = nowMs;
    this.#cpuTimeBeforeMs = this.#options.cpuTimeMs();
    this.#status = undefined;
  }

  #noteStopped(isStopped: boolean): void {
    if (isStopped === this.#isStopped) return;
    this.#isStopped = isStopped;
    this.#options.onStopped(isStopped);
  }

  /** Begins to read the status lines, or goes on; an answer that is late is not asked for again. */
  #lookAtStatus(): void {
    const { vm } = this.#options;
    this.#status ??= new StatusLook();
    void this.#status.read(vm);
  }

  #end(nowMs: number): void {
    this[Symbol.dispose]();
    this.#options.onSilent({
      silentMs: this.#silentMs,
      elapsedMs: nowMs - this.#silentSinceMs,
      cpuTimeMs: Math.max(0, this.#options.cpuTimeMs() - this.#cpuTimeBeforeMs),
      life: this.#status?.life ?? { kind: 'unknown' },
      hypervisorError: this.#status?.error,
    });
  }
}

/** What the status lines say during one silence. */
class StatusLook {
  /** Time of the machine since the last line, or since the first reading. */
  silentMs = 0;
  readonly #stop = new AbortController();
  #isReading = false;
  /** Set by the first reading: lines that were written at any time before. */
  #earlier: GuestStatus | 'none' | undefined;
  #last: GuestStatus | undefined;
  #error: Error | undefined;

  /** Undefined where one reading went well. */
  get error(): Error | undefined {
    return this.#earlier === undefined ? this.#error : undefined;
  }

  get life(): GuestLife {
    if (this.#last !== undefined && this.silentMs < STATUS_LOOK_MS) {
      return { kind: 'alive', status: this.#last };
    }
    const before = this.#last ?? this.#earlier;
    // Who has never written is not silent now.
    if (before === undefined || before === 'none' || this.silentMs < STATUS_LOOK_MS) {
      return { kind: 'unknown' };
    }
    return { kind: 'silent', status: before };
  }

  async read(vm: Pick<Vm, 'readStatus'>): Promise<void> {
    if (this.#isReading || vm.readStatus === undefined) return;
    this.#isReading = true;
    try {
      const status = findLastStatus(await vm.readStatus({ signal: this.#stop.signal }));
      if (this.#earlier === undefined) {
        this.#earlier = status ?? 'none';
        this.silentMs = 0;
      } else if (status !== undefined) {
        this.#last = status;
        this.silentMs = 0;
      }
    } catch (error) {
      this.#error = error as Error;
    } finally {
      this.#isReading = false;
    }
  }
}
