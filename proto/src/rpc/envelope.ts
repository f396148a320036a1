import { MAX_MESSAGE_BYTES } from './limits.ts';
import { RpcError } from './rpc-error.ts';

/** Flag of an envelope whose data is compressed. Never written here, refused where read. */
export const ENVELOPE_COMPRESSED = 0b1;

/** Flag of the last envelope of a stream; its data is the end-stream message. */
export const ENVELOPE_END_STREAM = 0b10;

/** Size of what stands before the data: flags (1 byte), length of the data (4 bytes, big-endian). */
export const ENVELOPE_HEADER_BYTES = 5;

/** First room for the data of an envelope; doubled as bytes arrive, so that a false length costs nothing. */
const FIRST_ROOM_BYTES = 4096;

/** One message of a stream. */
export interface Envelope {
  readonly flags: number;
  readonly data: Uint8Array;
}

/** Bytes of an envelope. Source: Connect protocol reference, "Streaming-RPCs". */
export function encodeEnvelope(flags: number, data: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(ENVELOPE_HEADER_BYTES + data.length);
  bytes.writeUInt8(flags, 0);
  bytes.writeUInt32BE(data.length, 1);
  bytes.set(data, ENVELOPE_HEADER_BYTES);
  return bytes;
}

/** Limits of an `EnvelopeDecoder`. */
export interface EnvelopeDecoderOptions {
  /** Largest data of one envelope. Default: `MAX_MESSAGE_BYTES`. */
  readonly maxBytes?: number;
}

/**
 * Envelopes from a stream of bytes cut anywhere. The length is checked as soon as the header is
 * complete, before any data is kept; each byte is copied once, or twice where room is doubled.
 */
export class EnvelopeDecoder {
  readonly #maxBytes: number;
  readonly #header = Buffer.alloc(ENVELOPE_HEADER_BYTES);
  #headerFilled = 0;
  #room: Buffer = Buffer.alloc(0);
  #filled = 0;
  #length = 0;

  constructor(options: EnvelopeDecoderOptions = {}) {
    this.#maxBytes = options.maxBytes ?? MAX_MESSAGE_BYTES;
  }

  /**
   * Takes the next bytes and yields the envelopes that they complete. Read to its end before the
   * next call. `chunk` may be used again afterwards.
   *
   * @throws RpcError resource_exhausted for a length above the limit, internal for a compressed
   * envelope or a flag that the protocol does not know; the decoder is of no use then
   */
  *push(chunk: Uint8Array): Generator<Envelope, void, undefined> {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.#headerFilled < ENVELOPE_HEADER_BYTES) {
        const taken = chunk.subarray(offset, offset + ENVELOPE_HEADER_BYTES - this.#headerFilled);
        this.#header.set(taken, this.#headerFilled);
        this.#headerFilled += taken.length;
        offset += taken.length;
        if (this.#headerFilled < ENVELOPE_HEADER_BYTES) return;
        this.#begin();
      }
      const taken = chunk.subarray(offset, offset + this.#length - this.#filled);
      this.#append(taken);
      offset += taken.length;
      if (this.#filled === this.#length) yield this.#take();
    }
  }

  /** @throws RpcError internal where the stream ended inside an envelope */
  end(): void {
    if (this.#headerFilled === 0) return;
    throw new RpcError('internal', 'the stream ended inside an envelope');
  }

  #begin(): void {
    const flags = this.#header.readUInt8(0);
    this.#length = this.#header.readUInt32BE(1);
    if ((flags & ENVELOPE_COMPRESSED) !== 0) {
      throw new RpcError('internal', 'the envelope is compressed, which was not agreed on');
    }
    if ((flags & ~ENVELOPE_END_STREAM) !== 0) {
      throw new RpcError('internal', `the envelope has unknown flags ${flags}`);
    }
    if (this.#length > this.#maxBytes) {
      throw new RpcError(
        'resource_exhausted',
        `the message has ${this.#length} bytes, and ${this.#maxBytes} are allowed`,
      );
    }
    this.#room = Buffer.allocUnsafeSlow(Math.min(this.#length, FIRST_ROOM_BYTES));
    this.#filled = 0;
  }

  #append(bytes: Uint8Array): void {
    const needed = this.#filled + bytes.length;
    if (needed > this.#room.length) {
      const room = Buffer.allocUnsafeSlow(
        Math.min(this.#length, Math.max(needed, 2 * this.#room.length)),
      );
      room.set(this.#room.subarray(0, this.#filled));
      this.#room = room;
    }
    this.#room.set(bytes, this.#filled);
    this.#filled = needed;
  }

  #take(): Envelope {
    const envelope = { flags: this.#header.readUInt8(0), data: this.#room };
    this.#headerFilled = 0;
    this.#room = Buffer.alloc(0);
    return envelope;
  }
}
