/** Pieces shorter than this are gathered: each piece by itself costs some 200 bytes of memory. */
const GATHERED_PIECE_BYTES = 4 * 1024;
/** Room for gathered pieces, and with it the longest of what they become. */
const GATHER_BYTES = 16 * 1024;

/**
 * ReceivedBytes holds what a stream's reader has not asked for yet. It bounds nothing itself (credit
 * does), but sees to it that the bytes take little more memory than they count: short pieces are
 * copied together, and a piece of a much larger chunk is copied out of it, so that a peer cannot make
 * this side keep a whole chunk for the sake of a few bytes.
 */
export class ReceivedBytes {
  #pieces: Uint8Array[] = [];
  #head = 0;
  #gather: Buffer | undefined;
  #gatheredBytes = 0;

  get isEmpty(): boolean {
    return this.#gatheredBytes === 0 && this.#head === this.#pieces.length;
  }

  /** Adds bytes at the end. They must not be written to any more. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (bytes.length < GATHERED_PIECE_BYTES) {
      if (this.#gatheredBytes + bytes.length > GATHER_BYTES) this.#closeGather();
      this.#gather ??= Buffer.allocUnsafeSlow(GATHER_BYTES);
      this.#gather.set(bytes, this.#gatheredBytes);
      this.#gatheredBytes += bytes.length;
      return;
    }
    this.#closeGather();
    const isSmallPart = bytes.length * 2 < bytes.buffer.byteLength;
    this.#pieces.push(isSmallPart ? Uint8Array.from(bytes) : bytes);
  }

  /** Takes the first bytes as they lie, or undefined where there are none. */
  shift(): Uint8Array | undefined {
    if (this.#head === this.#pieces.length) this.#closeGather();
    const piece = this.#pieces[this.#head];
    if (piece === undefined) return undefined;
    this.#pieces[this.#head] = NOTHING;
    this.#head++;
    if (this.#head === this.#pieces.length) {
      this.#pieces = [];
      this.#head = 0;
    }
    return piece;
  }

  /** Forgets everything. */
  clear(): void {
    this.#pieces = [];
    this.#head = 0;
    this.#gather = undefined;
    this.#gatheredBytes = 0;
  }

  /** Makes the gathered bytes a piece. */
  #closeGather(): void {
    const gather = this.#gather;
    if (gather === undefined) return;
    const gathered = gather.subarray(0, this.#gatheredBytes);
    this.#pieces.push(gathered.length * 2 < GATHER_BYTES ? Uint8Array.from(gathered) : gathered);
    this.#gather = undefined;
    this.#gatheredBytes = 0;
  }
}

const NOTHING = new Uint8Array(0);
