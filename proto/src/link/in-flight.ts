import { HEADER_BYTES, TOTAL_BYTES } from './constants.ts';

/** Parts of the limit: one frame is at most one part, and so much is acknowledged at a time. */
const PARTS = 4;

/** Acknowledgements that can be on the way unread: one a part of what the peer may have in flight. */
const ACK_RESERVE_BYTES = PARTS * (HEADER_BYTES + TOTAL_BYTES);

/**
 * InFlight keeps the bytes that are on the way, unread, below what the line can hold, for lines that
 * wedge above (design, section 3). The peer acknowledges each quarter of the limit, so when it has
 * read everything, less than a quarter is unacknowledged. Hello frames and fillers, which nobody
 * acknowledges, take half of the limit at most. That leaves room for a frame of a quarter: the two
 * sides cannot wait for each other. Hello frames and fillers that are overdue go out even where the
 * line is full: they are sent when nothing has been heard for long, and must get through.
 */
export class InFlight {
  readonly #limitBytes: number;
  #sentBytes = 0;
  #ackedBytes = 0;
  #rawBytes = 0;

  /** @param limitBytes 0: no limit */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes === 0 ? Infinity : limitBytes;
  }

  /** What the peer is asked to acknowledge at a time; 0: never. */
  static ackEveryBytes(limitBytes: number): number {
    return Math.floor(limitBytes / PARTS);
  }

  /** Longest frame, header included. */
  get maxFrameBytes(): number {
    return Math.floor(this.#limitBytes / PARTS);
  }

  /** Bytes that may be sent now, besides an acknowledgement. */
  get room(): number {
    return this.#limitBytes - ACK_RESERVE_BYTES - this.#onTheWayBytes;
  }

  get #onTheWayBytes(): number {
    return this.#sentBytes - this.#ackedBytes + this.#rawBytes;
  }

  /** Counts begin anew on both sides. */
  beginEpoch(): void {
    this.#sentBytes = 0;
    this.#ackedBytes = 0;
  }

  send(byteCount: number): void {
    this.#sentBytes += byteCount;
  }

  /** @returns false where the peer cannot have received so many bytes */
  accept(totalBytes: number): boolean {
    if (totalBytes > this.#sentBytes) return false;
    this.#ackedBytes = Math.max(this.#ackedBytes, totalBytes);
    return true;
  }

  /**
   * Takes room for bytes outside of the epoch.
   * @param isOverdue they must go out, whatever there is room for
   * @returns false where there is none
   */
  takeRaw(byteCount: number, isOverdue = false): boolean {
    const fits =
      this.#rawBytes + byteCount <= this.#maxRawBytes &&
      this.#onTheWayBytes + byteCount <= this.#limitBytes;
    if (!fits && !isOverdue) return false;
    this.#rawBytes += byteCount;
    return true;
  }

  forgetRaw(): void {
    this.#rawBytes = 0;
  }

  get #maxRawBytes(): number {
    return this.#limitBytes / 2 - ACK_RESERVE_BYTES;
  }
}
