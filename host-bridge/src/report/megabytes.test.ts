import { expect, test } from 'vitest';
import { megabytes } from './megabytes.ts';

test.each([
  [0, '0.0'],
  [49_999, '0.0'],
  [1_250_000, '1.3'],
  [9_940_000, '9.9'],
  [10_000_000, '10'],
  [314_572_800, '315'],
])('%i bytes are %s MB', (byteCount, text) => {
  expect(megabytes(byteCount)).toBe(text);
});
