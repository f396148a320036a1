import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { DEFAULT_LINK_OPTIONS } from '@vmslot/proto/link';
import { NONCE_BYTES } from '../../proto/src/link/constants.ts';
import { FrameDecoder } from '../../proto/src/link/decode.ts';
import { encodeFrame } from '../../proto/src/link/encode.ts';
import { FRAME_TYPE, type Frame, type FrameType } from '../../proto/src/link/frame.ts';
import {
  decodeHello,
  encodeWelcome,
  epochOf,
  proofOf,
  type Terms,
  type Transcript,
} from '../../proto/src/link/handshake.ts';

/** Secret and boot that bridge and liar share: an attacker in the guest has read the seed disk. */
export const LYING_SECRET = Buffer.alloc(32, 0x3c);
export const LYING_BOOT_ID = 'hostile';

/** What of a welcome a liar changes. */
export interface LyingWelcome {
  readonly terms?: Partial<Terms>;
  readonly bootId?: string;
  readonly change?: (welcome: Buffer, transcript: Transcript) => Buffer;
}

/** Fields of a frame that a liar chooses; the rest is as it should be. */
export type LyingFrame = Partial<Omit<Frame, 'type'>>;

/**
 * A guest made by hand: answers hellos with a right proof, unless told otherwise, and then sends
 * whatever frames it is told to. The pipe belongs to the caller.
 */
export class LyingGuest {
  readonly pipe: Duplex;
  /** Epoch of the last hello; 0 before. */
  epoch = 0;
  /** Number of the next frame. */
  sequence = 0;
  /** Called with each frame of the epoch that comes. */
  onFrame: (frame: Frame) => void = () => undefined;
  #transcript: Transcript | undefined;

  private constructor(pipe: Duplex) {
    this.pipe = pipe;
  }

  /** Answers on a pipe from now on. @param talk called each time that the host has proved itself */
  static serve(
    pipe: Duplex,
    talk: (guest: LyingGuest) => void,
    welcome: LyingWelcome = {},
  ): LyingGuest {
    const guest = new LyingGuest(pipe);
    const decoder = new FrameDecoder({
      maxPayloadBytes: DEFAULT_LINK_OPTIONS.maxPayloadBytes,
      onDamage: () => undefined,
      onFrame: (frame) => {
        if (frame.type === FRAME_TYPE.hello) guest.#welcome(frame, welcome);
        else if (frame.type === FRAME_TYPE.ready) talk(guest);
        else if (frame.epoch === guest.epoch) guest.onFrame(frame);
      },
    });
    pipe.on('data', (chunk: Buffer) => decoder.push(chunk));
    return guest;
  }

  /** Sends a frame of the epoch, the next in number unless it says another. */
  send(type: FrameType, fields: LyingFrame = {}): void {
    const frame: Frame = {
      type,
      flags: 0,
      epoch: this.epoch,
      sequence: this.sequence,
      streamId: 0,
      payload: new Uint8Array(0),
      ...fields,
    };
    this.sequence = (this.sequence + 1) >>> 0;
    this.pipe.write(encodeFrame(frame));
  }

  #welcome(frame: Frame, { terms, bootId = LYING_BOOT_ID, change }: LyingWelcome): void {
    const hello = decodeHello(frame.payload);
    if (hello === undefined) return;
    const { maxPayloadBytes, streamWindowBytes } = DEFAULT_LINK_OPTIONS;
    const isRepeated = this.#transcript?.hostNonce.toString() === hello.hostNonce.toString();
    const transcript: Transcript = {
      secret: LYING_SECRET,
      hostTerms: hello.terms,
      guestTerms: {
        version: 1,
        featureBits: 0,
        maxPayloadBytes,
        streamWindowBytes,
        ackEveryBytes: 0,
        ...terms,
      },
      hostNonce: hello.hostNonce,
      guestNonce: isRepeated ? this.#transcript!.guestNonce : randomBytes(NONCE_BYTES),
      bootId,
    };
    this.#transcript = transcript;
    this.epoch = epochOf(transcript);
    this.sequence = 0;
    const { guestTerms, hostNonce, guestNonce } = transcript;
    const proof = proofOf(transcript, 'guest');
    const payload = encodeWelcome({ terms: guestTerms, hostNonce, guestNonce, bootId, proof });
    this.sendHello(FRAME_TYPE.welcome, change?.(payload, transcript) ?? payload);
  }

  /** Sends a frame that belongs to no epoch. */
  sendHello(type: FrameType, payload: Uint8Array): void {
    const place = { flags: 0, epoch: 0, sequence: 0, streamId: 0 };
    this.pipe.write(encodeFrame({ ...place, type, payload }));
  }
}
