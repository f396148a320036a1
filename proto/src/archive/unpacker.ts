import { Writable } from 'node:stream';
import type { ArchiveOptions } from './archive-options.ts';
import { ArchiveScanner } from './archive-scanner.ts';
import type { AcceptedEntry } from './entry.ts';

/** Content of a file is handed on once this many bytes have come, or at the file's end. */
export const CONTENT_BATCH_BYTES = 64 * 1024;

/**
 * Where entries go. Calls come strictly one after the other: `begin`, `write` any number of times,
 * `end`, for each entry; `finish` after the last; `close` once in the end, whatever happened. A call
 * that returns nothing has done its work, one that returns a promise is waited for.
 */
export interface EntrySink {
  begin(entry: AcceptedEntry): void | Promise<void>;
  /**
   * Takes the next pieces of the content; they are the sink's from then on.
   * @param position of the first byte. It is where the last call ended, unless the file is sparse:
   *   then it may be further on, and what lies between is zeros; also behind the last piece.
   */
  write(pieces: Buffer[], position: number): void | Promise<void>;
  end(): void | Promise<void>;
  /** The archive was complete. */
  finish(): void | Promise<void>;
  /** Gives back what is still open. Never called while another call is under way. */
  close(): void | Promise<void>;
}

/**
 * The gate and the unpacker in one: reads a tar archive by the rules of `ArchiveGate` and hands its
 * entries to a sink, each after its header was accepted. One writer, strictly in order, at the
 * sink's pace; holds at most `CONTENT_BATCH_BYTES` and one chunk. Fails with `ArchiveError`, or with
 * the sink's error.
 */
export class ArchiveUnpacker extends Writable {
  readonly #scanner: ArchiveScanner;
  readonly #sink: EntrySink;
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  /** Of the first of the pieces. */
  #position = 0;
  #running: Promise<unknown> = Promise.resolve();

  /** @param options defaults: `DEFAULT_ARCHIVE_OPTIONS` */
  constructor(sink: EntrySink, options?: Partial<ArchiveOptions>) {
    super();
    this.#scanner = new ArchiveScanner(options);
    this.#sink = sink;
  }

  /** Entries so far. */
  get entryCount(): number {
    return this.#scanner.entryCount;
  }

  /** Content of the entries so far, as their headers say, in bytes. */
  get contentBytes(): number {
    return this.#scanner.contentBytes;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: DoneCallback): void {
    this.#running = settle(this.#consume(chunk), callback);
  }

  override _final(callback: DoneCallback): void {
    this.#running = settle(this.#finish(), callback);
  }

  override _destroy(error: Error | null, callback: DoneCallback): void {
    // The sink may still be writing: its descriptor must not be closed, and reused, under it.
    void settle(this.#close(), (closeError) => callback(error ?? closeError ?? null));
  }

  async #close(): Promise<void> {
    await this.#running;
    await this.#sink.close();
  }

  async #consume(chunk: Buffer): Promise<void> {
    const scanner = this.#scanner;
    scanner.feed(chunk);
    for (let step = scanner.step(); step !== 'more'; step = scanner.step()) {
      // Waiting for nothing would cost a turn of the microtask queue for each small file.
      const pending = this.#take(step);
      if (pending !== undefined) await pending;
      if (this.destroyed) return;
    }
  }

  #take(step: 'entry' | 'content' | 'entry-end'): void | Promise<void> {
    switch (step) {
      case 'entry':
        return this.#scanner.entry && this.#sink.begin(this.#scanner.entry);
      case 'content': {
        const { content, contentPosition } = this.#scanner;
        const isGap = this.#pieceBytes > 0 && contentPosition !== this.#position + this.#pieceBytes;
        const pending = isGap ? this.#writePieces() : undefined;
        return pending === undefined
          ? this.#addPiece(content, contentPosition)
          : pending.then(() => this.#addPiece(content, contentPosition));
      }
      case 'entry-end': {
        const pending = this.#pieceBytes > 0 ? this.#writePieces() : undefined;
        return pending === undefined ? this.#sink.end() : pending.then(() => this.#sink.end());
      }
    }
  }

  #addPiece(piece: Buffer, position: number): void | Promise<void> {
    if (this.#pieceBytes === 0) this.#position = position;
    this.#pieces.push(piece);
    this.#pieceBytes += piece.length;
    return this.#pieceBytes >= CONTENT_BATCH_BYTES ? this.#writePieces() : undefined;
  }

  #writePieces(): void | Promise<void> {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#pieceBytes = 0;
    return this.#sink.write(pieces, this.#position);
  }

  async #finish(): Promise<void> {
    this.#scanner.finish();
    await this.#sink.finish();
  }
}

type DoneCallback = (error?: Error | null) => void;

/** Calls back exactly once, in a turn of its own, so that what the callback throws is not lost. */
async function settle(work: Promise<void>, callback: DoneCallback): Promise<void> {
  let failure: Error | null = null;
  try {
    await work;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  }
  process.nextTick(callback, failure);
}
