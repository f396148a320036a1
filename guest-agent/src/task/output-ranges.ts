import type { StreamName } from './output-spool.ts';
import { MAX_OUTPUT_EVENT_BYTES } from './task-limits.ts';

/** A piece of a spool, `start` inclusive, `end` exclusive. */
export interface OutputRange {
  readonly step: number;
  readonly stream: StreamName;
  readonly start: number;
  readonly end: number;
}

/**
 * Shortest time between two numbered ranges that are not full, by how many there are: an app that
 * prints a line a second for a month must not fill the disk with the journal of it.
 */
const PAUSES: readonly { readonly fromCount: number; readonly pauseMs: number }[] = [
  { fromCount: 100_000, pauseMs: 10_000 },
  { fromCount: 10_000, pauseMs: 1000 },
];

/** What the running step has printed, and up to where it is numbered. */
export class OutputRanges {
  readonly #nowMs: () => number;
  #step = -1;
  #streams: { name: StreamName; taken: number; size: number }[] = [];
  #count = 0;
  #lastTakeMs = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  open(step: number): void {
    this.#step = step;
    this.#streams = [
      { name: 'stdout', taken: 0, size: 0 },
      { name: 'stderr', taken: 0, size: 0 },
    ];
  }

  close(): void {
    this.#streams = [];
  }

  /** A stream never shrinks here, though a program may cut the file: offsets were told to readers. */
  grow(name: StreamName, sizeBytes: number): void {
    const stream = this.#streams.find((entry) => entry.name === name);
    if (stream !== undefined) stream.size = Math.max(stream.size, sizeBytes);
  }

  /** Takes up a range that was taken in an earlier run of the agent. */
  restore(range: OutputRange): void {
    const stream = this.#streams.find((entry) => entry.name === range.stream);
    if (stream !== undefined) stream.taken = stream.size = range.end;
    this.#count += 1;
  }

  /** Up to where a stream is taken. */
  takenBytes(name: StreamName): number {
    return this.#streams.find((entry) => entry.name === name)?.taken ?? 0;
  }

  /** True where a range may be taken now. */
  isReady(): boolean {
    const most = Math.max(0, ...this.#streams.map((stream) => stream.size - stream.taken));
    if (most === 0) return false;
    const pauseMs = PAUSES.find((entry) => this.#count >= entry.fromCount)?.pauseMs ?? 0;
    return most >= MAX_OUTPUT_EVENT_BYTES || this.#nowMs() - this.#lastTakeMs >= pauseMs;
  }

  /** The next range, from the stream with the most; undefined where all is taken. */
  take(): OutputRange | undefined {
    const [first, second] = this.#streams;
    if (first === undefined || second === undefined) return undefined;
    const stream = second.size - second.taken > first.size - first.taken ? second : first;
    const start = stream.taken;
    const end = Math.min(stream.size, start + MAX_OUTPUT_EVENT_BYTES);
    if (end === start) return undefined;
    stream.taken = end;
    this.#count += 1;
    this.#lastTakeMs = this.#nowMs();
    return { step: this.#step, stream: stream.name, start, end };
  }
}
