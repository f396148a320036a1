import { performance } from 'node:perf_hooks';
import { uptime } from 'node:os';
import type { LinkClock } from '@vmslot/proto/link';
import { encodeStatus, STATUS_INTERVAL_MS, type GuestStatus } from '@vmslot/proto/status';
import type { StatusSink } from './status-sink.ts';

/** Least pause between two lines, in milliseconds, whatever changes meanwhile. */
export const MIN_STATUS_PAUSE_MS = 200;

/** What the agent knows of itself when a line is written. */
export type StatusView = () => Pick<GuestStatus, 'link' | 'epoch' | 'taskCount'>;

/** Settings of a `StatusReporter`. */
export interface StatusReporterOptions {
  /** Disposed with the reporter. */
  readonly sink: StatusSink;
  readonly view: StatusView;
  readonly clock: LinkClock;
}

/**
 * Writes a status line now, after each change, and at least every `STATUS_INTERVAL_MS`, until it is
 * disposed. It costs one timer and one write, and nothing of it is waited for.
 */
export class StatusReporter implements Disposable {
  readonly #options: StatusReporterOptions;
  #timer: ReturnType<LinkClock['setTimer']> | undefined;
  #dueMs: number;
  #lastMs = Number.NEGATIVE_INFINITY;
  #sequence = 0;
  #utilization = performance.eventLoopUtilization();
  #disposed = false;

  constructor(options: StatusReporterOptions) {
    this.#options = options;
    this.#dueMs = options.clock.now();
    this.#write();
  }

  /** Something changed that the line says. */
  changed(): void {
    if (this.#disposed) return;
    this.#schedule(this.#lastMs + MIN_STATUS_PAUSE_MS);
  }

  [Symbol.dispose](): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#timer?.cancel();
    this.#options.sink[Symbol.dispose]();
  }

  #schedule(dueMs: number): void {
    // A line that is due sooner says it as well.
    if (this.#timer !== undefined && this.#dueMs <= dueMs) return;
    this.#timer?.cancel();
    const { clock } = this.#options;
    this.#dueMs = Math.max(dueMs, clock.now());
    this.#timer = clock.setTimer(() => this.#write(), Math.max(0, this.#dueMs - clock.now()));
  }

  #write(): void {
    const { sink, view, clock } = this.#options;
    const nowMs = clock.now();
    const before = this.#utilization;
    this.#utilization = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(this.#utilization, before);
    this.#sequence = (this.#sequence + 1) % 2 ** 32;
    sink.write(
      encodeStatus({
        ...view(),
        sequence: this.#sequence,
        uptimeMs: uptime() * 1000,
        delayMs: nowMs - this.#dueMs,
        busyPermille: utilization * 1000,
      }),
    );
    this.#lastMs = nowMs;
    this.#timer = undefined;
    this.#schedule(nowMs + STATUS_INTERVAL_MS);
  }
}
