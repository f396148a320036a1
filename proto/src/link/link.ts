import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { LinkClock } from './clock.ts';
import { FrameDecoder } from './decode.ts';
import { encodeFrame } from './encode.ts';
import { Epoch, type EpochTerms } from './epoch.ts';
import { LinkError } from './errors.ts';
import { FRAME_TYPE, type Frame, type FrameType } from './frame.ts';
import { PROTOCOL_VERSION, SECRET_BYTES } from './constants.ts';
import type { Terms } from './handshake.ts';
import type { LinkStream } from './link-stream.ts';
import { verifyLinkOptions, type LinkOptions } from './options.ts';
import { Outbox } from './outbox.ts';

/** How long a goaway may take to leave. */
const CLOSE_GRACE_MS = 1_000;

/** What is known of the other side once an epoch is up. */
export interface LinkPeer {
  readonly epoch: number;
  readonly version: number;
  readonly featureBits: number;
  readonly bootId: string;
}

export interface LinkEvents {
  /** Hello is over; streams may be opened. */
  up: [peer: LinkPeer];
  /** The epoch ended and all its streams with it; another hello is under way. */
  down: [error: LinkError];
  /** The other side opened a stream. */
  stream: [stream: LinkStream];
  /** The link ended for good; last event. */
  close: [error: LinkError];
}

/** What each end needs to make a link. */
export interface LinkSettings {
  /** Byte pipe to the other side; the link owns it from now on and destroys it at the end. */
  readonly transport: Duplex;
  /** Secret of this boot, 32 bytes. */
  readonly secret: Uint8Array;
  readonly clock: LinkClock;
  readonly options?: Partial<LinkOptions>;
  /** Source of nonces; default: the system's. */
  readonly randomBytes?: (count: number) => Uint8Array;
}

/** Figures for tests, logs and the bench. */
export interface LinkCounters {
  helloCount: number;
  epochCount: number;
  damagedBytes: number;
  staleFrameCount: number;
}

/**
 * Link: a byte pipe without connections, made into many streams. One end is a `HostLink`, which says
 * hello, the other a `GuestLink`. Who made the link closes it: `close()` tells the other side,
 * `destroy()` does not; both are idempotent and end every stream.
 */
export abstract class Link extends EventEmitter<LinkEvents> {
  readonly counters: LinkCounters = {
    helloCount: 0,
    epochCount: 0,
    damagedBytes: 0,
    staleFrameCount: 0,
  };
  protected readonly options: LinkOptions;
  protected readonly clock: LinkClock;
  protected readonly secret: Uint8Array;
  protected readonly outbox: Outbox;
  protected readonly decoder: FrameDecoder;
  protected epoch: Epoch | undefined;
  readonly #transport: Duplex;
  /** Damaged bytes since the last good frame. */
  #damagedInARow = 0;
  #closed: LinkError | undefined;

  constructor(settings: LinkSettings) {
    super();
    if (settings.secret.length !== SECRET_BYTES) {
      throw new RangeError(
        `the secret has ${settings.secret.length} bytes, must have ${SECRET_BYTES}`,
      );
    }
    this.options = verifyLinkOptions(settings.options);
    this.clock = settings.clock;
    this.secret = settings.secret;
    this.#transport = settings.transport;
    this.outbox = new Outbox(this.#transport, this.options, (error) => this.destroy(error));
    this.decoder = new FrameDecoder({
      maxPayloadBytes: this.options.maxPayloadBytes,
      onFrame: (frame) => this.#acceptFrame(frame),
      onDamage: (byteCount) => this.#acceptDamage(byteCount),
    });
    this.#transport.on('data', (chunk: Buffer) => this.decoder.push(chunk));
    this.#transport.on('error', (error) => this.#transportClosed(error));
    this.#transport.on('close', () => this.#transportClosed(undefined));
    this.#transport.on('end', () => this.#transportClosed(undefined));
  }

  /** True between `up` and `down`. */
  get isUp(): boolean {
    return this.epoch !== undefined;
  }

  /** Why the link ended, or undefined while it has not. */
  get closedBy(): LinkError | undefined {
    return this.#closed;
  }

  /** Opens a stream. @throws LinkError `epoch_ended` while no epoch is up, `limit_reached`, or why the link closed */
  open(): LinkStream {
    if (this.#closed !== undefined) throw this.#closed;
    if (this.epoch === undefined) throw new LinkError('epoch_ended', 'the link is not up');
    return this.epoch.open();
  }

  /** Resolves when an epoch is up. @throws LinkError `canceled`, or why the link closed */
  async ready({ signal }: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    if (this.#closed !== undefined) throw this.#closed;
    if (this.isUp) return;
    const done = new AbortController();
    try {
      await new Promise<void>((resolve, reject) => {
        const cancel = () =>
          reject(
            new LinkError('canceled', 'gave up waiting for the link', { cause: signal?.reason }),
          );
        if (signal?.aborted === true) cancel();
        signal?.addEventListener('abort', cancel, { signal: done.signal });
        const onClose = (error: LinkError) => reject(error);
        const onUp = () => resolve();
        this.once('up', onUp);
        this.once('close', onClose);
        done.signal.addEventListener('abort', () => this.off('close', onClose).off('up', onUp));
      });
    } finally {
      done.abort();
    }
  }

  /** Tells the other side, and ends all streams. What was written may still leave for a while. */
  close(): void {
    if (this.#closed !== undefined) return;
    // First, so that what the goaway brings about on the other side is not answered any more.
    this.#closed = new LinkError('closed', 'the link was closed on this side');
    if (this.epoch !== undefined) {
      this.outbox.sendControl({ type: FRAME_TYPE.goaway, streamId: 0, payload: new Uint8Array(0) });
    }
    const transport = this.#transport;
    const timer = this.clock.setTimer(() => transport.destroy(), CLOSE_GRACE_MS);
    transport.once('close', () => timer.cancel());
    this.#finish(this.#closed);
    transport.end(() => transport.destroy());
  }

  /** Ends all streams and the transport now. */
  destroy(error: LinkError = new LinkError('closed', 'the link was closed on this side')): void {
    if (this.#closed !== undefined) return;
    this.#finish(error);
    this.#transport.destroy();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** A frame outside of any epoch came. */
  protected abstract acceptHelloFrame(frame: Frame): void;
  /** A frame of an epoch that is not up came: the other side thinks differently. */
  protected abstract acceptStaleFrame(frame: Frame): void;
  /** The epoch broke: begin another hello. */
  protected abstract restart(): void;
  /** Something good came from the other side. */
  protected abstract heard(): void;
  protected abstract stopTimers(): void;

  /** This side's terms for a hello. */
  protected ownTerms(): Terms {
    const { maxPayloadBytes, streamWindowBytes, maxInFlightBytes } = this.options;
    const ackEveryBytes = Math.floor(maxInFlightBytes / 2);
    return {
      version: PROTOCOL_VERSION,
      featureBits: 0,
      maxPayloadBytes,
      streamWindowBytes,
      ackEveryBytes,
    };
  }

  protected sendHelloFrame(type: FrameType, payload: Uint8Array): void {
    this.outbox.sendRaw(
      encodeFrame({ type, flags: 0, epoch: 0, sequence: 0, streamId: 0, payload }),
    );
  }

  protected beginEpoch(
    terms: Pick<EpochTerms, 'epoch' | 'role'>,
    own: Terms,
    peer: Terms,
    bootId: string,
  ): void {
    this.endEpoch(new LinkError('epoch_ended', 'the other side said hello again'));
    this.counters.epochCount++;
    const epochTerms: EpochTerms = {
      ...terms,
      sendWindowBytes: peer.streamWindowBytes,
      receiveWindowBytes: own.streamWindowBytes,
      ackEveryBytes: peer.ackEveryBytes,
      maxStreamCount: this.options.maxStreamCount,
    };
    this.outbox.beginEpoch(terms.epoch, Math.min(peer.maxPayloadBytes, own.maxPayloadBytes));
    this.epoch = new Epoch(epochTerms, this.outbox, {
      onStream: (stream) => this.emit('stream', stream),
      onBroken: (error) => this.breakEpoch(error),
      onGoaway: () =>
        this.breakEpoch(new LinkError('epoch_ended', 'the other side closed the link')),
    });
    const { featureBits } = peer;
    const version = Math.min(own.version, peer.version);
    this.emit('up', { epoch: terms.epoch, version, featureBits, bootId });
  }

  /** Ends the epoch without beginning another hello. */
  protected endEpoch(error: LinkError): void {
    const epoch = this.epoch;
    if (epoch === undefined) return;
    this.epoch = undefined;
    this.outbox.endEpoch();
    epoch.end(error);
    this.emit('down', error);
  }

  /** Ends the epoch and begins another hello. */
  protected breakEpoch(error: LinkError): void {
    this.endEpoch(error);
    if (this.#closed === undefined) this.restart();
  }

  #finish(error: LinkError): void {
    this.#closed = error;
    this.stopTimers();
    this.endEpoch(error);
    this.outbox.close();
    this.emit('close', error);
  }

  #acceptFrame(frame: Frame): void {
    if (this.#closed !== undefined) return;
    this.#damagedInARow = 0;
    this.heard();
    if (frame.epoch === 0) this.acceptHelloFrame(frame);
    else if (this.epoch?.terms.epoch === frame.epoch) this.epoch.accept(frame);
    else {
      this.counters.staleFrameCount++;
      this.acceptStaleFrame(frame);
    }
  }

  #acceptDamage(byteCount: number): void {
    if (this.#closed !== undefined) return;
    const wasWhole = this.#damagedInARow === 0;
    this.#damagedInARow += byteCount;
    this.counters.damagedBytes += byteCount;
    if (this.#damagedInARow > this.options.maxDamagedBytes) {
      const text = `${this.#damagedInARow} bytes without one good frame: is this the agent's port?`;
      this.destroy(new LinkError('line_unusable', text));
    } else if (wasWhole) {
      // Noise between frames does no harm, a frame lost in it does: the answer will show a hole.
      this.epoch?.ping();
    }
  }

  #transportClosed(cause: unknown): void {
    this.destroy(new LinkError('transport_closed', 'the pipe to the other side closed', { cause }));
  }
}
