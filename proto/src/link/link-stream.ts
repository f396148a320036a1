import { Duplex } from 'node:stream';
import { ByteQueue } from '../bytes/byte-queue.ts';
import { LinkError } from './errors.ts';
import { gatherChunks } from './gather-chunks.ts';
import { ReceivedBytes } from './received-bytes.ts';

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

/** Where a stream begins. */
export interface LinkStreamOptions {
  readonly id: number;
  /** Bytes that the peer accepts at first. */
  readonly creditBytes: number;
  /** Bytes that this side accepts beyond what its reader took. */
  readonly windowBytes: number;
}

/** Bytes that a writer may have waiting before `write` asks it to wait. */
const WRITABLE_HIGH_WATER_MARK_BYTES = 64 * 1024;

type Callback = (error?: Error | null) => void;

/**
 * LinkStream: one logical byte stream on a link, an ordinary Node `Duplex` that carries one HTTP/1.1
 * connection. Credit is given back when its reader has taken the bytes, so a reader that stops holds
 * up its own sender and nobody else. `end()` closes one direction, `destroy()` resets both. When the
 * peer or the link ends the stream it is destroyed with a `LinkError`. Who opened it closes it.
 */
export class LinkStream extends Duplex {
  readonly id: number;
  readonly #port: StreamPort;
  readonly #windowBytes: number;
  readonly #outgoing = new ByteQueue();
  /** Of the write under way; Node gives the next one when it has been called. */
  #written: Callback | undefined;
  #final: Callback | undefined;
  #sentBytes = 0;
  #creditBytes: number;
  readonly #received = new ReceivedBytes();
  #receivedBytes = 0;
  #takenBytes = 0;
  #grantedBytes: number;
  #finSent = false;
  #finReceived = false;
  /** The readable side asks for more. */
  #hungry = false;
  /** Set where the other side or the epoch ended the stream: nothing is to be sent about it. */
  #gone = false;

  constructor(port: StreamPort, options: LinkStreamOptions) {
    super({
      allowHalfOpen: true,
      // Bytes count as taken when they are handed to the readable side, so that keeps none in store.
      readableHighWaterMark: 0,
      writableHighWaterMark: WRITABLE_HIGH_WATER_MARK_BYTES,
    });
    this.id = options.id;
    this.#port = port;
    this.#creditBytes = options.creditBytes;
    this.#windowBytes = options.windowBytes;
    this.#grantedBytes = options.windowBytes;
  }

  /** True while {@link takeOutgoing} would give something. */
  get hasOutgoing(): boolean {
    if (this.destroyed || this.#finSent) return false;
    return this.#outgoing.length > 0
      ? this.#creditBytes > this.#sentBytes
      : this.#final !== undefined;
  }

  /** Takes up to `maxBytes` to send now. Called by the link when the transport has room. */
  takeOutgoing(maxBytes: number): Outgoing | undefined {
    if (!this.hasOutgoing) return undefined;
    const before = this.#outgoing.length;
    const pieces = this.#outgoing.take(Math.min(maxBytes, this.#creditBytes - this.#sentBytes));
    this.#sentBytes += before - this.#outgoing.length;
    if (this.#outgoing.length > 0) return { pieces, fin: false };
    const fin = this.#final !== undefined;
    const done = this.#written ?? this.#final;
    this.#written = undefined;
    this.#finSent = fin;
    // Not now: a callback may write again while the link is choosing the next frame.
    if (done !== undefined) process.nextTick(done);
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
    this.#finReceived = fin;
    if (this.#hungry && this.#received.isEmpty && payload.length > 0) this.#hand(payload);
    else this.#received.push(payload);
    this.#deliver();
    return true;
  }

  /** Ends the stream because the other side or the link did. */
  fail(error: LinkError): void {
    this.#gone = true;
    this.destroy(error);
  }

  override _write(chunk: Buffer, _encoding: string, callback: Callback): void {
    this.#send([chunk], callback);
  }

  override _writev(chunks: { chunk: Buffer; encoding: string }[], callback: Callback): void {
    this.#send(gatherChunks(chunks.map(({ chunk }) => chunk)), callback);
  }

  override _final(callback: Callback): void {
    this.#final = callback;
    this.#port.streamReady(this);
  }

  override _read(): void {
    this.#hungry = true;
    this.#deliver();
  }

  override _destroy(error: Error | null, callback: Callback): void {
    const over = this.#finSent && this.#finReceived;
    if (!this.#gone && !over) this.#port.resetStream(this.id);
    this.#port.forgetStream(this.id);
    this.#received.clear();
    this.#outgoing.clear();
    const written = this.#written;
    this.#written = undefined;
    if (written !== undefined) {
      process.nextTick(
        written,
        error ?? new LinkError('closed', 'the stream was destroyed before these bytes were sent'),
      );
    }
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

  #send(chunks: readonly Buffer[], callback: Callback): void {
    for (const chunk of chunks) this.#outgoing.push(chunk);
    if (this.#outgoing.length === 0) {
      process.nextTick(callback);
      return;
    }
    this.#written = callback;
    if (this.hasOutgoing) this.#port.streamReady(this);
  }

  /** Gives bytes to the readable side, which asked for them. */
  #hand(bytes: Uint8Array): void {
    this.#takenBytes += bytes.length;
    // Cleared before, since `push` may call `_read`, which sets it again.
    this.#hungry = false;
    if (this.push(bytes)) this.#hungry = true;
  }

  #deliver(): void {
    while (this.#hungry) {
      const bytes = this.#received.shift();
      if (bytes === undefined) break;
      this.#hand(bytes);
    }
    this.#giveCredit();
    if (this.#finReceived && this.#hungry && this.#received.isEmpty) {
      this.#hungry = false;
      this.push(null);
    }
    this.#forgetWhenOver();
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
    if (this.#finSent && this.#finReceived && this.#received.isEmpty) {
      this.#port.forgetStream(this.id);
    }
  }
}
