import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { LinkClock } from './clock.ts';
import { HEADER_BYTES, PROTOCOL_VERSION, SECRET_BYTES } from './constants.ts';
import { FrameDecoder } from './decode.ts';
import { encodeFrame } from './encode.ts';
import { Epoch, type EpochTerms } from './epoch.ts';
import { LinkError } from './errors.ts';
import { FEATURE_CRC32, FLAG_CRC32, FRAME_TYPE, type Frame, type FrameType } from './frame.ts';
import { isBootId, type Terms } from './handshake.ts';
import { InFlight } from './in-flight.ts';
import type { LinkStream } from './link-stream.ts';
import { verifyLinkOptions, type LinkOptions } from './options.ts';
import { Outbox } from './outbox.ts';

/** How long a goaway may take to leave. */
export const CLOSE_GRACE_MS = 1_000;

/** Time in which one whole limit of damaged bytes is forgiven. */
export const DAMAGE_FORGIVEN_MS = 60_000;

/** Least time between two pings that damage brings about. */
export const DAMAGE_PING_MS = 20;

/** What is known of the other side once an epoch is up. */
export interface LinkPeer {
  readonly epoch: number;
  readonly version: number;
  readonly featureBits: number;
  readonly bootId: string;
}

/** Events of a {@link Link}. */
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

/** What each end needs to make a link. A wrong secret, boot id or option is a RangeError. */
export interface LinkSettings {
  /** Byte pipe to the other side; the link owns it from now on and destroys it at the end. */
  readonly transport: Duplex;
  /** Secret of this boot, 32 bytes. */
  readonly secret: Uint8Array;
  /** Identifier of this boot, 1 to 64 of [A-Za-z0-9._-]; both ends must have the same. */
  readonly bootId: string;
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
  /** Good frames of epochs that were up: signs of life. */
  frameCount: number;
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
    frameCount: 0,
  };
  protected readonly options: LinkOptions;
  protected readonly clock: LinkClock;
  protected readonly secret: Uint8Array;
  protected readonly outbox: Outbox;
  protected readonly decoder: FrameDecoder;
  protected epoch: Epoch | undefined;
  readonly #transport: Duplex;
  readonly #onData: (chunk: Buffer) => void;
  /** Damaged bytes that neither good ones nor time have made up for. */
  #damageLevel = 0;
  #damageAt = 0;
  #damagePingAt = -Infinity;
  #damagedSinceFrame = false;
  #closed: LinkError | undefined;

  constructor(settings: LinkSettings) {
    super();
    if (settings.secret.length !== SECRET_BYTES) {
      throw new RangeError(
        `the secret has ${settings.secret.length} bytes, must have ${SECRET_BYTES}`,
      );
    }
    if (!isBootId(settings.bootId)) {
      throw new RangeError('the boot id must be 1 to 64 of [A-Za-z0-9._-]');
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
    this.#onData = (chunk) => this.decoder.push(chunk);
    this.#transport.on('data', this.#onData);
    this.#transport.on('error', (error) => this.#transportClosed(error));
    this.#transport.on('close', () => this.#transportClosed(undefined));
    this.#transport.on('end', () => this.#transportClosed(undefined));
    // One that has closed already says so no more.
    if (this.#transport.destroyed) process.nextTick(() => this.#transportClosed(undefined));
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

  /**
   * Tells the other side, and ends all streams. The transport closes when that has left, at the
   * latest after {@link CLOSE_GRACE_MS}. Idempotent.
   */
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

  /** Ends all streams and the transport now, also where `close` has begun. Idempotent. */
  destroy(error: LinkError = new LinkError('closed', 'the link was closed on this side')): void {
    if (this.#closed === undefined) this.#finish(error);
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
    const ackEveryBytes = InFlight.ackEveryBytes(maxInFlightBytes);
    return {
      version: PROTOCOL_VERSION,
      featureBits: FEATURE_CRC32,
      maxPayloadBytes,
      streamWindowBytes,
      ackEveryBytes,
    };
  }

  protected sendHelloFrame(type: FrameType, payload: Uint8Array, isOverdue = false): boolean {
    const place = { flags: 0, epoch: 0, sequence: 0, streamId: 0 };
    return this.outbox.sendRaw(encodeFrame({ ...place, type, payload }), isOverdue);
  }

  protected beginEpoch(
    terms: Pick<EpochTerms, 'epoch' | 'role'>,
    own: Terms,
    peer: Terms,
    bootId: string,
  ): void {
    this.endEpoch(new LinkError('epoch_ended', 'the other side said hello again'));
    // Who heard of the end may have closed the link.
    if (this.#closed !== undefined) return;
    this.counters.epochCount++;
    const epochTerms: EpochTerms = {
      ...terms,
      sendWindowBytes: peer.streamWindowBytes,
      receiveWindowBytes: own.streamWindowBytes,
      ackEveryBytes: peer.ackEveryBytes,
      maxStreamCount: this.options.maxStreamCount,
    };
    const dataFlags = (peer.featureBits & FEATURE_CRC32) === 0 ? 0 : FLAG_CRC32;
    const maxPayloadBytes = Math.min(peer.maxPayloadBytes, own.maxPayloadBytes);
    this.outbox.beginEpoch(terms.epoch, maxPayloadBytes, dataFlags);
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
    this.decoder.close();
    // What still comes is read and thrown away, so that the end of the transport is seen.
    this.#transport.off('data', this.#onData).resume();
    this.emit('close', error);
  }

  #acceptFrame(frame: Frame): void {
    if (this.#closed !== undefined) return;
    this.#damagedSinceFrame = false;
    this.#damageLevel = Math.max(0, this.#damageLevel - HEADER_BYTES - frame.payload.length);
    this.outbox.peerHeard();
    this.heard();
    if (frame.epoch === 0) this.acceptHelloFrame(frame);
    else if (this.epoch?.terms.epoch === frame.epoch) {
      this.counters.frameCount++;
      this.epoch.accept(frame);
    } else {
      this.counters.staleFrameCount++;
      this.acceptStaleFrame(frame);
    }
  }

  #acceptDamage(byteCount: number): void {
    if (this.#closed !== undefined) return;
    const wasWhole = !this.#damagedSinceFrame;
    this.#damagedSinceFrame = true;
    this.counters.damagedBytes += byteCount;
    const { maxDamagedBytes } = this.options;
    const now = this.clock.now();
    const forgiven = ((now - this.#damageAt) / DAMAGE_FORGIVEN_MS) * maxDamagedBytes;
    this.#damageLevel = Math.max(0, this.#damageLevel - forgiven) + byteCount;
    this.#damageAt = now;
    if (this.#damageLevel > maxDamagedBytes) {
      const text = `${Math.round(this.#damageLevel)} damaged bytes: is this the agent's port?`;
      this.destroy(new LinkError('line_unusable', text));
    } else if (wasWhole && now - this.#damagePingAt >= DAMAGE_PING_MS) {
      // Noise between frames does no harm, a frame lost in it does: the answer will show a hole. Not
      // too often, else two ends on a line that puts noise beside every frame ask for ever.
      this.#damagePingAt = now;
      this.epoch?.ping();
    }
  }

  #transportClosed(cause: unknown): void {
    this.destroy(new LinkError('transport_closed', 'the pipe to the other side closed', { cause }));
  }
}
