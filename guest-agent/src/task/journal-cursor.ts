import type { FileHandle } from 'node:fs/promises';
import { type JournalRecord, parseRecord } from './journal-record.ts';
import { MAX_RECORD_BYTES } from './task-limits.ts';

const NEWLINE = 0x0a;

/**
 * A reader's place in a journal. Holds one buffer of MAX_RECORD_BYTES, whatever the length of the
 * journal, and reads by the descriptor of the journal.
 */
export class JournalCursor {
  readonly #file: FileHandle;
  readonly #buffer = Buffer.allocUnsafeSlow(MAX_RECORD_BYTES);
  #offsetBytes = 0;
  /** The part of the buffer that is read and not taken. */
  #start = 0;
  #end = 0;
  #next: { record: JournalRecord; lengthBytes: number } | undefined;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Bytes of the records taken so far. */
  get offsetBytes(): number {
    return this.#offsetBytes;
  }

  /** The next record that ends within the first readableBytes; undefined where there is none whole. */
  async peek(readableBytes: number): Promise<JournalRecord | undefined> {
    if (this.#next !== undefined) return this.#next.record;
    if (this.#offsetBytes >= readableBytes) return undefined;
    let newline = this.#newline();
    if (newline < 0) {
      await this.#fill(readableBytes);
      newline = this.#newline();
    }
    if (newline < 0) return undefined;
    const record = parseRecord(this.#buffer.toString('utf8', this.#start, newline));
    if (record === undefined) return undefined;
    this.#next = { record, lengthBytes: newline + 1 - this.#start };
    return record;
  }

  /** Goes on behind the record that peek gave. */
  take(): void {
    const lengthBytes = this.#next?.lengthBytes ?? 0;
    this.#start += lengthBytes;
    this.#offsetBytes += lengthBytes;
    this.#next = undefined;
  }

  #newline(): number {
    const index = this.#buffer.indexOf(NEWLINE, this.#start);
    return index < this.#end ? index : -1;
  }

  async #fill(readableBytes: number): Promise<void> {
    this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    const position = this.#offsetBytes + this.#end;
    const room = Math.min(this.#buffer.length - this.#end, readableBytes - position);
    const { bytesRead } = await this.#file.read(this.#buffer, this.#end, room, position);
    this.#end += bytesRead;
  }
}
