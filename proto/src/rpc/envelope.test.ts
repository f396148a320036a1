import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeEnvelope, EnvelopeDecoder, type Envelope } from './envelope.ts';
import { MAX_MESSAGE_BYTES } from './limits.ts';

interface Vector {
  readonly hex: string;
  readonly envelopes?: readonly { readonly flags: number; readonly data: string }[];
  readonly code?: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/rpc/envelopes.json', import.meta.url), 'utf8'),
) as readonly Vector[];

function decode(chunks: Iterable<Uint8Array>, maxBytes?: number): Envelope[] {
  const decoder = new EnvelopeDecoder(maxBytes === undefined ? {} : { maxBytes });
  const envelopes: Envelope[] = [];
  for (const chunk of chunks) envelopes.push(...decoder.push(chunk));
  decoder.end();
  return envelopes;
}

/** The slow way: everything in one array of numbers, cut off at the front. */
function decodeNaively(bytes: readonly number[]): { flags: number; data: number[] }[] {
  if (bytes.length === 0) return [];
  const [flags = 0, a = 0, b = 0, c = 0, d = 0] = bytes;
  const length = ((a * 256 + b) * 256 + c) * 256 + d;
  return [{ flags, data: bytes.slice(5, 5 + length) }, ...decodeNaively(bytes.slice(5 + length))];
}

describe('envelope', () => {
  test.each(vectors)('vector $hex', ({ hex, envelopes, code }) => {
    const bytes = Buffer.from(hex, 'hex');
    const oneByOne = [...bytes].map((byte) => Uint8Array.of(byte));
    for (const chunks of [[bytes], oneByOne]) {
      if (envelopes === undefined) {
        expect(() => decode(chunks)).toThrow(expect.objectContaining({ code }));
      } else {
        const found = decode(chunks).map(({ flags, data }) => ({
          flags,
          data: Buffer.from(data).toString('hex'),
        }));
        expect(found).toEqual(envelopes);
      }
    }
    if (envelopes !== undefined) {
      const encoded = envelopes.map(({ flags, data }) =>
        encodeEnvelope(flags, Buffer.from(data, 'hex')),
      );
      expect(Buffer.concat(encoded).toString('hex')).toBe(hex);
    }
  });

  test('agrees with a naive decoder, wherever the bytes are cut', () => {
    const anyEnvelope = fc.record({
      flags: fc.constantFrom(0, 2),
      data: fc.uint8Array({ maxLength: 40 }),
    });
    const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(anyEnvelope, { maxLength: 8 }), cuts, (envelopes, cuts) => {
        const bytes = Buffer.concat(envelopes.map((e) => encodeEnvelope(e.flags, e.data)));
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort(
          (a, b) => a - b,
        );
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        const found = decode(chunks).map(({ flags, data }) => ({ flags, data: [...data] }));
        expect(found).toEqual(decodeNaively([...bytes]));
        expect(found).toEqual(envelopes.map(({ flags, data }) => ({ flags, data: [...data] })));
      }),
    );
  });

  test('checks the length when the header is complete, before it keeps a byte', () => {
    const decoder = new EnvelopeDecoder({ maxBytes: 9 });
    expect([...decoder.push(Buffer.from('00000000', 'hex'))]).toEqual([]);
    expect(() => [...decoder.push(Buffer.from('0a', 'hex'))]).toThrow(
      expect.objectContaining({ code: 'resource_exhausted' }),
    );
    expect(decode([encodeEnvelope(0, new Uint8Array(9))], 9)).toHaveLength(1);
  });

  test('keeps no more room than a few times what arrived, whatever the header claims', () => {
    const decoder = new EnvelopeDecoder();
    const claim = Buffer.alloc(5);
    claim.writeUInt32BE(MAX_MESSAGE_BYTES, 1);
    const before = process.memoryUsage().arrayBuffers;
    const decoders = Array.from({ length: 64 }, () => new EnvelopeDecoder());
    for (const one of [decoder, ...decoders]) expect([...one.push(claim)]).toEqual([]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MAX_MESSAGE_BYTES);
  });

  test('data stays as it was when the chunk is written over', () => {
    const decoder = new EnvelopeDecoder();
    const chunk = encodeEnvelope(0, Uint8Array.of(1, 2, 3));
    const [envelope] = [...decoder.push(chunk)];
    chunk.fill(0xff);
    expect([...(envelope?.data ?? [])]).toEqual([1, 2, 3]);
  });
});
