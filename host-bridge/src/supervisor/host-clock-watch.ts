import { uptime } from 'node:os';
import type { LinkClock, LinkTimer } from '@vmslot/proto/link';

/** How often the host's clocks are compared. */
export const CLOCK_LOOK_INTERVAL_MS = 1_000;

/** Smallest sleep of the host, or step of its clock, that counts; in milliseconds. */
export const MIN_CLOCK_JUMP_MS = 2_000;

/** A look that comes so much too late means that this program did not run meanwhile. */
export const MIN_STOP_MS = 5_000;

/** Longest time for reading all three clocks; where it takes longer they are read again. */
export const MAX_CLOCK_READ_MS = 50;

/** How often they are read again before the last reading counts. */
export const MAX_CLOCK_READS = 4;

/**
 * The clocks of a host, in milliseconds each. `now` and its timers: does not go on while the host sleeps
 * (on Windows it does, and a sleep counts as a stop then).
 */
export interface HostClocks extends LinkClock {
  /** Goes on while the host sleeps, and never jumps. From any start. */
  uptimeMs(): number;
  /** Since 1970; whoever owns the host may set it. */
  wallMs(): number;
}

/** What happened between two looks. */
export type HostClockEvent =
  | { readonly kind: 'slept'; readonly durationMs: number }
  /** The wall clock was set, forwards where positive. */
  | { readonly kind: 'stepped'; readonly byMs: number }
  /** This program did not run, by a signal for instance, or a host too busy. */
  | { readonly kind: 'stopped'; readonly durationMs: number };

/** Clocks of this host. */
export function hostClocks(clock: LinkClock): HostClocks {
  return {
    now: () => clock.now(),
    setTimer: (callback, delayMs) => clock.setTimer(callback, delayMs),
    // On Linux CLOCK_BOOTTIME, in 1/100 s.
    uptimeMs: () => uptime() * 1000,
    wallMs: () => Date.now(),
  };
}

interface Reading {
  readonly nowMs: number;
  readonly uptimeMs: number;
  readonly wallMs: number;
}

/**
 * HostClockWatch compares three clocks of the host, and tells apart what makes a guest's clock wrong: the
 * host slept, its clock was set, or this program stood still, and with it perhaps the machine. Nothing here
 * or elsewhere waits by the wall clock. Dispose it when nobody wants to know any more.
 */
export class HostClockWatch implements Disposable {
  readonly #clocks: HostClocks;
  readonly #onEvents: (events: readonly HostClockEvent[]) => void;
  /** Compared with, and kept until something happens: small differences add up. */
  #base: Reading;
  #dueMs = 0;
  #timer: LinkTimer | undefined;

  /** @param onEvents told of all that one look has found, at least one */
  constructor(clocks: HostClocks, onEvents: (events: readonly HostClockEvent[]) => void) {
    this.#clocks = clocks;
    this.#onEvents = onEvents;
    this.#base = this.#read();
    this.#schedule();
  }

  /** Idempotent. */
  [Symbol.dispose](): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #schedule(): void {
    this.#dueMs = this.#clocks.now() + CLOCK_LOOK_INTERVAL_MS;
    this.#timer = this.#clocks.setTimer(() => this.#look(), CLOCK_LOOK_INTERVAL_MS);
  }

  #look(): void {
    const reading = this.#read();
    const base = this.#base;
    const sleptMs = reading.uptimeMs - base.uptimeMs - (reading.nowMs - base.nowMs);
    const steppedMs = reading.wallMs - base.wallMs - (reading.uptimeMs - base.uptimeMs);
    const lateMs = reading.nowMs - this.#dueMs;
    const events: HostClockEvent[] = [];
    if (sleptMs >= MIN_CLOCK_JUMP_MS) events.push({ kind: 'slept', durationMs: sleptMs });
    if (Math.abs(steppedMs) >= MIN_CLOCK_JUMP_MS) {
      events.push({ kind: 'stepped', byMs: steppedMs });
    }
    if (lateMs >= MIN_STOP_MS) events.push({ kind: 'stopped', durationMs: lateMs });
    this.#schedule();
    if (events.length === 0) return;
    this.#base = reading;
    this.#onEvents(events);
  }

  /** All three at the same time, as nearly as that can be had on a busy host. */
  #read(): Reading {
    for (let count = 1; ; count += 1) {
      const nowMs = this.#clocks.now();
      const uptimeMs = this.#clocks.uptimeMs();
      const wallMs = this.#clocks.wallMs();
      const tookMs = this.#clocks.now() - nowMs;
      if (tookMs <= MAX_CLOCK_READ_MS || count === MAX_CLOCK_READS) {
        return { nowMs, uptimeMs, wallMs };
      }
    }
  }
}

/** One line for people, without what follows from it. */
export function describeClockEvent(event: HostClockEvent): string {
  switch (event.kind) {
    case 'slept':
      return `the computer slept for ${seconds(event.durationMs)}`;
    case 'stepped': {
      const direction = event.byMs < 0 ? 'back' : 'forward';
      return `the computer's clock was set ${direction} by ${seconds(Math.abs(event.byMs))}`;
    }
    case 'stopped':
      return `vmslot stood still for ${seconds(event.durationMs)}`;
  }
}

function seconds(durationMs: number): string {
  return `${Math.round(durationMs / 1000)} s`;
}
