import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALL_DECODERS } from './all-decoders.ts';
import { checkDecoder } from './check-decoder.ts';
import { hostileBytes } from './hostile-bytes.ts';

/** Inputs for each decoder; `npm run fuzz` gives them more. */
const RUNS = 300;

describe('a decoder, whatever it is given', () => {
  test.each(ALL_DECODERS)('$name', (decoder) => {
    const counts = { read: 0, refused: 0 };
    fc.assert(
      fc.property(hostileBytes(decoder), (bytes) => {
        counts[checkDecoder(decoder, bytes)]++;
      }),
      { numRuns: RUNS },
    );
    // Its own samples are read, or the mutations would say little.
    for (const sample of decoder.samples.slice(0, 1)) {
      expect(checkDecoder(decoder, sample)).toBe('read');
    }
  });
});

test('no two decoders have one name', () => {
  const names = ALL_DECODERS.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
