import { closeSync, fstatSync, ftruncateSync, openSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { OUTPUT_STEP_BYTES } from './process-limits.ts';
import { punchHole } from './punch-hole.ts';

const readFrom = promisify(read);

/** Room is given back in blocks of file systems. */
const HOLE_BLOCK_BYTES = 4096;
const ZEROS = Buffer.alloc(HOLE_BLOCK_BYTES);

/** A piece of a stream, and how many bytes are missing before it. */
export interface OutputPiece {
  readonly offset: number;
  readonly data: Uint8Array;
  readonly lostBytes: number;
}

export interface OutputWindowOptions {
  /** The spool, a file that only grows at its end and is there already. */
  readonly path: string;
  /** Newest bytes that are kept at least. */
  readonly keepBytes: number;
  /** First byte that is kept. Default: 0. */
  readonly startBytes?: number;
}

/**
 * What is kept of one output stream: the end of a spool that a program writes to by itself. Positions
 * in the file are offsets of the stream; what is no longer kept is a hole, so it takes no room. Whoever
 * opens it closes it.
 */
export class OutputWindow implements Disposable {
  readonly #path: string;
  readonly #keepBytes: number;
  readonly #descriptor: number;
  #start: number;
  #punched: number;
  #end: number;
  #open = true;
  /** Reads under way: a descriptor that is closed is given to the next file at once. */
  #readers = 0;

  constructor({ keepBytes, path, startBytes = 0 }: OutputWindowOptions) {
    this.#path = path;
    this.#keepBytes = keepBytes;
    this.#start = this.#end = startBytes;
    // What was to be given back when an earlier run ended is given back again: from the beginning.
    this.#punched = 0;
    this.#descriptor = openSync(path, 'r+');
  }

  /** First byte that is kept. */
  get startBytes(): number {
    return this.#start;
  }

  /** Bytes of the stream so far, as of the last look. */
  get endBytes(): number {
    return this.#end;
  }

  /** Takes in what was written since; gives how much that is. */
  look(): number {
    // A program can make the file shorter; offsets were told to readers, so they never fall.
    const size = Math.min(fstatSync(this.#descriptor).size, Number.MAX_SAFE_INTEGER);
    const grewBytes = Math.max(0, size - this.#end);
    this.#end += grewBytes;
    return grewBytes;
  }

  /** Drops what is older than has to be kept; true where that was something. No room is free yet. */
  advance(): boolean {
    const surplus = this.#end - this.#keepBytes;
    const start = Math.floor(surplus / OUTPUT_STEP_BYTES) * OUTPUT_STEP_BYTES;
    if (start <= this.#start) return false;
    this.#start = start;
    return true;
  }

  /** Gives back the room of what was dropped; false where the file system cannot. */
  async giveBack(): Promise<boolean> {
    const start = this.#start;
    if (start <= this.#punched) return true;
    const done = await punchHole(this.#path, this.#punched, start);
    if (done) this.#punched = start;
    return done;
  }

  /** The next piece that is kept from an offset on; undefined where there is none yet. */
  async read(offset: number, maxBytes: number): Promise<OutputPiece | undefined> {
    for (;;) {
      const from = Math.max(offset, this.#start);
      const length = Math.min(maxBytes, this.#end - from);
      if (length <= 0 || !this.#open) return undefined;
      // Zeros where a program took away what was announced.
      const data = Buffer.alloc(length);
      await this.#fill(data, from);
      // Room is given back after the start has moved: what lies before it may have been a hole.
      if (this.#start <= from) return { offset: from, data, lostBytes: from - offset };
    }
  }

  /**
   * Drops what reads as zeros at the beginning, in whole blocks. For a spool that a loss of power has
   * left: what had been given back is a hole though the record of that may be gone, and such a loss is
   * to be told as one.
   */
  skipHole(): void {
    const block = Buffer.alloc(HOLE_BLOCK_BYTES);
    while (this.#start + block.length <= this.#end) {
      const count = readSync(this.#descriptor, block, 0, block.length, this.#start);
      if (count < block.length || !block.equals(ZEROS)) return;
      this.#start += block.length;
    }
  }

  /** Forgets all that was written, as if it had never been. */
  clear(): void {
    ftruncateSync(this.#descriptor, 0);
    this.#start = this.#end = this.#punched = 0;
  }

  [Symbol.dispose](): void {
    if (this.#open && this.#readers === 0) closeSync(this.#descriptor);
    this.#open = false;
  }

  async #fill(data: Buffer, from: number): Promise<void> {
    this.#readers += 1;
    try {
      for (let filled = 0; filled < data.length;) {
        const rest = data.length - filled;
        const { bytesRead } = await readFrom(this.#descriptor, data, filled, rest, from + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
    } finally {
      this.#readers -= 1;
      if (!this.#open && this.#readers === 0) closeSync(this.#descriptor);
    }
  }
}
