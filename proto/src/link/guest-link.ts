import { randomBytes } from 'node:crypto';
import type { LinkTimer } from './clock.ts';
import { NONCE_BYTES } from './constants.ts';
import { FRAME_TYPE, type Frame } from './frame.ts';
import {
  areUsableTerms,
  decodeHello,
  decodeReady,
  encodeWelcome,
  epochOf,
  isProofOf,
  proofOf,
  sameNonce,
} from './handshake.ts';
import type { Transcript } from './handshake.ts';
import { Link, type LinkSettings } from './link.ts';

export type GuestLinkSettings = LinkSettings;

/**
 * GuestLink: the end that answers. The epoch that is up stays up until the host has proved itself in a
 * new hello, so that a repeated or forged hello ends nothing. It keeps no watch on the host: a new
 * hello ends what the old host left. While no epoch is up it announces itself now and then.
 */
export class GuestLink extends Link {
  readonly #bootId: string;
  readonly #randomBytes: (count: number) => Uint8Array;
  /** A hello that was answered, and the epoch that it leads to. */
  #pending: { readonly transcript: Transcript; readonly epoch: number } | undefined;
  /** Nonce of the hello that led to the epoch that is up. */
  #currentHostNonce: Uint8Array | undefined;
  #announceTimer: LinkTimer | undefined;
  #announceDue = false;

  constructor(settings: GuestLinkSettings) {
    super(settings);
    this.#bootId = settings.bootId;
    this.#randomBytes = settings.randomBytes ?? randomBytes;
    this.#announce();
  }

  protected override restart(): void {
    this.#announce();
  }

  protected override acceptHelloFrame(frame: Frame): void {
    if (frame.type === FRAME_TYPE.hello) this.#acceptHello(frame);
    else if (frame.type === FRAME_TYPE.ready) this.#acceptReady(frame);
  }

  protected override acceptStaleFrame(frame: Frame): void {
    // While a hello is under way, frames of an earlier epoch are what was still on the line. But one
    // of the epoch to come means that the ready before it was lost.
    if (this.#pending === undefined || frame.epoch === this.#pending.epoch) this.#announce();
  }

  protected override heard(): void {
    // Nothing hangs on it here.
  }

  protected override stopTimers(): void {
    this.#announceTimer?.cancel();
  }

  #acceptHello(frame: Frame): void {
    const hello = decodeHello(frame.payload);
    if (hello === undefined || !areUsableTerms(hello.terms)) return;
    this.counters.helloCount++;
    if (this.isUp && this.#currentHostNonce !== undefined) {
      // A repetition of the hello that this epoch began with.
      if (sameNonce(hello.hostNonce, this.#currentHostNonce)) return;
    }
    let transcript = this.#pending?.transcript;
    if (transcript === undefined || !sameNonce(transcript.hostNonce, hello.hostNonce)) {
      transcript = {
        secret: this.secret,
        hostTerms: hello.terms,
        guestTerms: this.ownTerms(),
        hostNonce: hello.hostNonce,
        guestNonce: this.#randomBytes(NONCE_BYTES),
        bootId: this.#bootId,
      };
      this.#pending = { transcript, epoch: epochOf(transcript) };
    }
    const { guestTerms: terms, hostNonce, guestNonce, bootId } = transcript;
    const proof = proofOf(transcript, 'guest');
    const welcome = encodeWelcome({ terms, hostNonce, guestNonce, bootId, proof });
    this.sendHelloFrame(FRAME_TYPE.welcome, welcome);
  }

  #acceptReady(frame: Frame): void {
    const ready = decodeReady(frame.payload);
    const pending = this.#pending;
    if (ready === undefined || pending === undefined) return;
    const { transcript, epoch } = pending;
    if (!sameNonce(ready.guestNonce, transcript.guestNonce)) return;
    // A wrong proof is not answered: who does not know the secret learns nothing here.
    if (!isProofOf(transcript, 'host', ready.proof)) return;
    this.#pending = undefined;
    this.#currentHostNonce = transcript.hostNonce;
    const { guestTerms, hostTerms, bootId } = transcript;
    this.beginEpoch({ epoch, role: 'guest' }, guestTerms, hostTerms, bootId);
  }

  /** Tells the host which epoch is up here; at most once an interval, but never forgotten. */
  #announce(): void {
    if (this.#announceTimer !== undefined) {
      this.#announceDue = true;
      return;
    }
    this.#announceDue = false;
    const payload = Buffer.alloc(4);
    payload.writeUInt32LE(this.epoch?.terms.epoch ?? 0);
    this.sendHelloFrame(FRAME_TYPE.announce, payload);
    this.#announceTimer = this.clock.setTimer(() => {
      this.#announceTimer = undefined;
      // Again and again while no epoch is up, unless nobody has taken the last one: the host may
      // have stopped asking, where its line holds but few bytes.
      const isAlone = !this.isUp && this.outbox.isIdle;
      if (this.#announceDue || isAlone) this.#announce();
    }, this.options.helloIntervalMs);
  }
}
