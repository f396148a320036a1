import { HEADER_BYTES } from './constants.ts';
import { decodeTotal, encodeTotal } from './encode.ts';
import { LinkError } from './errors.ts';
import { FLAG_FIN, FRAME_TYPE, describeFrame, type Frame } from './frame.ts';
import { LinkStream, type StreamPort } from './link-stream.ts';
import type { Outbox } from './outbox.ts';

/** What both ends agreed on in the hello. */
export interface EpochTerms {
  readonly epoch: number;
  readonly role: 'host' | 'guest';
  /** Bytes that a new stream may send before it gets credit. */
  readonly sendWindowBytes: number;
  /** Bytes that this side accepts on a new stream. */
  readonly receiveWindowBytes: number;
  /** Acknowledge at least every so many bytes; 0: never. */
  readonly ackEveryBytes: number;
  readonly maxStreamCount: number;
}

export interface EpochEvents {
  /** The other side opened a stream. Returns false where nobody wants it. */
  readonly onStream: (stream: LinkStream) => boolean;
  /** The epoch cannot go on; both sides must say hello again. */
  readonly onBroken: (error: LinkError) => void;
  /** The other side closed the link. */
  readonly onGoaway: () => void;
}

/**
 * Epoch: what is between one hello and the next. It owns the streams, checks that no frame is missing,
 * and ends all streams at once when it ends: nothing of one epoch is ever seen in another.
 */
export class Epoch implements StreamPort {
  readonly terms: EpochTerms;
  readonly #outbox: Outbox;
  readonly #events: EpochEvents;
  readonly #streams = new Map<number, LinkStream>();
  #nextId: number;
  #lastPeerId = 0;
  #expectedSequence = 0;
  #receivedBytes = 0;
  #ackedBytes = 0;
  #over = false;

  constructor(terms: EpochTerms, outbox: Outbox, events: EpochEvents) {
    this.terms = terms;
    this.#outbox = outbox;
    this.#events = events;
    this.#nextId = terms.role === 'host' ? 1 : 2;
  }

  get streamCount(): number {
    return this.#streams.size;
  }

  /** Opens a stream; it may be written to at once. @throws LinkError limit_reached, epoch_ended */
  open(): LinkStream {
    if (this.#nextId > MAX_STREAM_ID) {
      this.#broken('epoch_ended', 'the numbers of the streams are used up');
    }
    if (this.#over) throw new LinkError('epoch_ended', 'the epoch is over');
    if (this.#streams.size >= this.terms.maxStreamCount) {
      throw new LinkError('limit_reached', `${this.terms.maxStreamCount} streams are open already`);
    }
    const stream = this.#addStream(this.#nextId);
    this.#nextId += 2;
    this.#outbox.sendControl({ type: FRAME_TYPE.open, streamId: stream.id, payload: NOTHING });
    return stream;
  }

  /** Asks the other side for a sign of life; the answer also shows whether a frame is missing. */
  ping(): void {
    this.#outbox.sendControl({ type: FRAME_TYPE.ping, streamId: 0, payload: NOTHING });
  }

  /** Takes a frame of this epoch. */
  accept(frame: Frame): void {
    if (this.#over) return;
    if (frame.sequence !== this.#expectedSequence) {
      this.#broken(
        'epoch_ended',
        `expected frame ${this.#expectedSequence}, got ${describeFrame(frame)}`,
      );
      return;
    }
    this.#expectedSequence = (this.#expectedSequence + 1) >>> 0;
    // Neither side counts acknowledgements, else each would ask for another.
    if (frame.type !== FRAME_TYPE.ack) {
      this.#receivedBytes += HEADER_BYTES + frame.payload.length;
    }
    this.#dispatch(frame);
    this.#acknowledge();
  }

  /** Ends every stream with the error. Idempotent. */
  end(error: LinkError): void {
    if (this.#over) return;
    this.#over = true;
    for (const stream of this.#streams.values()) stream.fail(error);
    this.#streams.clear();
  }

  streamReady(stream: LinkStream): void {
    if (!this.#over) this.#outbox.streamReady(stream);
  }

  grantCredit(streamId: number, totalBytes: number): void {
    if (this.#over) return;
    this.#outbox.sendControl({
      type: FRAME_TYPE.credit,
      streamId,
      payload: encodeTotal(totalBytes),
    });
  }

  resetStream(streamId: number): void {
    if (this.#over || !this.#streams.has(streamId)) return;
    this.#outbox.sendControl({ type: FRAME_TYPE.reset, streamId, payload: NOTHING });
  }

  forgetStream(streamId: number): void {
    const stream = this.#streams.get(streamId);
    if (stream === undefined) return;
    this.#streams.delete(streamId);
    if (stream.destroyed) this.#outbox.forgetStream(stream);
  }

  #dispatch(frame: Frame): void {
    switch (frame.type) {
      case FRAME_TYPE.open:
        this.#acceptOpen(frame);
        break;
      case FRAME_TYPE.data:
        this.#acceptData(frame);
        break;
      case FRAME_TYPE.credit: {
        const total = decodeTotal(frame.payload);
        if (total === undefined || !this.#isKnown(frame.streamId)) this.#violation(frame);
        else this.#streams.get(frame.streamId)?.acceptCredit(total);
        break;
      }
      case FRAME_TYPE.reset:
        if (!this.#isKnown(frame.streamId)) this.#violation(frame);
        else this.#streams.get(frame.streamId)?.fail(streamReset());
        break;
      case FRAME_TYPE.ping:
        this.#outbox.sendControl({ type: FRAME_TYPE.pong, streamId: 0, payload: NOTHING });
        break;
      case FRAME_TYPE.pong:
        break;
      case FRAME_TYPE.ack: {
        const total = decodeTotal(frame.payload);
        if (total === undefined || !this.#outbox.acceptAck(total)) this.#violation(frame);
        break;
      }
      case FRAME_TYPE.goaway:
        this.#events.onGoaway();
        break;
      case FRAME_TYPE.announce:
      case FRAME_TYPE.hello:
      case FRAME_TYPE.welcome:
      case FRAME_TYPE.ready:
        this.#violation(frame);
    }
  }

  #acceptOpen(frame: Frame): void {
    const id = frame.streamId;
    const peerParity = this.terms.role === 'host' ? 0 : 1;
    // Rising numbers of the right parity: a number is never used for two streams.
    if (id === 0 || id % 2 !== peerParity || id <= this.#lastPeerId) {
      this.#violation(frame);
      return;
    }
    this.#lastPeerId = id;
    if (this.#streams.size >= this.terms.maxStreamCount) {
      this.#outbox.sendControl({ type: FRAME_TYPE.reset, streamId: id, payload: NOTHING });
      return;
    }
    const stream = this.#addStream(id);
    if (!this.#events.onStream(stream)) stream.destroy();
  }

  #acceptData(frame: Frame): void {
    if (!this.#isKnown(frame.streamId)) {
      this.#violation(frame);
      return;
    }
    const stream = this.#streams.get(frame.streamId);
    // None: it was reset on this side while the frame was on its way.
    if (stream === undefined) return;
    if (!stream.acceptData(frame.payload, (frame.flags & FLAG_FIN) !== 0)) this.#violation(frame);
  }

  #addStream(id: number): LinkStream {
    const { sendWindowBytes, receiveWindowBytes } = this.terms;
    const stream = new LinkStream(this, {
      id,
      creditBytes: sendWindowBytes,
      windowBytes: receiveWindowBytes,
    });
    this.#streams.set(id, stream);
    return stream;
  }

  #acknowledge(): void {
    const { ackEveryBytes } = this.terms;
    if (this.#over || ackEveryBytes === 0) return;
    if (this.#receivedBytes - this.#ackedBytes < ackEveryBytes) return;
    this.#ackedBytes = this.#receivedBytes;
    this.#outbox.sendAck(this.#receivedBytes);
  }

  /** True for a stream that is open or was. */
  #isKnown(id: number): boolean {
    const isOwn = id % 2 === (this.terms.role === 'host' ? 1 : 0);
    return id !== 0 && (isOwn ? id < this.#nextId : id <= this.#lastPeerId);
  }

  #violation(frame: Frame): void {
    this.#broken('protocol_violation', `not allowed here: ${describeFrame(frame)}`);
  }

  #broken(code: 'epoch_ended' | 'protocol_violation', message: string): void {
    this.#events.onBroken(new LinkError(code, message));
  }
}

function streamReset(): LinkError {
  return new LinkError('stream_reset', 'the other side gave the stream up');
}

const MAX_STREAM_ID = 0xffff_ffff;
const NOTHING = new Uint8Array(0);
