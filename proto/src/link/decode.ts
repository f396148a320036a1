import { ByteQueue } from '../bytes/byte-queue.ts';
import { crc32c } from '../bytes/crc32c.ts';
import { HEADER_BYTES, MAGIC } from './constants.ts';
import { frameTypeName, type Frame, type FrameType } from './frame.ts';

/** What a {@link FrameDecoder} needs. */
export interface FrameDecoderOptions {
  /** A header that announces more is damage; checked before one byte of the payload is kept. */
  readonly maxPayloadBytes: number;
  /** Called for each good frame, in order. */
  readonly onFrame: (frame: Frame) => void;
  /** Called where bytes had to be passed over; `byteCount` counts those looked at again, too. */
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
  /** True while {@link #run} is on the stack: a callback may push or abandon. */
  #running = false;

  constructor(options: FrameDecoderOptions) {
    this.#options = options;
  }

  /** Bytes of a frame that is not complete yet. */
  get pendingBytes(): number {
    return this.#queue.length;
  }

  push(chunk: Uint8Array): void {
    this.#queue.push(chunk);
    if (!this.#running) this.#run();
  }

  /**
   * Stops waiting for the rest of the frame that has begun, and looks for another one in its bytes:
   * the other side is known to have started anew.
   */
  abandonFrame(): void {
    if (this.#queue.length === 0) return;
    this.#queue.drop(1);
    this.#options.onDamage(1);
    if (!this.#running) this.#run();
  }

  #run(): void {
    this.#running = true;
    try {
      while (this.#seekMagic() && this.#takeFrame());
    } finally {
      this.#running = false;
    }
  }

  /** Brings a possible header to the front; false where more bytes are needed. */
  #seekMagic(): boolean {
    const queue = this.#queue;
    if (queue.length === 0) return false;
    if (queue.at(0) !== MAGIC[0]) {
      const found = queue.indexOf(MAGIC[0]!);
      const skipped = found < 0 ? queue.length : found;
      queue.drop(skipped);
      this.#options.onDamage(skipped);
    }
    return queue.length >= HEADER_BYTES;
  }

  /** Takes one frame, or passes over one byte of a false one; false where more bytes are needed. */
  #takeFrame(): boolean {
    const queue = this.#queue;
    const header = queue.view(0, HEADER_BYTES);
    const view = new DataView(header.buffer, header.byteOffset, HEADER_BYTES);
    const length = view.getUint32(20, true);
    const type = view.getUint8(4);
    if (
      MAGIC.some((byte, index) => header[index] !== byte) ||
      view.getUint32(28, true) !== crc32c(header.subarray(0, 28)) ||
      length > this.#options.maxPayloadBytes ||
      view.getUint16(6, true) !== 0 ||
      frameTypeName(type) === undefined
    ) {
      this.#passOver(1);
      return true;
    }
    if (queue.length < HEADER_BYTES + length) return false;
    const payload = queue.view(HEADER_BYTES, length);
    if (view.getUint32(24, true) !== crc32c(payload)) {
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
