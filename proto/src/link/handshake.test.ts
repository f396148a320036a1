import { describe, expect, test } from 'vitest';
import {
  areUsableTerms,
  decodeHello,
  decodeReady,
  decodeWelcome,
  encodeHello,
  encodeReady,
  encodeWelcome,
  epochOf,
  isBootId,
  isProofOf,
  proofOf,
  sameNonce,
  type Terms,
  type Transcript,
} from './handshake.ts';

const terms: Terms = {
  version: 1,
  featureBits: 0x80000001,
  maxPayloadBytes: 1000,
  streamWindowBytes: 70_000,
  ackEveryBytes: 1500,
};
const transcript: Transcript = {
  secret: new Uint8Array(32).fill(1),
  hostTerms: terms,
  guestTerms: { ...terms, maxPayloadBytes: 2000 },
  hostNonce: new Uint8Array(32).fill(2),
  guestNonce: new Uint8Array(32).fill(3),
  bootId: 'boot-1',
};
const { hostNonce, guestNonce, bootId } = transcript;
const proof = proofOf(transcript, 'guest');

describe('messages', () => {
  test('come back as they went', () => {
    const hello = { terms, hostNonce };
    const welcome = { terms, hostNonce, guestNonce, bootId, proof: Uint8Array.from(proof) };
    const ready = { guestNonce, proof: Uint8Array.from(proof) };
    expect(decodeHello(encodeHello(hello))).toEqual(hello);
    expect(decodeWelcome(Uint8Array.from(encodeWelcome(welcome)))).toEqual(welcome);
    expect(decodeReady(Uint8Array.from(encodeReady(ready)))).toEqual(ready);
  });

  test('of another length are none', () => {
    const hello = encodeHello({ terms, hostNonce });
    const ready = encodeReady({ guestNonce, proof });
    for (const change of [(b: Buffer) => b.subarray(1), (b: Buffer) => Buffer.concat([b, b])]) {
      expect(decodeHello(change(hello))).toBeUndefined();
      expect(decodeReady(change(ready))).toBeUndefined();
    }
    const empty = encodeWelcome({ terms, hostNonce, guestNonce, bootId: '', proof });
    expect(decodeWelcome(empty)).toBeUndefined();
    expect(decodeWelcome(Buffer.concat([empty, Buffer.alloc(65, 'a')]))).toBeUndefined();
    expect(decodeWelcome(Buffer.concat([empty, Buffer.alloc(64, 'a')]))).toBeDefined();
  });

  test('a boot id with other characters is none', () => {
    for (const id of ['a/b', '..\n', 'é', 'a b', '\0']) {
      expect(isBootId(id)).toBe(false);
      const welcome = encodeWelcome({ terms, hostNonce, guestNonce, bootId: id, proof });
      expect(decodeWelcome(welcome)).toBeUndefined();
    }
    expect(isBootId('A-z_0.9')).toBe(true);
    expect(isBootId('')).toBe(false);
    expect(isBootId('a'.repeat(65))).toBe(false);
  });
});

describe('proof', () => {
  test('holds for its maker and its conversation only', () => {
    expect(isProofOf(transcript, 'guest', proof)).toBe(true);
    const other = new Uint8Array(32).fill(9);
    const others: Transcript[] = [
      { ...transcript, secret: other },
      { ...transcript, hostNonce: other },
      { ...transcript, guestNonce: other },
      { ...transcript, hostNonce: guestNonce, guestNonce: hostNonce },
      { ...transcript, bootId: 'boot-2' },
      { ...transcript, hostTerms: { ...terms, version: 2 } },
      { ...transcript, hostTerms: { ...terms, featureBits: 0 } },
      { ...transcript, hostTerms: transcript.guestTerms, guestTerms: terms },
      { ...transcript, guestTerms: { ...transcript.guestTerms, streamWindowBytes: 1 } },
      { ...transcript, guestTerms: { ...transcript.guestTerms, ackEveryBytes: 1 } },
    ];
    for (const changed of others) expect(isProofOf(changed, 'guest', proof)).toBe(false);
    expect(isProofOf(transcript, 'host', proof)).toBe(false);
    expect(isProofOf(transcript, 'guest', proof.subarray(1))).toBe(false);
    expect(isProofOf(transcript, 'guest', new Uint8Array(0))).toBe(false);
  });

  test('an epoch is never 0, the number of no epoch', () => {
    expect(epochOf(transcript)).toBeGreaterThan(0);
    expect(epochOf(transcript)).toBe(epochOf({ ...transcript }));
    expect(epochOf({ ...transcript, hostNonce: guestNonce })).not.toBe(epochOf(transcript));
  });
});

test('terms with which nothing could be sent are not usable', () => {
  expect(areUsableTerms(terms)).toBe(true);
  expect(areUsableTerms({ ...terms, version: 7 })).toBe(true);
  expect(areUsableTerms({ ...terms, version: 0 })).toBe(false);
  expect(areUsableTerms({ ...terms, maxPayloadBytes: 255 })).toBe(false);
  expect(areUsableTerms({ ...terms, streamWindowBytes: 0 })).toBe(false);
});

test('nonces are the same only where all of them is', () => {
  expect(sameNonce(hostNonce, Uint8Array.from(hostNonce))).toBe(true);
  expect(sameNonce(hostNonce, guestNonce)).toBe(false);
  expect(sameNonce(hostNonce, hostNonce.subarray(1))).toBe(false);
});
