import { createHmac, timingSafeEqual } from 'node:crypto';
import { MAX_BOOT_ID_BYTES, MIN_PAYLOAD_BYTES, NONCE_BYTES, PROOF_BYTES } from './constants.ts';

/**
 * The hello: three messages in which both ends prove that they know the secret of this boot, without
 * sending it, and agree on the epoch.
 *
 *     host  → guest  HELLO    terms, nonce H
 *     guest → host   WELCOME  terms, nonce H again, nonce G, boot id, proof of the guest
 *     host  → guest  READY    nonce G again, proof of the host
 *
 * A proof is an HMAC-SHA-256 over the role of who proves, both nonces, both sides' terms and the boot
 * id. The role keeps a proof from being sent back to its maker, the nonces keep it from being sent
 * again. The host may send frames of the epoch right after READY.
 */
export interface Terms {
  /** Protocol version that the sender speaks. */
  readonly version: number;
  /** One bit a feature; a bit that the other side does not know means nothing to it. */
  readonly featureBits: number;
  /** Longest payload that the sender accepts. */
  readonly maxPayloadBytes: number;
  /** Bytes that the sender accepts on a new stream. */
  readonly streamWindowBytes: number;
  /** The sender wants an acknowledgement at least every so many bytes it sent; 0: none. */
  readonly ackEveryBytes: number;
}

/** Payload of a hello frame. */
export interface Hello {
  readonly terms: Terms;
  readonly hostNonce: Uint8Array;
}

/** Payload of a welcome frame. */
export interface Welcome {
  readonly terms: Terms;
  readonly hostNonce: Uint8Array;
  readonly guestNonce: Uint8Array;
  readonly bootId: string;
  readonly proof: Uint8Array;
}

/** Payload of a ready frame. */
export interface Ready {
  readonly guestNonce: Uint8Array;
  readonly proof: Uint8Array;
}

const TERMS_BYTES = 20;

/** True where an end with such terms can be worked with. */
export function areUsableTerms(terms: Terms): boolean {
  return (
    terms.version >= 1 &&
    terms.maxPayloadBytes >= MIN_PAYLOAD_BYTES &&
    terms.streamWindowBytes >= MIN_PAYLOAD_BYTES
  );
}

function encodeTerms(terms: Terms): Buffer {
  const bytes = Buffer.alloc(TERMS_BYTES);
  bytes.writeUInt16LE(terms.version, 0);
  bytes.writeUInt32LE(terms.featureBits, 4);
  bytes.writeUInt32LE(terms.maxPayloadBytes, 8);
  bytes.writeUInt32LE(terms.streamWindowBytes, 12);
  bytes.writeUInt32LE(terms.ackEveryBytes, 16);
  return bytes;
}

function decodeTerms(payload: Uint8Array): Terms {
  const view = new DataView(payload.buffer, payload.byteOffset, TERMS_BYTES);
  return {
    version: view.getUint16(0, true),
    featureBits: view.getUint32(4, true),
    maxPayloadBytes: view.getUint32(8, true),
    streamWindowBytes: view.getUint32(12, true),
    ackEveryBytes: view.getUint32(16, true),
  };
}

/** A real copy, which `Buffer.slice` is not: payloads are views into what the transport read. */
function copyOf(payload: Uint8Array, offset: number, length: number): Uint8Array {
  return Uint8Array.from(payload.subarray(offset, offset + length));
}

/** Payload of a hello frame. */
export function encodeHello(hello: Hello): Buffer {
  return Buffer.concat([encodeTerms(hello.terms), hello.hostNonce]);
}

/** @returns undefined where the payload is no hello */
export function decodeHello(payload: Uint8Array): Hello | undefined {
  if (payload.length !== TERMS_BYTES + NONCE_BYTES) return undefined;
  return { terms: decodeTerms(payload), hostNonce: copyOf(payload, TERMS_BYTES, NONCE_BYTES) };
}

/** Payload of a welcome frame. */
export function encodeWelcome(welcome: Welcome): Buffer {
  const { terms, hostNonce, guestNonce, proof, bootId } = welcome;
  return Buffer.concat([encodeTerms(terms), hostNonce, guestNonce, proof, Buffer.from(bootId)]);
}

/** @returns undefined where the payload is no welcome */
export function decodeWelcome(payload: Uint8Array): Welcome | undefined {
  const fixed = TERMS_BYTES + 2 * NONCE_BYTES + PROOF_BYTES;
  if (payload.length <= fixed || payload.length > fixed + MAX_BOOT_ID_BYTES) return undefined;
  const hostNonce = copyOf(payload, TERMS_BYTES, NONCE_BYTES);
  const guestNonce = copyOf(payload, TERMS_BYTES + NONCE_BYTES, NONCE_BYTES);
  const proof = copyOf(payload, TERMS_BYTES + 2 * NONCE_BYTES, PROOF_BYTES);
  const bootId = Buffer.from(payload.subarray(fixed)).toString('latin1');
  if (!isBootId(bootId)) return undefined;
  return { terms: decodeTerms(payload), hostNonce, guestNonce, bootId, proof };
}

/** Payload of a ready frame. */
export function encodeReady(ready: Ready): Buffer {
  return Buffer.concat([ready.guestNonce, ready.proof]);
}

/** @returns undefined where the payload is no ready */
export function decodeReady(payload: Uint8Array): Ready | undefined {
  if (payload.length !== NONCE_BYTES + PROOF_BYTES) return undefined;
  return {
    guestNonce: copyOf(payload, 0, NONCE_BYTES),
    proof: copyOf(payload, NONCE_BYTES, PROOF_BYTES),
  };
}

/** True where `text` may be a boot id: 1 to 64 of [A-Za-z0-9._-]. */
export function isBootId(text: string): boolean {
  return /^[A-Za-z0-9._-]{1,64}$/.test(text);
}

/** What both ends know after HELLO and WELCOME were exchanged. */
export interface Transcript {
  readonly secret: Uint8Array;
  readonly hostTerms: Terms;
  readonly guestTerms: Terms;
  readonly hostNonce: Uint8Array;
  readonly guestNonce: Uint8Array;
  readonly bootId: string;
}

function mac(transcript: Transcript, label: string): Buffer {
  return createHmac('sha256', transcript.secret)
    .update(`vmslot link 1 ${label}\0`)
    .update(transcript.hostNonce)
    .update(transcript.guestNonce)
    .update(encodeTerms(transcript.hostTerms))
    .update(encodeTerms(transcript.guestTerms))
    .update(transcript.bootId)
    .digest();
}

/** Proof that `role` knows the secret. */
export function proofOf(transcript: Transcript, role: 'host' | 'guest'): Buffer {
  return mac(transcript, role);
}

/** Compares in constant time. */
export function isProofOf(
  transcript: Transcript,
  role: 'host' | 'guest',
  proof: Uint8Array,
): boolean {
  const expected = mac(transcript, role);
  return proof.length === expected.length && timingSafeEqual(expected, proof);
}

/** Epoch of the frames that follow this hello; never 0, which hello frames carry. */
export function epochOf(transcript: Transcript): number {
  return mac(transcript, 'epoch').readUInt32LE(0) || 1;
}

/** True where two nonces are the same. */
export function sameNonce(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
