import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FrameDecoder } from './decode.ts';
import { encodeFrame } from './encode.ts';
import type { FrameType } from './frame.ts';
import {
  decodeHello,
  decodeReady,
  decodeWelcome,
  epochOf,
  isProofOf,
  type Transcript,
} from './handshake.ts';
import { createLinkVectors, type LinkVectors } from './link-vectors.ts';

/** Golden bytes are written anew only when asked for, and the test that does it fails. */
const IS_WRITING = process.env.VMSLOT_WRITE_VECTORS === '1';

const fileOf = (name: string): URL => new URL(`../../vectors/link/${name}.json`, import.meta.url);

if (IS_WRITING) {
  for (const [name, vectors] of Object.entries(createLinkVectors())) {
    writeFileSync(fileOf(name), `${JSON.stringify(vectors, undefined, 2)}\n`);
  }
}

const read = <Name extends keyof LinkVectors>(name: Name): LinkVectors[Name] =>
  JSON.parse(readFileSync(fileOf(name), 'utf8')) as LinkVectors[Name];

const frames = read('frames');
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const hexOf = (content: Uint8Array | undefined): string =>
  Buffer.from(content ?? []).toString('hex');

test('the files are what the code makes', () => {
  expect(IS_WRITING, 'written anew: read the difference, then run without it').toBe(false);
  const made = createLinkVectors();
  expect(frames).toEqual(made.frames);
  expect(read('lines')).toEqual(made.lines);
  expect(read('handshakes')).toEqual(made.handshakes);
});

describe('frames', () => {
  test.each(frames)('$name', ({ type, flags, epoch, sequence, streamId, payload, hex }) => {
    const place = { type: type as FrameType, flags, epoch, sequence, streamId };
    expect(hexOf(encodeFrame({ ...place, payload: bytes(payload) }))).toBe(hex);
    const found: unknown[] = [];
    new FrameDecoder({
      maxPayloadBytes: 65_536,
      onFrame: (frame) => found.push({ ...frame, payload: hexOf(frame.payload) }),
      onDamage: () => expect.unreachable(),
    }).push(bytes(hex));
    expect(found).toEqual([{ ...place, payload }]);
  });
});

describe('lines', () => {
  test.each(read('lines'))('$name', ({ hex, maxPayloadBytes, frames: expected }) => {
    const found: string[] = [];
    const decoder = new FrameDecoder({
      maxPayloadBytes,
      onFrame: (frame) => found.push(hexOf(encodeFrame(frame))),
      onDamage: () => undefined,
    });
    for (const byte of bytes(hex)) decoder.push(Uint8Array.of(byte));
    expect(found).toEqual(expected);
  });
});

describe('handshakes', () => {
  test.each(read('handshakes'))('$name', (vector) => {
    const { hello, welcome, ready, bootId, hostTerms, guestTerms } = vector;
    const transcript: Transcript = {
      secret: bytes(vector.secret),
      bootId,
      hostTerms,
      guestTerms,
      hostNonce: bytes(vector.hostNonce),
      guestNonce: bytes(vector.guestNonce),
    };
    const said = decodeHello(bytes(hello));
    expect(said?.terms).toEqual(hostTerms);
    expect(hexOf(said?.hostNonce)).toBe(vector.hostNonce);
    const answer = decodeWelcome(bytes(welcome));
    expect(answer?.terms).toEqual(guestTerms);
    expect(answer?.bootId).toBe(bootId);
    expect(hexOf(answer?.hostNonce)).toBe(vector.hostNonce);
    expect(hexOf(answer?.guestNonce)).toBe(vector.guestNonce);
    expect(hexOf(answer?.proof)).toBe(vector.guestProof);
    const end = decodeReady(bytes(ready));
    expect(hexOf(end?.guestNonce)).toBe(vector.guestNonce);
    expect(hexOf(end?.proof)).toBe(vector.hostProof);
    expect(isProofOf(transcript, 'guest', bytes(vector.guestProof))).toBe(true);
    expect(isProofOf(transcript, 'host', bytes(vector.hostProof))).toBe(true);
    expect(epochOf(transcript)).toBe(vector.epoch);
  });
});
