import { expect, test } from 'vitest';
import { checkDecoder } from './check-decoder.ts';
import type { FuzzedDecoder } from './fuzzed-decoder.ts';

const decoder = (change: Partial<FuzzedDecoder>): FuzzedDecoder => ({
  name: 'a decoder',
  decode: (bytes) => bytes.length,
  isExpected: (error) => error instanceof RangeError,
  samples: [],
  ...change,
});
const INPUT = Uint8Array.of(1, 2, 3);

function refuse(): never {
  throw new RangeError('no');
}

test('tells what is read from what is refused', () => {
  expect(checkDecoder(decoder({}), INPUT)).toBe('read');
  expect(checkDecoder(decoder({ decode: refuse }), INPUT)).toBe('refused');
});

test.each<readonly [fault: string, change: Partial<FuzzedDecoder>]>([
  ['an error of another kind', { decode: () => (null as unknown as { a: number }).a }],
  ['reading behind its input', { decode: (bytes) => new Uint8Array(bytes.buffer).at(-1) }],
  ['reading before its input', { decode: (bytes) => new Uint8Array(bytes.buffer)[0] }],
  ['changing its input', { decode: (bytes) => bytes.fill(9).length }],
  ['making much of little', { decode: () => Array.from({ length: 5000 }, () => ({})) }],
  ['writing something else', { encode: () => Uint8Array.of(1) }],
])('finds %s', (_fault, change) => {
  expect(() => checkDecoder(decoder(change), INPUT)).toThrow();
});
