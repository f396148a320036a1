import type { vmslot } from '@vmslot/proto/agent';
import { ChangeSignal } from '../flow/change-signal.ts';
import { MAX_LOG_BYTES, MAX_LOG_LINE_BYTES, MAX_LOG_LINE_COUNT } from './system-limits.ts';
import { wallTimeUs } from './wall-clock.ts';

/** One kept line. */
export interface LogEntry {
  /** From 1 on; rises by one with each line. */
  readonly sequence: number;
  /** The guest's wall clock, in milliseconds since 1970; for people. */
  readonly timeMs: number;
  readonly line: string;
  readonly byteCount: number;
}

/**
 * The last lines that the agent has logged, for WatchLog. Bounded by count and bytes: the oldest are
 * dropped, and a reader sees a gap in the sequence. A slow reader holds nothing up.
 */
export class LogRing {
  #entries: LogEntry[] = [];
  #byteCount = 0;
  #sequence = 0;
  readonly #changed = new ChangeSignal();

  /** Lines that are kept. */
  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** Keeps a line; it is made safe, and cut at `MAX_LOG_LINE_BYTES`. */
  add(text: string): void {
    const line = safeLine(text);
    const byteCount = Buffer.byteLength(line);
    this.#sequence += 1;
    const timeMs = Math.round(wallTimeUs() / 1000);
    this.#entries.push({ sequence: this.#sequence, timeMs, line, byteCount });
    this.#byteCount += byteCount;
    let dropCount = Math.max(0, this.#entries.length - MAX_LOG_LINE_COUNT);
    for (const entry of this.#entries.slice(0, dropCount)) this.#byteCount -= entry.byteCount;
    while (this.#byteCount > MAX_LOG_BYTES) {
      this.#byteCount -= this.#entries[dropCount]?.byteCount ?? 0;
      dropCount += 1;
    }
    if (dropCount > 0) this.#entries = this.#entries.slice(dropCount);
    this.#changed.announce();
  }

  /**
   * Lines after a number, and then those that come, until the signal is aborted. A number above the
   * newest, of another life of the agent, counts as none: that life's lines are gone.
   */
  async *watch(
    afterSequence: number,
    signal: AbortSignal,
  ): AsyncGenerator<vmslot.agent.v1.IWatchLogResponse, void, undefined> {
    let last = afterSequence > this.#sequence ? 0 : afterSequence;
    while (!signal.aborted) {
      const { version } = this.#changed;
      const next = this.#entries.find(({ sequence }) => sequence > last);
      if (next === undefined) {
        await this.#changed.wait(version, signal);
        continue;
      }
      last = next.sequence;
      yield { sequence: next.sequence, timeMs: next.timeMs, line: next.line };
    }
  }
}

/**
 * One line that can be shown on any terminal: control characters, line ends among them, what turns the
 * direction of writing, and U+FFFE and U+FFFF, which XML cannot hold, stand as `\u…`; what is too long
 * is cut.
 */
export function safeLine(text: string): string {
  const cut = text.length > MAX_LOG_LINE_BYTES ? text.slice(0, MAX_LOG_LINE_BYTES) : text;
  const safe = cut.toWellFormed().replaceAll(
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const bytes = Buffer.from(safe);
  if (bytes.length <= MAX_LOG_LINE_BYTES) return safe;
  let end = MAX_LOG_LINE_BYTES - 3;
  // Not in the middle of a character: the bytes that continue one begin with 10.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return `${bytes.toString('utf8', 0, end)}...`;
}
