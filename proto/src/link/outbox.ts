import type { Writable } from 'node:stream';
import { HEADER_BYTES, TOTAL_BYTES } from './constants.ts';
import { ControlQueue, type FrameDraft } from './control-queue.ts';
import { encodeFrame, encodeHeader } from './encode.ts';
import { LinkError } from './errors.ts';
import { FLAG_FIN, FRAME_TYPE } from './frame.ts';
import { InFlight } from './in-flight.ts';
import type { LinkStream } from './link-stream.ts';

export interface OutboxOptions {
  readonly maxTransportBacklogBytes: number;
  readonly maxControlFrameCount: number;
  readonly maxInFlightBytes: number;
}

/** A stream with no more than this to send goes ahead of bulk. */
export const URGENT_BYTES = 4 * 1024;
/** Urgent frames in a row before a waiting bulk stream gets one. */
export const MAX_URGENT_RUN = 8;
/** Hello frames and fillers that may wait for the transport; beyond that the oldest is dropped. */
export const MAX_RAW_COUNT = 16;

/**
 * Outbox decides what goes on the wire next: hello frames, then frames of the link itself, then
 * streams with little to say, then bulk streams in turn. It hands the transport only a small backlog,
 * so that what comes later can still go first, and never more than the line may hold unacknowledged.
 */
export class Outbox {
  readonly #transport: Writable;
  readonly #options: OutboxOptions;
  readonly #onError: (error: LinkError) => void;
  readonly #inFlight: InFlight;
  readonly #control = new ControlQueue();
  #raw: Uint8Array[] = [];
  readonly #urgent = new Set<LinkStream>();
  readonly #bulk = new Set<LinkStream>();
  #urgentRun = 0;
  #epoch = 0;
  #sequence = 0;
  #maxPayloadBytes = 0;
  #dataFlags = 0;
  /** Bytes given to the transport and not taken by it. */
  #backlogBytes = 0;
  #pumping = false;
  #closed = false;

  /** @param onError is told where a limit is reached; the link cannot go on then */
  constructor(transport: Writable, options: OutboxOptions, onError: (error: LinkError) => void) {
    this.#transport = transport;
    this.#options = options;
    this.#onError = onError;
    this.#inFlight = new InFlight(options.maxInFlightBytes);
  }

  /** Bytes that the transport has not taken yet. */
  get backlogBytes(): number {
    return this.#backlogBytes;
  }

  /** True where nothing waits, neither here nor in the transport. */
  get isIdle(): boolean {
    return this.#backlogBytes === 0 && this.#raw.length === 0;
  }

  /**
   * Begins an epoch; what waited for the one before is dropped.
   * @param dataFlags flags that every frame of data gets
   */
  beginEpoch(epoch: number, maxPayloadBytes: number, dataFlags = 0): void {
    this.endEpoch();
    this.#epoch = epoch;
    this.#dataFlags = dataFlags;
    this.#maxPayloadBytes = Math.min(maxPayloadBytes, this.#inFlight.maxFrameBytes - HEADER_BYTES);
  }

  /** What waited is dropped. What the transport has been given still leaves, and means nothing then. */
  endEpoch(): void {
    this.#epoch = 0;
    this.#sequence = 0;
    this.#inFlight.beginEpoch();
    this.#control.clear();
    this.#urgent.clear();
    this.#bulk.clear();
  }

  /** Stops for good. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#raw = [];
    this.endEpoch();
  }

  /**
   * Sends bytes outside of any epoch: hello frames, and filler that completes a torn frame.
   * @param isOverdue they must go out even if the line may be full
   * @returns false where the line must not be given more before the other side was heard
   */
  sendRaw(bytes: Uint8Array, isOverdue = false): boolean {
    if (this.#closed || !this.#inFlight.takeRaw(bytes.length, isOverdue)) return false;
    if (this.#raw.length >= MAX_RAW_COUNT) this.#raw.shift();
    this.#raw.push(bytes);
    this.pump();
    return true;
  }

  /** The other side reads: what was sent outside of epochs is no longer on the way. */
  peerHeard(): void {
    this.#inFlight.forgetRaw();
  }

  /** Sends a frame of the link itself; fails the link where too many wait. */
  sendControl(draft: FrameDraft): void {
    if (this.#closed || this.#epoch === 0) return;
    if (this.#control.length >= this.#options.maxControlFrameCount) {
      this.#onError(
        new LinkError('limit_reached', 'the other side makes more replies than it reads'),
      );
      return;
    }
    this.#control.push(draft);
    this.pump();
  }

  /** Acknowledges the bytes of the epoch; a newer total replaces one that waits. */
  sendAck(totalBytes: number): void {
    if (this.#closed || this.#epoch === 0) return;
    this.#control.ackTotal = totalBytes;
    this.pump();
  }

  /** The stream has data and credit. */
  streamReady(stream: LinkStream): void {
    if (stream.writableLength <= URGENT_BYTES) this.#urgent.add(stream);
    else this.#bulk.add(stream);
    this.pump();
  }

  forgetStream(stream: LinkStream): void {
    this.#urgent.delete(stream);
    this.#bulk.delete(stream);
  }

  /** The peer has received this many bytes of the epoch. @returns false where it cannot have */
  acceptAck(totalBytes: number): boolean {
    if (!this.#inFlight.accept(totalBytes)) return false;
    this.pump();
    return true;
  }

  /** Gives the transport what it has room for. */
  pump(): void {
    if (this.#pumping || this.#closed) return;
    this.#pumping = true;
    this.#transport.cork();
    try {
      while (this.#backlogBytes < this.#options.maxTransportBacklogBytes && this.#sendNext());
    } finally {
      this.#pumping = false;
      this.#transport.uncork();
    }
  }

  #sendNext(): boolean {
    const raw = this.#raw.shift();
    if (raw !== undefined) {
      this.#write(raw);
      return true;
    }
    if (this.#epoch === 0) return false;
    const draft = this.#control.shift(this.#inFlight.room >= HEADER_BYTES + TOTAL_BYTES);
    if (draft !== undefined) {
      this.#sendDraft(draft);
      return true;
    }
    return this.#control.length === 0 && this.#sendData();
  }

  #sendDraft({ type, streamId, payload }: FrameDraft): void {
    const frame = { ...this.#nextPlace(), type, flags: 0, streamId, payload };
    const bytes = encodeFrame(frame);
    // Neither side counts acknowledgements, else each would ask for another.
    if (type !== FRAME_TYPE.ack) this.#inFlight.send(bytes.length);
    this.#write(bytes);
  }

  #sendData(): boolean {
    if (this.#inFlight.room < HEADER_BYTES + this.#maxPayloadBytes) return false;
    const bulkTurn = this.#bulk.size > 0 && this.#urgentRun >= MAX_URGENT_RUN;
    const queue = this.#urgent.size > 0 && !bulkTurn ? this.#urgent : this.#bulk;
    const stream = queue.values().next().value;
    if (stream === undefined) return false;
    this.#urgentRun = queue === this.#urgent ? this.#urgentRun + 1 : 0;
    this.forgetStream(stream);
    const outgoing = stream.takeOutgoing(this.#maxPayloadBytes);
    if (outgoing === undefined) return true;
    const { pieces, fin } = outgoing;
    const flags = this.#dataFlags | (fin ? FLAG_FIN : 0);
    const place = { ...this.#nextPlace(), type: FRAME_TYPE.data, flags, streamId: stream.id };
    const header = encodeHeader(place, pieces);
    this.#inFlight.send(header.length + pieces.reduce((sum, { length }) => sum + length, 0));
    this.#write(header, ...pieces);
    if (stream.hasOutgoing) this.#bulk.add(stream);
    return true;
  }

  #nextPlace(): { readonly epoch: number; readonly sequence: number } {
    const place = { epoch: this.#epoch, sequence: this.#sequence };
    this.#sequence = (this.#sequence + 1) >>> 0;
    return place;
  }

  #write(...pieces: readonly Uint8Array[]): void {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    this.#backlogBytes += length;
    pieces.forEach((piece, index) => {
      if (index < pieces.length - 1) {
        this.#transport.write(piece);
        return;
      }
      // Taken in order, so the last piece speaks for all. An error comes as the transport's own, too.
      this.#transport.write(piece, () => {
        this.#backlogBytes -= length;
        this.pump();
      });
    });
  }
}
