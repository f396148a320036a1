import { Duplex } from 'node:stream';

/** Settings of `createDuplexPair`. */
export interface DuplexPairOptions {
  /** Bytes that wait in each direction before a writer is held back. Default: 64 KiB. */
  readonly highWaterMarkBytes?: number;
}

/** Default of `DuplexPairOptions.highWaterMarkBytes`. */
export const DEFAULT_PAIR_HIGH_WATER_MARK_BYTES = 64 * 1024;

/**
 * Two connected ends, as a socket has them: what is written to one is read from the other, at the
 * reader's pace; the end of one is the end of what the other reads; and destroying one ends the
 * other with ECONNRESET, unless both directions had ended already. (Node's own `duplexPair` does not
 * pass a destroy on.) The caller destroys at least one end.
 */
export function createDuplexPair(options: DuplexPairOptions = {}): [Duplex, Duplex] {
  const highWaterMark = options.highWaterMarkBytes ?? DEFAULT_PAIR_HIGH_WATER_MARK_BYTES;
  const first = new PairEnd(highWaterMark);
  const second = new PairEnd(highWaterMark);
  first.connect(second);
  second.connect(first);
  return [first, second];
}

type Callback = (error?: Error | null) => void;

class PairEnd extends Duplex {
  #peer: PairEnd | undefined;
  /** Called when the peer has room again: it took the chunk but was full. */
  #held: Callback | undefined;

  constructor(highWaterMark: number) {
    super({ highWaterMark });
  }

  connect(peer: PairEnd): void {
    this.#peer = peer;
  }

  override _read(): void {
    this.#peer?.release(null);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: Callback): void {
    const peer = this.#peer;
    if (peer === undefined || peer.destroyed) {
      callback(connectionReset());
      return;
    }
    this.#held = callback;
    // A copy: the writer may use its buffer again as soon as the callback has run.
    if (peer.push(Buffer.from(chunk))) this.release(null);
  }

  override _final(callback: Callback): void {
    this.#peer?.push(null);
    callback();
  }

  override _destroy(error: Error | null, callback: Callback): void {
    const clean = error === null && this.writableFinished && this.readableEnded;
    this.release(connectionReset());
    const peer = this.#peer;
    callback(error);
    if (peer === undefined || peer.destroyed) return;
    peer.release(connectionReset());
    if (!clean) process.nextTick(() => peer.destroy(connectionReset()));
  }

  /** Lets the writer of this end go on, or fails its write. */
  release(error: Error | null): void {
    const held = this.#held;
    if (held === undefined) return;
    this.#held = undefined;
    process.nextTick(held, error);
  }
}

function connectionReset(): Error {
  return Object.assign(new Error('the other end was destroyed'), { code: 'ECONNRESET' });
}
