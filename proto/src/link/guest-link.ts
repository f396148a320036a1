import { randomBytes } from 'node:crypto';
import type { LinkTimer } from './clock.ts';
import { NONCE_BYTES } from './constants.ts';
import { FRAME_TYPE, type Frame } from './frame.ts';
import {
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

export interface GuestLinkSettings extends LinkSettings {
  readonly bootId: string;
}

/**
 * GuestLink: the end that answers. The epoch that is up stays up until the host has proved itself in a
 * new hello, so that a repeated or forged hello ends nothing. It keeps no watch on the host: a new
 * hello ends what the old host left.
 */
export class GuestLink extends Link {
  readonly #bootId: string;
  readonly #randomBytes: (count: number) => Uint8Array;
  #pending: Transcript | undefined;
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

  protected override acceptStaleFrame(): void {
    this.#announce();
  }

  protected override heard(): void {
    // Nothing hangs on it here.
  }

  protected override stopTimers(): void {
    this.#announceTimer?.cancel();
  }

  #acceptHello(frame: Frame): void {
    const hello = decodeHello(frame.payload);
    if (hello === undefined) return;
    this.counters.helloCount++;
    if (this.isUp && this.#currentHostNonce !== undefined) {
      // A repetition of the hello that this epoch began with.
      if (sameNonce(hello.hostNonce, this.#currentHostNonce)) return;
    }
    if (this.#pending === undefined || !sameNonce(this.#pending.hostNonce, hello.hostNonce)) {
      this.#pending = {
        secret: this.secret,
        hostTerms: hello.terms,
        guestTerms: this.ownTerms(),
        hostNonce: hello.hostNonce,
        guestNonce: this.#randomBytes(NONCE_BYTES),
        bootId: this.#bootId,
      };
    }
    const { guestTerms: terms, hostNonce, guestNonce, bootId } = this.#pending;
    const proof = proofOf(this.#pending, 'guest');
    const welcome = encodeWelcome({ terms, hostNonce, guestNonce, bootId, proof });
    this.sendHelloFrame(FRAME_TYPE.welcome, welcome);
  }

  #acceptReady(frame: Frame): void {
    const ready = decodeReady(frame.payload);
    const pending = this.#pending;
    if (ready === undefined || pending === undefined) return;
    if (!sameNonce(ready.guestNonce, pending.guestNonce)) return;
    // A wrong proof is not answered: who does not know the secret learns nothing here.
    if (!isProofOf(pending, 'host', ready.proof)) return;
    this.#pending = undefined;
    this.#currentHostNonce = pending.hostNonce;
    const terms = { epoch: epochOf(pending), role: 'guest' as const };
    this.beginEpoch(terms, pending.guestTerms, pending.hostTerms, this.#bootId);
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
      if (this.#announceDue) this.#announce();
    }, this.options.helloIntervalMs);
  }
}
