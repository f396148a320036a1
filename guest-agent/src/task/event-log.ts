import type { vmslot } from '@vmslot/proto/agent';
import { ChangeSignal } from '../flow/change-signal.ts';
import { FileLedger } from './file-ledger.ts';
import { Journal } from './journal.ts';
import type { JournalRecord } from './journal-record.ts';
import { OutputRanges } from './output-ranges.ts';
import type { StreamName } from './output-spool.ts';
import { STATUS_RESERVE_COUNT } from './task-limits.ts';

/** The newest status, with the number it got. */
export interface NumberedStatus {
  readonly sequence: number;
  readonly step: number;
  readonly status: vmslot.agent.v1.AppStatus.$Properties;
}

/** A piece of a file, `start` inclusive, `end` exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where a trickle comes from: one of the request's files, or a call of a program. */
export type TrickleSource =
  { readonly file: number } | { readonly trickleId: string; readonly variety: string };

type Draft<T> = T extends JournalRecord ? Omit<T, 'sequence'> : never;

/**
 * The events of one task, numbered from 1.
 *
 * Numbers of output: what a program prints lies in spools and has no number of its own. A range of a
 * spool gets one, in the journal, when the first reader that has seen all earlier events asks for
 * more, or when its step ends. From then on number and range belong together for good: each reader,
 * also one that attaches after a restart of the agent, finds the same ranges under the same numbers,
 * so what follows a number is exactly what its owner misses. Nothing is held for a reader.
 *
 * Numbers of status: the newest stands in memory and has one; older ones leave holes. The journal only
 * reserves blocks of numbers for them, so that none is given twice over a restart.
 */
export class EventLog {
  readonly changes = new ChangeSignal();
  readonly journal: Journal;
  /** What is written down of watched files. */
  readonly files: FileLedger;
  readonly #ranges: OutputRanges;
  #lastSequence = 0;
  #reservedSequence = 0;
  /** Records that are on their way to the disk. */
  #durableCount = 0;
  #status: NumberedStatus | undefined;
  #ended: vmslot.agent.v1.TaskEnded.$Properties | undefined;

  constructor(
    journal: Journal,
    nowMs: () => number,
    ranges = new OutputRanges(nowMs),
    files = new FileLedger(),
  ) {
    this.journal = journal;
    this.files = files;
    this.#ranges = ranges;
  }

  /** Takes up the log of an earlier run; records go to onRecord too. */
  static async recover(
    path: string,
    nowMs: () => number,
    onRecord: (record: JournalRecord) => void,
  ): Promise<EventLog> {
    const ranges = new OutputRanges(nowMs);
    const files = new FileLedger();
    let lastSequence = 0;
    let ended: vmslot.agent.v1.TaskEnded.$Properties | undefined;
    const journal = await Journal.recover(path, (record) => {
      lastSequence = Math.max(lastSequence, record.sequence);
      if (record.kind === 'started') ranges.open(record.step);
      if (record.kind === 'output') ranges.restore(record);
      if (record.kind === 'stepEnded') ranges.close();
      if (record.kind === 'ended') ended = record.value;
      files.note(record);
      onRecord(record);
    });
    const log = new EventLog(journal, nowMs, ranges, files);
    log.#lastSequence = lastSequence;
    log.#reservedSequence = lastSequence;
    log.#ended = ended;
    return log;
  }

  get lastSequence(): number {
    return this.#lastSequence;
  }

  get status(): NumberedStatus | undefined {
    return this.#status;
  }

  /** How the task ended; undefined until that is on the disk. */
  get ended(): vmslot.agent.v1.TaskEnded.$Properties | undefined {
    return this.#ended;
  }

  /** Writes down that a step began; its output may be numbered from now on. */
  start(step: number, value: vmslot.agent.v1.StepStarted.$Properties): void {
    this.#append({ kind: 'started', step, value });
    this.#ranges.open(step);
  }

  /** Tells the size of what the running step has printed on a stream. */
  grow(stream: StreamName, sizeBytes: number): void {
    this.#ranges.grow(stream, sizeBytes);
    if (this.#ranges.isReady()) this.changes.announce();
  }

  /** Bytes of a stream of the running step that have numbers. */
  numberedBytes(stream: StreamName): number {
    return this.#ranges.takenBytes(stream);
  }

  /** Numbers the next range of output for a reader that has seen everything. */
  claim(): boolean {
    // It would show a reader what is not on the disk yet.
    if (this.#durableCount > 0) return false;
    const range = this.#ranges.isReady() ? this.#ranges.take() : undefined;
    if (range !== undefined) this.#append({ kind: 'output', ...range });
    return range !== undefined;
  }

  setStatus(step: number, status: vmslot.agent.v1.AppStatus.$Properties): void {
    // A reader would take the number of this for the proof that it has seen what is being written.
    if (this.#durableCount > 0) return;
    const sequence = this.#next();
    if (sequence > this.#reservedSequence) {
      this.#reservedSequence = sequence + STATUS_RESERVE_COUNT;
      this.journal.append({ kind: 'reserved', sequence: this.#reservedSequence, step });
    }
    this.#status = { sequence, step, status };
    this.changes.announce();
  }

  /** Numbers what is left of the output, then writes the end of a step to the disk. */
  async endStep(step: number, value: vmslot.agent.v1.StepEnded.$Properties): Promise<void> {
    for (let range = this.#ranges.take(); range !== undefined; range = this.#ranges.take()) {
      this.#append({ kind: 'output', ...range });
    }
    this.#ranges.close();
    await this.#appendDurably({ kind: 'stepEnded', step, value });
  }

  /** Writes to the disk that a range of the file of all trickles, which is there already, is one. */
  async addTrickle(step: number, source: TrickleSource, range: ByteRange): Promise<void> {
    await this.#appendDurably({ kind: 'trickle', step, ...source, ...range });
  }

  /**
   * Writes down that a file of the request, or one that a program named, is there to be uploaded; once,
   * though the look for files and a program may find it at the same time.
   */
  announceUpload(step: number, file: { readonly file: number } | { readonly path: string }): void {
    if ('file' in file ? this.files.isReady(file.file) : this.files.isRequested(file.path)) return;
    this.#append({ kind: 'upload', step, ...file });
  }

  /** Writes down that a trickle file was refused, unless that was told before. */
  refuseTrickle(step: number, file: number, reason: vmslot.agent.v1.RefusalReason): void {
    if (!this.files.isRefused(file, reason)) this.#append({ kind: 'refused', step, file, reason });
  }

  /** Writes the end of the task to the disk; nothing comes after it. */
  async end(step: number, value: vmslot.agent.v1.TaskEnded.$Properties): Promise<void> {
    await this.#appendDurably({ kind: 'ended', step, value });
    this.#ended = value;
    this.changes.announce();
  }

  #append(draft: Draft<JournalRecord>): void {
    const record = { ...draft, sequence: this.#next() };
    this.journal.append(record);
    this.files.note(record);
    this.changes.announce();
  }

  async #appendDurably(draft: Draft<JournalRecord>): Promise<void> {
    const record = { ...draft, sequence: this.#next() };
    this.#durableCount += 1;
    try {
      await this.journal.appendDurably(record);
    } finally {
      this.#durableCount -= 1;
    }
    this.files.note(record);
    this.changes.announce();
  }

  #next(): number {
    this.#lastSequence += 1;
    return this.#lastSequence;
  }
}
