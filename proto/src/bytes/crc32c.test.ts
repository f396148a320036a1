import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32c } from './crc32c.ts';

/** The definition: one bit at a time. */
function crc32cNaively(bytes: Uint8Array): number {
  let register = 0xffffffff;
  for (const byte of bytes) {
    register ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      const low = register & 1;
      register >>>= 1;
      if (low === 1) register ^= 0x82f63b78;
    }
  }
  return (register ^ 0xffffffff) >>> 0;
}

describe('crc32c', () => {
  test.each([
    ['', 0],
    ['123456789', 0xe3069283],
    ['a', 0xc1d04330],
  ])('of %j', (text, sum) => {
    expect(crc32c(Buffer.from(text))).toBe(sum);
  });

  // RFC 3720, appendix B.4.
  test.each([
    ['32 bytes of zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 bytes of ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['32 rising bytes', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    ['32 falling bytes', Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
  ])('of %s', (_name, bytes, sum) => {
    expect(crc32c(bytes)).toBe(sum);
  });

  test('agrees with the bitwise definition at every alignment and short length', () => {
    const memory = Uint8Array.from({ length: 160 }, (_, i) => (i * 151 + 7) & 255);
    for (let start = 0; start < 8; start++) {
      for (let length = 0; length <= 140; length++) {
        const bytes = memory.subarray(start, start + length);
        expect(crc32c(bytes)).toBe(crc32cNaively(bytes));
      }
    }
  });

  test('agrees with the bitwise definition, also piece by piece', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 3000, size: 'max' }),
        fc.nat(7),
        fc.nat(3000),
        (content, start, cut) => {
          const memory = new Uint8Array(start + content.length);
          memory.set(content, start);
          const bytes = memory.subarray(start);
          const sum = crc32cNaively(content);
          expect(crc32c(bytes)).toBe(sum);
          expect(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut)))).toBe(sum);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('sees every single changed bit', () => {
    const bytes = Buffer.from('one changed bit is always seen');
    const sum = crc32c(bytes);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect(crc32c(bytes)).not.toBe(sum);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
    }
  });
});
