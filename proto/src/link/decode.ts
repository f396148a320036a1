import { ByteQueue } from '../bytes/byte-queue.ts';
import { crc32c } from '../bytes/crc32c.ts';
import { HEADER_BYTES, MAGIC } from './constants.ts';
import { frameTypeName, type Frame, type FrameType } from './frame.ts';
import { payloadSum } from './payload-sum.ts';

/** Work after which {@link FrameDecoder.hidesFrame} gives up: a hostile payload can make much of it. */
const MAX_SEARCH_BYTES = 1024 * 1024;

/** What a {@link FrameDecoder} needs. */
export interface FrameDecoderOptions {
  /** A header that announces more is damage; checked before one byte of the payload is kept. */
  readonly maxPayloadBytes: number;
  /** Called for each good frame, in order. */
  readonly onFrame: (frame: Frame) => void;
  /**
   * Called where bytes had to be passed over. `byteCount` is the work that they made: a payload with
   * a wrong sum counts as a whole, and its bytes once more when they are looked at again.
   */
  readonly onDamage: (byteCount: number) => void;
}

/**
 * FrameDecoder finds frames in a stream of bytes that may be cut, damaged, repeated or mixed with
 * noise. After damage it looks for the next good header from the byte after the bad one, also within
 * what looked like a payload: a frame whose end was lost never swallows the next one for good.
 * Memory: one frame and one chunk.
 */
export class FrameDecoder {
  readonly #options: FrameDecoderOptions;
  readonly #queue = new ByteQueue();
  /** With fewer bytes than this at hand there is nothing to look at again. */
  #neededBytes = 1;
  /** True while {@link #run} is on the stack: a callback may push, abandon or close. */
  #running = false;
  #closed = false;
  #receivedBytes = 0;

  constructor(options: FrameDecoderOptions) {
    this.#options = options;
  }

  /** Bytes that wait for the rest of a frame. */
  get pendingBytes(): number {
    return this.#queue.length;
  }

  /** Bytes that have come, in all. */
  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** Bytes that were understood or passed over, in all: grows unless one frame is waited for. */
  get doneBytes(): number {
    return this.#receivedBytes - this.#queue.length;
  }

  /** Takes bytes; the decoder keeps the chunk, and payloads are views into it. */
  push(chunk: Uint8Array): void {
    if (this.#closed) return;
    this.#receivedBytes += chunk.length;
    this.#queue.push(chunk);
    if (!this.#running && this.#queue.length >= this.#neededBytes) this.#run();
  }

  /**
   * Stops waiting for the payload of the frame that has begun, if there is one, and looks for another
   * frame in its bytes: the other side is known to have sent all that it had.
   */
  abandonFrame(): void {
    if (this.#running || this.#neededBytes <= HEADER_BYTES) return;
    this.#passOver(1);
    this.#run();
  }

  /**
   * True where the bytes that wait for the end of a payload hold a whole good frame of this epoch:
   * nobody but the other side can make one, so the frame that is waited for has lost its end.
   */
  hidesFrame(epoch: number): boolean {
    if (this.#neededBytes <= HEADER_BYTES) return false;
    let isFound = false;
    let workBytes = 0;
    const inner: FrameDecoder = new FrameDecoder({
      maxPayloadBytes: this.#options.maxPayloadBytes,
      onFrame: (frame) => {
        isFound ||= frame.epoch === epoch;
        if (isFound) inner.close();
      },
      onDamage: (byteCount) => {
        workBytes += byteCount;
        if (workBytes > MAX_SEARCH_BYTES) inner.close();
      },
    });
    inner.push(this.#queue.view(1, this.#queue.length - 1));
    return isFound;
  }

  /** Looks at nothing any more. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#queue.clear();
  }

  #run(): void {
    this.#running = true;
    try {
      while (!this.#closed && this.#seekMagic() && this.#takeFrame());
    } finally {
      this.#running = false;
    }
  }

  /** Brings a possible header to the front; false where more bytes are needed. */
  #seekMagic(): boolean {
    const queue = this.#queue;
    this.#neededBytes = 1;
    while (queue.length > 0) {
      const at = queue.at(0) === MAGIC[0] ? 0 : queue.indexOf(MAGIC[0]!);
      if (at !== 0) this.#passOver(at < 0 ? queue.length : at);
      else if (this.#startsWithMagic()) break;
      else this.#passOver(1);
      if (this.#closed) return false;
    }
    this.#neededBytes = queue.length < MAGIC.length ? queue.length + 1 : HEADER_BYTES;
    return queue.length >= HEADER_BYTES;
  }

  /** True where the bytes at hand are the magic, or as much of it as there is. */
  #startsWithMagic(): boolean {
    const length = Math.min(MAGIC.length, this.#queue.length);
    for (let index = 1; index < length; index++) {
      if (this.#queue.at(index) !== MAGIC[index]) return false;
    }
    return true;
  }

  /** Takes one frame, or passes over one byte of a false one; false where more bytes are needed. */
  #takeFrame(): boolean {
    const queue = this.#queue;
    const header = queue.view(0, HEADER_BYTES);
    const view = new DataView(header.buffer, header.byteOffset, HEADER_BYTES);
    const length = view.getUint32(20, true);
    const type = view.getUint8(4);
    if (
      view.getUint32(28, true) !== crc32c(header.subarray(0, 28)) ||
      length > this.#options.maxPayloadBytes ||
      view.getUint16(6, true) !== 0 ||
      frameTypeName(type) === undefined
    ) {
      this.#passOver(1);
      return true;
    }
    this.#neededBytes = HEADER_BYTES + length;
    if (queue.length < this.#neededBytes) return false;
    const payload = queue.view(HEADER_BYTES, length);
    if (view.getUint32(24, true) !== payloadSum(view.getUint8(5))(payload, 0)) {
      // The payload is looked at again, so its length counts: nobody gets that work for free.
      this.#passOver(1, length);
      return true;
    }
    const frame: Frame = {
      type: type as FrameType,
      flags: view.getUint8(5),
      epoch: view.getUint32(8, true),
      sequence: view.getUint32(12, true),
      streamId: view.getUint32(16, true),
      payload,
    };
    queue.drop(HEADER_BYTES + length);
    this.#options.onFrame(frame);
    return true;
  }

  #passOver(byteCount: number, lookedAtAgain = 0): void {
    this.#queue.drop(byteCount);
    this.#options.onDamage(byteCount + lookedAtAgain);
  }
}
