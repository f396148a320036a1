import fc from 'fast-check';
import type { FuzzedDecoder } from './fuzzed-decoder.ts';

const INTERESTING = [0, 1, 9, 10, 13, 32, 45, 47, 60, 62, 92, 127, 128, 194, 239, 254, 255];

/** One change of bytes. */
type Mutation = (bytes: Uint8Array) => Uint8Array;

const splice =
  (at: number, removed: number, added: Uint8Array): Mutation =>
  (bytes) => {
    const start = Math.floor(at * (bytes.length + 1));
    return Buffer.concat([bytes.subarray(0, start), added, bytes.subarray(start + removed)]);
  };

/** Bytes for a decoder: noise, right ones, and right ones that were changed, joined or cut. */
export function hostileBytes({ samples, words = [] }: FuzzedDecoder): fc.Arbitrary<Uint8Array> {
  const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  const sample = samples.length === 0 ? fc.uint8Array() : fc.constantFrom(...samples);
  const known = words.map((text) => Uint8Array.from(Buffer.from(text)));
  const byte = fc.oneof(fc.constantFrom(...INTERESTING), fc.nat(255));
  const piece = fc.oneof(
    byte.map((value) => Uint8Array.of(value)),
    fc.uint8Array({ maxLength: 40 }),
    fc.tuple(byte, fc.nat(300)).map(([value, count]) => new Uint8Array(count).fill(value)),
    ...(known.length === 0 ? [] : [fc.constantFrom(...known)]),
  );
  const flip = fc.tuple(place, fc.nat(7)).map(([at, bit]): Mutation => (bytes) => {
    const changed = Uint8Array.from(bytes);
    if (changed.length > 0) changed[Math.floor(at * changed.length)]! ^= 1 << bit;
    return changed;
  });
  const replace = fc
    .tuple(place, fc.nat(20), piece)
    .map(([at, removed, added]) => splice(at, removed, added));
  const repeat = fc
    .tuple(place, place, fc.integer({ min: 2, max: 20 }))
    .map(([at, to, count]): Mutation => (bytes) => {
      const part = bytes.subarray(Math.floor(at * bytes.length), Math.floor(to * bytes.length));
      return splice(at, 0, Buffer.concat(Array.from({ length: count }, () => part)))(bytes);
    });
  const cut = place.map(
    (at): Mutation =>
      (bytes) =>
        bytes.subarray(0, Math.floor(at * bytes.length)),
  );
  const join = sample.map(
    (other): Mutation =>
      (bytes) =>
        Buffer.concat([bytes, other]),
  );
  const mutations = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: flip },
      { weight: 6, arbitrary: replace },
      { weight: 1, arbitrary: repeat },
      { weight: 1, arbitrary: cut },
      { weight: 1, arbitrary: join },
    ),
    { maxLength: 6 },
  );
  const mutated = fc
    .tuple(sample, mutations)
    .map(([bytes, list]) => list.reduce((changed, mutate) => mutate(changed), bytes));
  const made = fc.array(piece, { maxLength: 20 }).map((pieces) => Buffer.concat(pieces));
  return fc
    .oneof(
      { weight: 8, arbitrary: mutated },
      { weight: 2, arbitrary: made },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 2000 }) },
    )
    .map((bytes) => Uint8Array.from(bytes));
}
