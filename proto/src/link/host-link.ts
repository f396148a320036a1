import { randomBytes } from 'node:crypto';
import type { LinkTimer } from './clock.ts';
import { HEADER_BYTES, MAX_PAYLOAD_BYTES, NONCE_BYTES, PROTOCOL_VERSION } from './constants.ts';
import { LinkError } from './errors.ts';
import { FRAME_TYPE, type Frame } from './frame.ts';
import {
  areUsableTerms,
  decodeWelcome,
  encodeHello,
  encodeReady,
  epochOf,
  isProofOf,
  proofOf,
  sameNonce,
} from './handshake.ts';
import type { Terms, Transcript } from './handshake.ts';
import { InFlight } from './in-flight.ts';
import { KeepAlive } from './keepalive.ts';
import { Link, type LinkSettings } from './link.ts';

export type HostLinkSettings = LinkSettings;

/** One hello in so many that were not answered is preceded by filler. */
const HELLOS_PER_FILLER = 4;

/**
 * HostLink: the end that says hello. It repeats the hello until the guest answers, so it may be made
 * before the guest is up; how long to wait is the caller's business ({@link Link.ready} takes a
 * signal). A guest of another boot, or one that does not know the secret, ends the link. `pause()`
 * and `resume()` go with those of the VM.
 */
export class HostLink extends Link {
  readonly #bootId: string;
  readonly #randomBytes: (count: number) => Uint8Array;
  readonly #keepAlive: KeepAlive;
  readonly #filler: Uint8Array;
  #pending: { readonly nonce: Uint8Array; readonly terms: Terms } | undefined;
  #helloTimer: LinkTimer | undefined;
  #hellosSinceHeard = 0;
  #helloSentAt = 0;
  #paused = false;
  /** Where the decoder was when this side last waited in vain. */
  #doneBytesBefore = 0;
  #receivedBytesBefore = 0;

  constructor(settings: HostLinkSettings) {
    super(settings);
    this.#bootId = settings.bootId;
    this.#randomBytes = settings.randomBytes ?? randomBytes;
    const { maxInFlightBytes, maxPayloadBytes } = this.options;
    this.#filler =
      maxInFlightBytes === 0
        ? // An earlier host may have begun a longer frame than this one ever sends.
          new Uint8Array(MAX_PAYLOAD_BYTES)
        : new Uint8Array(
            Math.min(maxPayloadBytes, InFlight.ackEveryBytes(maxInFlightBytes) - HEADER_BYTES),
          );
    this.#keepAlive = new KeepAlive({
      clock: settings.clock,
      intervalMs: this.options.keepAliveIntervalMs,
      timeoutMs: this.options.keepAliveTimeoutMs,
      onQuiet: (attempt) => this.#askForLife(attempt),
      onSilent: () =>
        this.breakEpoch(new LinkError('epoch_ended', 'the agent has been silent for too long')),
    });
    this.restart();
  }

  /** The VM is paused: silence means nothing, and nothing is asked. Idempotent. */
  pause(): void {
    this.#paused = true;
    this.#keepAlive.pause();
    this.#helloTimer?.cancel();
  }

  /** The VM goes on. Idempotent. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#keepAlive.resume();
    if (this.closedBy === undefined) this.#sendHello();
  }

  protected override restart(): void {
    this.#keepAlive.stop();
    this.#pending = { nonce: this.#randomBytes(NONCE_BYTES), terms: this.ownTerms() };
    // The guest may wait for the rest of a frame that will never come, and so may this side.
    this.#sendFiller();
    this.decoder.abandonFrame();
    this.#sendHello();
  }

  protected override acceptHelloFrame(frame: Frame): void {
    if (frame.type === FRAME_TYPE.announce) this.#acceptAnnounce(frame);
    else if (frame.type === FRAME_TYPE.welcome) this.#acceptWelcome(frame);
  }

  protected override acceptStaleFrame(): void {
    // Bytes of an earlier life that were still on the way. They are no answer to anything.
  }

  protected override heard(): void {
    this.#hellosSinceHeard = 0;
    this.#keepAlive.heard();
  }

  protected override stopTimers(): void {
    this.#keepAlive.stop();
    this.#helloTimer?.cancel();
  }

  #acceptAnnounce(frame: Frame): void {
    if (frame.payload.length !== 4) return;
    const view = new DataView(frame.payload.buffer, frame.payload.byteOffset, 4);
    const guestEpoch = view.getUint32(0, true);
    if (this.epoch === undefined) this.#sendHello();
    else if (guestEpoch !== this.epoch.terms.epoch) {
      this.breakEpoch(new LinkError('epoch_ended', 'the agent does not know this epoch'));
    }
  }

  #acceptWelcome(frame: Frame): void {
    const welcome = decodeWelcome(frame.payload);
    const pending = this.#pending;
    // Another nonce: an answer to an earlier hello that is long forgotten.
    if (welcome === undefined || pending === undefined) return;
    if (!sameNonce(welcome.hostNonce, pending.nonce)) return;
    const transcript: Transcript = {
      secret: this.secret,
      hostTerms: pending.terms,
      guestTerms: welcome.terms,
      hostNonce: pending.nonce,
      guestNonce: welcome.guestNonce,
      bootId: welcome.bootId,
    };
    if (!isProofOf(transcript, 'guest', welcome.proof) || welcome.bootId !== this.#bootId) {
      const text = `the agent could not prove that it belongs to boot ${this.#bootId}`;
      this.destroy(new LinkError('unauthenticated', text));
      return;
    }
    if (!areUsableTerms(welcome.terms)) {
      const { version } = welcome.terms;
      const text = `the agent's link protocol ${version} does not fit ${PROTOCOL_VERSION}, the bridge's`;
      this.destroy(new LinkError('version_mismatch', text));
      return;
    }
    this.#pending = undefined;
    this.#helloTimer?.cancel();
    const proof = proofOf(transcript, 'host');
    this.sendHelloFrame(FRAME_TYPE.ready, encodeReady({ guestNonce: welcome.guestNonce, proof }));
    this.#keepAlive.start();
    const terms = { epoch: epochOf(transcript), role: 'host' as const };
    this.beginEpoch(terms, pending.terms, welcome.terms, welcome.bootId);
  }

  #sendHello(): void {
    const pending = this.#pending;
    if (pending === undefined || this.#paused) return;
    this.#helloTimer?.cancel();
    // While the guest takes nothing there is no point in piling up hellos in front of it.
    if (this.outbox.backlogBytes < this.options.maxTransportBacklogBytes) {
      this.#hellosSinceHeard++;
      if (this.#hellosSinceHeard % HELLOS_PER_FILLER === 0) this.#sendFiller();
      const hello = { terms: pending.terms, hostNonce: pending.nonce };
      const now = this.clock.now();
      // On a line that may be full: seldom, but not never, since what fills it may have been lost.
      const isOverdue = now - this.#helloSentAt >= this.options.keepAliveTimeoutMs;
      if (this.sendHelloFrame(FRAME_TYPE.hello, encodeHello(hello), isOverdue)) {
        this.counters.helloCount++;
        this.#helloSentAt = now;
      }
    }
    this.#helloTimer = this.clock.setTimer(() => this.#repeatHello(), this.options.helloIntervalMs);
  }

  #repeatHello(): void {
    // The same frame has been waited for since the last hello, so its end is not coming. Whatever it
    // is, it matters less than the welcome that may be stuck behind its head.
    if (this.decoder.doneBytes === this.#doneBytesBefore) this.decoder.abandonFrame();
    this.#doneBytesBefore = this.decoder.doneBytes;
    this.#sendHello();
  }

  /** Enough of nothing to complete any frame that the guest still waits for. */
  #sendFiller(): void {
    if (this.outbox.isIdle) this.outbox.sendRaw(this.#filler);
  }

  #askForLife(attempt: number): void {
    const epoch = this.epoch;
    if (epoch === undefined) return;
    const { receivedBytes } = this.decoder;
    const isSilent = receivedBytes === this.#receivedBytesBefore;
    this.#receivedBytesBefore = receivedBytes;
    // A question went unheard: perhaps one side waits for the rest of a torn frame. But where a long
    // frame is still coming over a slow line, it must not be given up.
    if (attempt > 1 && isSilent) this.#sendFiller();
    if (attempt > 1 && (isSilent || this.decoder.hidesFrame(epoch.terms.epoch))) {
      this.decoder.abandonFrame();
    }
    epoch.ping();
  }
}
