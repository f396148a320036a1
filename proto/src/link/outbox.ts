import type { Writable } from 'node:stream';
import { HEADER_BYTES } from './constants.ts';
import { encodeHeader } from './encode.ts';
import { LinkError } from './errors.ts';
import { FLAG_FIN, FRAME_TYPE, type FrameType } from './frame.ts';
import type { LinkStream } from './link-stream.ts';

/** A frame that still lacks epoch and sequence number: it gets them when it goes out. */
export interface FrameDraft {
  readonly type: FrameType;
  readonly streamId: number;
  readonly payload: Uint8Array;
}

export interface OutboxOptions {
  readonly maxTransportBacklogBytes: number;
  readonly maxControlFrameCount: number;
  readonly maxInFlightBytes: number;
}

/** A stream with no more than this to send goes ahead of bulk. */
const URGENT_BYTES = 4 * 1024;
/** Urgent frames in a row before a waiting bulk stream gets one. */
const MAX_URGENT_RUN = 8;

/**
 * Outbox decides what goes on the wire next: hello frames, then frames of the link itself, then
 * streams with little to say, then bulk streams in turn. It hands the transport only a small backlog,
 * so that what comes later can still go first, and never more than the line may hold unacknowledged.
 */
export class Outbox {
  readonly #transport: Writable;
  readonly #options: OutboxOptions;
  readonly #onError: (error: LinkError) => void;
  #raw: Uint8Array[] = [];
  #control: FrameDraft[] = [];
  readonly #urgent = new Set<LinkStream>();
  readonly #bulk = new Set<LinkStream>();
  #urgentRun = 0;
  #epoch = 0;
  #sequence = 0;
  #maxPayloadBytes = 0;
  /** Bytes given to the transport and not taken by it. */
  #backlogBytes = 0;
  #sentBytes = 0;
  #ackedBytes = 0;
  #pumping = false;
  #closed = false;

  constructor(transport: Writable, options: OutboxOptions, onError: (error: LinkError) => void) {
    this.#transport = transport;
    this.#options = options;
    this.#onError = onError;
  }

  /** Bytes that the transport has not taken yet. */
  get backlogBytes(): number {
    return this.#backlogBytes;
  }

  /** Begins an epoch; what waited for the one before is dropped. */
  beginEpoch(epoch: number, maxPayloadBytes: number): void {
    this.endEpoch();
    this.#epoch = epoch;
    this.#maxPayloadBytes = maxPayloadBytes;
  }

  endEpoch(): void {
    this.#epoch = 0;
    this.#sequence = 0;
    this.#sentBytes = 0;
    this.#ackedBytes = 0;
    this.#control = [];
    this.#urgent.clear();
    this.#bulk.clear();
  }

  /** Stops for good. */
  close(): void {
    this.#closed = true;
    this.#raw = [];
    this.endEpoch();
  }

  /** Sends bytes outside of any epoch: hello frames, and filler that completes a torn frame. */
  sendRaw(bytes: Uint8Array): void {
    if (this.#closed) return;
    if (this.#raw.length >= 16) this.#raw.shift();
    this.#raw.push(bytes);
    this.pump();
  }

  /** Sends a frame of the link itself; fails the link where too many wait. */
  sendControl(draft: FrameDraft): void {
    if (this.#closed || this.#epoch === 0) return;
    if (this.#control.length >= this.#options.maxControlFrameCount) {
      this.#onError(
        new LinkError('limit_reached', 'too many control frames wait for the transport'),
      );
      return;
    }
    this.#control.push(draft);
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

  /** The peer has received this many bytes of the epoch. */
  acceptAck(totalBytes: number): void {
    if (totalBytes <= this.#ackedBytes || totalBytes > this.#sentBytes) return;
    this.#ackedBytes = totalBytes;
    this.pump();
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
    const draft = this.#control.shift();
    if (draft !== undefined) {
      this.#sendFrame(draft.type, 0, draft.streamId, [draft.payload]);
      return true;
    }
    return this.#sendData();
  }

  #sendData(): boolean {
    const room = this.#payloadRoom();
    if (room <= 0) return false;
    const bulkTurn = this.#bulk.size > 0 && this.#urgentRun >= MAX_URGENT_RUN;
    const queue = this.#urgent.size > 0 && !bulkTurn ? this.#urgent : this.#bulk;
    const stream = queue.values().next().value;
    if (stream === undefined) return false;
    this.#urgentRun = queue === this.#urgent ? this.#urgentRun + 1 : 0;
    this.forgetStream(stream);
    const outgoing = stream.takeOutgoing(room);
    if (outgoing !== undefined) {
      const flags = outgoing.fin ? FLAG_FIN : 0;
      this.#sendFrame(FRAME_TYPE.data, flags, stream.id, outgoing.pieces);
    }
    if (stream.hasOutgoing) this.#bulk.add(stream);
    return true;
  }

  #payloadRoom(): number {
    const limit = this.#options.maxInFlightBytes;
    if (limit === 0) return this.#maxPayloadBytes;
    const inFlight = this.#sentBytes - this.#ackedBytes;
    // Half the limit at most, so that what is acknowledged in halves always frees a frame's room.
    const most = Math.min(this.#maxPayloadBytes, Math.floor(limit / 2) - HEADER_BYTES);
    return inFlight + HEADER_BYTES + most <= limit ? most : 0;
  }

  #sendFrame(
    type: FrameType,
    flags: number,
    streamId: number,
    pieces: readonly Uint8Array[],
  ): void {
    const header = { type, flags, epoch: this.#epoch, sequence: this.#sequence, streamId };
    this.#sequence = (this.#sequence + 1) >>> 0;
    const bytes = encodeHeader(header, pieces);
    this.#sentBytes += bytes.length;
    this.#write(bytes);
    for (const piece of pieces) {
      this.#sentBytes += piece.length;
      if (piece.length > 0) this.#write(piece);
    }
  }

  #write(bytes: Uint8Array): void {
    this.#backlogBytes += bytes.length;
    this.#transport.write(bytes, () => {
      this.#backlogBytes -= bytes.length;
      this.pump();
    });
  }
}
