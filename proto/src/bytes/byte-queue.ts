/**
 * ByteQueue: received chunks in order, read and dropped from the front. It copies only what spans two
 * chunks, keeps a running length, and never shifts an array (anchors, pitfall 1). It bounds nothing
 * itself: its owner checks lengths at the header and takes bytes out as they come.
 */
export class ByteQueue {
  #chunks: Uint8Array[] = [];
  /** Index of the first chunk that still has bytes, and how many of its bytes are gone. */
  #head = 0;
  #headOffset = 0;
  #length = 0;

  /** Bytes that wait. */
  get length(): number {
    return this.#length;
  }

  /** Adds a chunk; the queue keeps it, so the caller must not write to it any more. */
  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** Byte at `offset` from the front. @throws RangeError where there is none */
  at(offset: number): number {
    const [index, within] = this.#locate(offset);
    return this.#chunks[index]![within]!;
  }

  /**
   * `length` bytes at `offset`, without dropping them: a view where they lie in one chunk, else a
   * copy. @throws RangeError where there are fewer
   */
  view(offset: number, length: number): Uint8Array {
    if (length === 0) return EMPTY;
    if (offset + length > this.#length) throw new RangeError('view beyond the end of the queue');
    let [index, within] = this.#locate(offset);
    const first = this.#chunks[index]!;
    if (within + length <= first.length) return first.subarray(within, within + length);
    const joined = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const chunk = this.#chunks[index]!;
      const part = chunk.subarray(within, within + (length - filled));
      joined.set(part, filled);
      filled += part.length;
      index++;
      within = 0;
    }
    return joined;
  }

  /** Takes up to `maxLength` bytes from the front as they lie, in pieces, without copying. */
  take(maxLength: number): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    let left = Math.min(maxLength, this.#length);
    while (left > 0) {
      const start = this.#headOffset;
      const piece = this.#chunks[this.#head]!.subarray(start, start + left);
      pieces.push(piece);
      left -= piece.length;
      this.drop(piece.length);
    }
    return pieces;
  }

  /** Drops bytes from the front. @throws RangeError where there are fewer */
  drop(length: number): void {
    if (length > this.#length) throw new RangeError('drop beyond the end of the queue');
    this.#length -= length;
    let left = length;
    while (left > 0) {
      const rest = this.#chunks[this.#head]!.length - this.#headOffset;
      if (left < rest) {
        this.#headOffset += left;
        break;
      }
      left -= rest;
      this.#chunks[this.#head] = EMPTY;
      this.#head++;
      this.#headOffset = 0;
    }
    // Compact now and then: each chunk is moved a bounded number of times, so the sum stays linear.
    if (this.#head > 64 && this.#head * 2 > this.#chunks.length) {
      this.#chunks = this.#chunks.slice(this.#head);
      this.#head = 0;
    }
  }

  /** Offset of the first `byte` at or after `from`, or -1. */
  indexOf(byte: number, from = 0): number {
    let offset = -this.#headOffset;
    for (let index = this.#head; index < this.#chunks.length; index++) {
      const chunk = this.#chunks[index]!;
      const start = Math.max(0, from - offset, index === this.#head ? this.#headOffset : 0);
      if (start < chunk.length) {
        const found = chunk.indexOf(byte, start);
        if (found >= 0) return offset + found;
      }
      offset += chunk.length;
    }
    return -1;
  }

  /** Drops everything. */
  clear(): void {
    this.#chunks = [];
    this.#head = 0;
    this.#headOffset = 0;
    this.#length = 0;
  }

  #locate(offset: number): [index: number, within: number] {
    if (offset < 0 || offset >= this.#length) throw new RangeError('no byte at this offset');
    let index = this.#head;
    let within = this.#headOffset + offset;
    while (within >= this.#chunks[index]!.length) {
      within -= this.#chunks[index]!.length;
      index++;
    }
    return [index, within];
  }
}

const EMPTY = new Uint8Array(0);
