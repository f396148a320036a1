import { Duplex } from 'node:stream';
import type { LinkError } from './errors.ts';

/** What a stream needs of the epoch it lives in. */
export interface StreamPort {
  /** The stream has something to send, and credit for it. */
  streamReady(stream: LinkStream): void;
  /** The stream's reader took bytes: the peer may send up to `totalBytes` in all. */
  grantCredit(streamId: number, totalBytes: number): void;
  /** The stream was given up on this side. */
  resetStream(streamId: number): void;
  /** Both directions are over: forget the stream. */
  forgetStream(streamId: number): void;
}

/** Part of a stream's data that goes into one frame. */
export interface Outgoing {
  readonly pieces: readonly Uint8Array[];
  readonly fin: boolean;
}

interface PendingWrite {
  readonly chunk: Uint8Array;
  readonly callback: () => void;
}

/**
 * LinkStream: one logical byte stream on a link, an ordinary Node `Duplex` that carries one HTTP/1.1
 * connection. Credit is given back when its reader has taken the bytes, so a reader that stops holds
 * up its own sender and nobody else. `end()` closes one direction, `destroy()` resets both.
 */
export class LinkStream extends Duplex {
  readonly id: number;
  readonly #port: StreamPort;
  readonly #windowBytes: number;
  #writes: PendingWrite[] = [];
  /** Bytes of the first pending write that are sent already. */
  #writeOffset = 0;
  #final: ((error?: Error | null) => void) | undefined;
  #sentBytes = 0;
  #creditBytes: number;
  #received: Uint8Array[] = [];
  #receivedBytes = 0;
  #takenBytes = 0;
  #grantedBytes: number;
  #finSent = false;
  #finReceived = false;
  /** The readable side asks for more. */
  #hungry = false;
  /** Set where the other side or the epoch ended the stream: nothing is to be sent about it. */
  #gone = false;

  /**
   * @param creditBytes what the peer accepts at first
   * @param windowBytes what this side accepts beyond what its reader took
   */
  constructor(port: StreamPort, id: number, creditBytes: number, windowBytes: number) {
    super({
      allowHalfOpen: true,
      readableHighWaterMark: 64 * 1024,
      writableHighWaterMark: 64 * 1024,
    });
    this.id = id;
    this.#port = port;
    this.#creditBytes = creditBytes;
    this.#windowBytes = windowBytes;
    this.#grantedBytes = windowBytes;
  }

  /** True while {@link takeOutgoing} would give something. */
  get hasOutgoing(): boolean {
    if (this.destroyed || this.#finSent) return false;
    return this.#writes.length > 0
      ? this.#creditBytes > this.#sentBytes
      : this.#final !== undefined;
  }

  /** Takes up to `maxBytes` to send now. Called by the link when the transport has room. */
  takeOutgoing(maxBytes: number): Outgoing | undefined {
    if (!this.hasOutgoing) return undefined;
    let room = Math.min(maxBytes, this.#creditBytes - this.#sentBytes);
    const pieces: Uint8Array[] = [];
    const done: (() => void)[] = [];
    while (room > 0 && this.#writes.length > 0) {
      const { chunk, callback } = this.#writes[0]!;
      const piece = chunk.subarray(this.#writeOffset, this.#writeOffset + room);
      if (piece.length > 0) pieces.push(piece);
      room -= piece.length;
      this.#sentBytes += piece.length;
      this.#writeOffset += piece.length;
      if (this.#writeOffset === chunk.length) {
        this.#writes.shift();
        this.#writeOffset = 0;
        done.push(callback);
      }
    }
    const fin = this.#writes.length === 0 && this.#final !== undefined;
    if (fin) {
      this.#finSent = true;
      done.push(this.#final!);
    }
    // Not now: a callback may write again while the link is choosing the next frame.
    if (done.length > 0) process.nextTick(() => done.forEach((callback) => callback()));
    this.#forgetWhenOver();
    return { pieces, fin };
  }

  /** Raises what may be sent; totals, so a repeated or late one does no harm. */
  acceptCredit(totalBytes: number): void {
    if (totalBytes <= this.#creditBytes) return;
    this.#creditBytes = totalBytes;
    if (this.hasOutgoing) this.#port.streamReady(this);
  }

  /** Takes a frame of data. @returns false where the sender broke a rule */
  acceptData(payload: Uint8Array, fin: boolean): boolean {
    if (this.#finReceived) return false;
    this.#receivedBytes += payload.length;
    if (this.#receivedBytes > this.#grantedBytes) return false;
    if (payload.length > 0) this.#received.push(payload);
    this.#finReceived = fin;
    this.#deliver();
    return true;
  }

  /** Ends the stream because the other side or the link did. */
  fail(error: LinkError): void {
    this.#gone = true;
    this.destroy(error);
  }

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    this.#writes.push({ chunk, callback });
    if (this.hasOutgoing) this.#port.streamReady(this);
  }

  override _writev(
    chunks: { chunk: Buffer; encoding: string }[],
    callback: (error?: Error | null) => void,
  ): void {
    const last = chunks.length - 1;
    chunks.forEach(({ chunk }, index) => {
      this.#writes.push({ chunk, callback: index === last ? callback : () => {} });
    });
    if (this.hasOutgoing) this.#port.streamReady(this);
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.#final = callback;
    if (this.hasOutgoing) this.#port.streamReady(this);
  }

  override _read(): void {
    this.#hungry = true;
    this.#deliver();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const over = this.#finSent && this.#finReceived;
    if (!this.#gone && !over) this.#port.resetStream(this.id);
    this.#port.forgetStream(this.id);
    this.#received = [];
    const writes = this.#writes;
    this.#writes = [];
    for (const { callback: written } of writes) written();
    callback(error);
  }

  // A real socket has these; node:http and undici call them.
  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  #deliver(): void {
    if (!this.#hungry) return;
    // What was pushed before has been taken, or _read would not have been called.
    while (this.#hungry && this.#received.length > 0) {
      const chunk = this.#received.shift()!;
      this.#takenBytes += chunk.length;
      this.#hungry = this.push(chunk);
    }
    this.#giveCredit();
    if (this.#finReceived && this.#received.length === 0 && this.#hungry) {
      this.#hungry = false;
      this.push(null);
      this.#forgetWhenOver();
    }
  }

  #giveCredit(): void {
    if (this.#finReceived || this.destroyed) return;
    const total = this.#takenBytes + this.#windowBytes;
    // Half a window at a time: fewer frames, and the sender never runs dry for long.
    if (total - this.#grantedBytes < this.#windowBytes / 2) return;
    this.#grantedBytes = total;
    this.#port.grantCredit(this.id, total);
  }

  #forgetWhenOver(): void {
    if (this.#finSent && this.#finReceived && this.#received.length === 0) {
      this.#port.forgetStream(this.id);
    }
  }
}
