import { Transform, type TransformCallback } from 'node:stream';
import { END_BYTES, type ArchiveOptions } from './archive-options.ts';
import { ArchiveScanner } from './archive-scanner.ts';

/**
 * Passes a tar archive on, byte for byte, but each byte only after the header it belongs to was
 * accepted: what stands behind never sees anything of an entry that breaks a rule. The two blocks
 * that end an archive are held back until the input has ended, so that an archive with something
 * behind its end never looks complete. Fails with `ArchiveError`.
 *
 * Accepted are ustar headers of regular files, directories and (unless switched off) symbolic
 * links, with pax headers that say path, linkpath, size or mtime. Not accepted, among others: GNU
 * long names, base-256 numbers, hard links, devices, sparse files, global pax headers, set-user-ID
 * bits, names that differ only in case, zeros beyond the two blocks (`tar -b1` writes none).
 */
export class ArchiveGate extends Transform {
  readonly #scanner: ArchiveScanner;
  /** Start of a header whose end has not come yet; at most a pax header and two blocks. */
  #held: Buffer[] = [];

  /** @param options defaults: `DEFAULT_ARCHIVE_OPTIONS` */
  constructor(options?: Partial<ArchiveOptions>) {
    super();
    this.#scanner = new ArchiveScanner(options);
  }

  /** Entries that were accepted so far. */
  get entryCount(): number {
    return this.#scanner.entryCount;
  }

  /** Content of the accepted entries so far, in bytes. */
  get contentBytes(): number {
    return this.#scanner.contentBytes;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    try {
      this.#scanner.feed(chunk);
      let step = this.#scanner.step();
      while (step !== 'more') step = this.#scanner.step();
    } catch (error) {
      callback(error as Error);
      return;
    }
    const accepted = this.#scanner.acceptedOffset;
    if (accepted > 0) {
      if (this.#held.length > 0) this.push(Buffer.concat(this.#held));
      this.#held = [];
      this.push(accepted === chunk.length ? chunk : chunk.subarray(0, accepted));
    }
    // A copy, because a view would keep the whole chunk in memory.
    if (accepted < chunk.length) this.#held.push(Buffer.from(chunk.subarray(accepted)));
    callback();
  }

  override _flush(callback: TransformCallback): void {
    try {
      this.#scanner.finish();
    } catch (error) {
      callback(error as Error);
      return;
    }
    callback(null, Buffer.alloc(END_BYTES));
  }
}
