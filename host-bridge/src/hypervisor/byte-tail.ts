/**
 * The last bytes of an endless stream. Holds at most twice `maxBytes`, whatever is pushed, so that
 * each byte is copied a constant number of times.
 */
export class ByteTail {
  readonly #buffer: Buffer;
  readonly #maxBytes: number;
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#buffer = Buffer.alloc(2 * maxBytes);
  }

  push(chunk: Uint8Array): void {
    const kept = chunk.subarray(Math.max(0, chunk.length - this.#maxBytes));
    if (this.#length + kept.length > this.#buffer.length) {
      const start = this.#length - this.#maxBytes;
      this.#buffer.copyWithin(0, start, this.#length);
      this.#length = this.#maxBytes;
    }
    this.#buffer.set(kept, this.#length);
    this.#length += kept.length;
  }

  /** A copy of the last `maxBytes` bytes, or of all there were. */
  bytes(): Buffer {
    const start = Math.max(0, this.#length - this.#maxBytes);
    return Buffer.from(this.#buffer.subarray(start, this.#length));
  }
}
