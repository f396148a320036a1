import { ftruncateSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { isErrorWithCode } from '../cgroup/index.ts';
import { JournalCursor } from './journal-cursor.ts';
import { formatRecord, type JournalRecord } from './journal-record.ts';
import { JOURNAL_RESERVE_BYTES } from './task-limits.ts';

/**
 * Append-only file of a task's events, one record a line. Whoever opens it closes it. A second file
 * keeps some disk back, so that the last lines can be written though the app has filled the disk.
 */
export class Journal {
  readonly #file: FileHandle;
  readonly #reservePath: string;
  #sizeBytes = 0;
  #readableBytes = 0;
  /** Records that are on their way to the disk. */
  #durableCount = 0;

  private constructor(file: FileHandle, path: string) {
    this.#file = file;
    this.#reservePath = `${path}.reserve`;
  }

  static async create(path: string): Promise<Journal> {
    const journal = new Journal(await open(path, 'ax+', 0o600), path);
    writeFileSync(journal.#reservePath, Buffer.alloc(JOURNAL_RESERVE_BYTES), { mode: 0o600 });
    return journal;
  }

  /** Opens the journal of an earlier run of the agent, and gives each whole record to onRecord. */
  static async recover(path: string, onRecord: (record: JournalRecord) => void): Promise<Journal> {
    const journal = new Journal(await open(path, 'a+', 0o600), path);
    const cursor = journal.createCursor();
    for (;;) {
      const record = await cursor.peek(Number.MAX_SAFE_INTEGER);
      if (record === undefined) break;
      onRecord(record);
      cursor.take();
    }
    // What a crash has torn is dropped: a line counts when its end is written.
    await journal.#file.truncate(cursor.offsetBytes);
    journal.#sizeBytes = cursor.offsetBytes;
    journal.#readableBytes = cursor.offsetBytes;
    return journal;
  }

  /** A place at the beginning, for one reader; nothing to close. */
  createCursor(): JournalCursor {
    return new JournalCursor(this.#file);
  }

  /** Bytes that readers may see. */
  get readableBytes(): number {
    return this.#readableBytes;
  }

  /** Writes a record, which readers see at once, or when those before are on the disk. */
  append(record: JournalRecord): void {
    this.#write(record);
    if (this.#durableCount === 0) this.#readableBytes = this.#sizeBytes;
  }

  /** Writes a record that is on the disk before any reader sees it. */
  async appendDurably(record: JournalRecord): Promise<void> {
    this.#write(record);
    const sizeBytes = this.#sizeBytes;
    this.#durableCount += 1;
    try {
      await this.#file.datasync();
      this.#readableBytes = Math.max(this.#readableBytes, sizeBytes);
    } finally {
      this.#durableCount -= 1;
    }
    if (this.#durableCount === 0) this.#readableBytes = this.#sizeBytes;
  }

  /** Waits for reads under way; reads after it fail. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  #write(record: JournalRecord): void {
    const line = Buffer.from(formatRecord(record));
    try {
      this.#writeWhole(line);
    } catch (error) {
      if (!isErrorWithCode(error, 'ENOSPC', 'EDQUOT')) throw error;
      rmSync(this.#reservePath, { force: true });
      this.#writeWhole(line);
    }
    this.#sizeBytes += line.length;
  }

  #writeWhole(line: Buffer): void {
    try {
      let written = 0;
      while (written < line.length) written += writeSync(this.#file.fd, line, written);
    } catch (error) {
      ftruncateSync(this.#file.fd, this.#sizeBytes);
      throw error;
    }
  }
}
