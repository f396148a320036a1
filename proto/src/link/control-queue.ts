import { encodeTotal } from './encode.ts';
import { FRAME_TYPE, type FrameType } from './frame.ts';

/** A frame that still lacks epoch and sequence number: it gets them when it goes out. */
export interface FrameDraft {
  readonly type: FrameType;
  readonly streamId: number;
  readonly payload: Uint8Array;
}

/**
 * ControlQueue: frames of the link itself that wait for the transport. Acknowledgement, ping and pong
 * are there once at most, and credit once a stream, the newest total replacing the one that waits: so
 * a peer that asks and asks without reading makes nothing grow but what it opens or has reset.
 */
export class ControlQueue {
  /** Total to acknowledge. Goes out first, and also when there is room for nothing else. */
  ackTotal: number | undefined;
  /** In the order in which they were asked for; a replaced one keeps its place. */
  readonly #drafts = new Map<string | number, FrameDraft>();
  #nextKey = 0;

  /** Frames that wait, an acknowledgement not counted. */
  get length(): number {
    return this.#drafts.size;
  }

  push(draft: FrameDraft): void {
    this.#drafts.set(this.#keyOf(draft), draft);
  }

  /** Takes the next frame. @param hasRoom for more than an acknowledgement */
  shift(hasRoom: boolean): FrameDraft | undefined {
    if (this.ackTotal !== undefined) {
      const payload = encodeTotal(this.ackTotal);
      this.ackTotal = undefined;
      return { type: FRAME_TYPE.ack, streamId: 0, payload };
    }
    if (!hasRoom) return undefined;
    const next = this.#drafts.entries().next().value;
    if (next === undefined) return undefined;
    this.#drafts.delete(next[0]);
    return next[1];
  }

  clear(): void {
    this.ackTotal = undefined;
    this.#drafts.clear();
  }

  #keyOf({ type, streamId }: FrameDraft): string | number {
    return MERGED_TYPES.has(type) ? `${type}:${streamId}` : this.#nextKey++;
  }
}

/** Of these only the newest is worth sending. */
const MERGED_TYPES: ReadonlySet<FrameType> = new Set([
  FRAME_TYPE.ping,
  FRAME_TYPE.pong,
  FRAME_TYPE.credit,
]);
