import { randomBytes } from 'node:crypto';
import { NONCE_BYTES } from './constants.ts';
import { LinkError } from './errors.ts';
import { FRAME_TYPE, type Frame } from './frame.ts';
import {
  decodeWelcome,
  encodeHello,
  encodeReady,
  epochOf,
  isProofOf,
  proofOf,
  sameNonce,
} from './handshake.ts';
import type { Terms, Transcript } from './handshake.ts';
import { KeepAlive } from './keepalive.ts';
import { Link, type LinkSettings } from './link.ts';
import type { LinkTimer } from './clock.ts';

export interface HostLinkSettings extends LinkSettings {
  /** Boot that this link is for; a guest with another one is refused. */
  readonly bootId: string;
}

/**
 * HostLink: the end that says hello. It repeats the hello until the guest answers, so it may be made
 * before the guest is up; how long to wait is the caller's business ({@link Link.ready} takes a
 * signal). `pause()` and `resume()` go with those of the VM.
 */
export class HostLink extends Link {
  readonly #bootId: string;
  readonly #randomBytes: (count: number) => Uint8Array;
  readonly #keepAlive: KeepAlive;
  #pending: { readonly nonce: Uint8Array; readonly terms: Terms } | undefined;
  #helloTimer: LinkTimer | undefined;
  #hellosSinceHeard = 0;

  constructor(settings: HostLinkSettings) {
    super(settings);
    this.#bootId = settings.bootId;
    this.#randomBytes = settings.randomBytes ?? randomBytes;
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

  /** The VM is paused: silence means nothing. */
  pause(): void {
    this.#keepAlive.pause();
  }

  resume(): void {
    this.#keepAlive.resume();
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
    if (welcome.terms.version < 1) {
      const text = `the agent speaks link protocol ${welcome.terms.version}, this bridge 1`;
      this.destroy(new LinkError('version_mismatch', text));
      return;
    }
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
    if (pending === undefined) return;
    this.#helloTimer?.cancel();
    // While the guest takes nothing there is no point in piling up hellos in front of it.
    if (this.outbox.backlogBytes < this.options.maxPayloadBytes * 2) {
      this.counters.helloCount++;
      this.#hellosSinceHeard++;
      if (this.#hellosSinceHeard % 4 === 0) this.#sendFiller();
      const hello = { terms: pending.terms, hostNonce: pending.nonce };
      this.sendHelloFrame(FRAME_TYPE.hello, encodeHello(hello));
    }
    this.#helloTimer = this.clock.setTimer(() => this.#sendHello(), this.options.helloIntervalMs);
  }

  /** Enough of nothing to complete any frame that the guest still waits for. */
  #sendFiller(): void {
    this.outbox.sendRaw(new Uint8Array(this.options.maxPayloadBytes));
  }

  #askForLife(attempt: number): void {
    if (attempt > 1) {
      // One question went unheard: perhaps both sides wait for the rest of a torn frame.
      this.#sendFiller();
      this.decoder.abandonFrame();
    }
    this.epoch?.ping();
  }
}
