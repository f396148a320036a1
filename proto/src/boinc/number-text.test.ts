import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatExponent,
  formatFixed,
  formatInteger,
  scanDouble,
  scanInteger,
} from './number-text.ts';

interface NumberVectors {
  readonly printf: readonly (readonly [bits: string, exponent: string, fixed: string])[];
  readonly strtod: readonly (readonly [text: string, bits: string | null, length: number])[];
}

const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/boinc/numbers.json', import.meta.url), 'utf8'),
) as NumberVectors;

const bitsOf = (value: number): string => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
};
const fromBits = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE();

describe('formatExponent and formatFixed', () => {
  test('write what C writes, for every row that C made', () => {
    for (const [bits, exponent, fixed] of vectors.printf) {
      expect([bits, formatExponent(fromBits(bits)), formatFixed(fromBits(bits))]).toEqual([
        bits,
        exponent,
        fixed,
      ]);
    }
  });

  test('agree with exact arithmetic for any double', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          // Eight significant digits, so that ties come up.
          fc.integer({ min: 0, max: 2 ** 30 }).map((value) => value / 128),
        ),
        (value) => {
          expect(formatFixed(value)).toBe(exactFixed(value));
          expect(formatExponent(value)).toBe(exactExponent(value));
        },
      ),
    );
  });

  test.each([Number.NaN, Infinity, -Infinity])('refuse %s', (value) => {
    for (const format of [formatExponent, formatFixed, formatInteger]) {
      expect(() => format(value)).toThrow(expect.objectContaining({ code: 'invalid_number' }));
    }
  });

  test('what they write is read back', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-300, max: 1e300 }),
        (value) => {
          const read = scanDouble(`${formatExponent(value)}</x>`);
          expect(Math.abs((read.value ?? 0) / value - 1)).toBeLessThan(1e-6);
        },
      ),
    );
  });
});

describe('scanDouble', () => {
  test('reads what C reads, for every row that C made', () => {
    for (const [text, bits, length] of vectors.strtod) {
      const { value, length: taken } = scanDouble(text);
      expect([text, value === undefined ? null : bitsOf(value), taken]).toEqual([
        text,
        bits,
        length,
      ]);
    }
  });
});

describe('scanInteger', () => {
  test.each([
    ['', 0, 0],
    ['x', 0, 0],
    [' 12</x>', 12, 3],
    ['-7', -7, 2],
    ['+7', 7, 2],
    ['0x1F', 31, 4],
    ['0x', 0, 1],
    ['010', 8, 3],
    ['089', 0, 1],
    ['-0', 0, 2],
    ['1.5', 1, 1],
    ['2147483647', 2_147_483_647, 10],
    ['2147483648', undefined, 10],
    ['-2147483648', -2_147_483_648, 11],
    ['-2147483649', undefined, 11],
    ['99999999999999999999', undefined, 20],
  ])('reads %j', (text, value, length) => {
    expect(scanInteger(text)).toEqual({ value, length });
  });

  test('formatInteger writes what it reads, and refuses the rest', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        expect(scanInteger(formatInteger(value)).value).toBe(value);
      }),
    );
    for (const value of [0.5, 2 ** 31, -(2 ** 31) - 1])
      expect(() => formatInteger(value)).toThrow();
    expect(formatInteger(-0)).toBe('0');
  });
});

/** The value as sign and a fraction of integers, from its bits. */
function exact(value: number): { sign: string; numerator: bigint; denominator: bigint } {
  const bits = BigInt(`0x${bitsOf(value)}`);
  const power = Number((bits >> 52n) & 0x7ffn);
  const low = bits & ((1n << 52n) - 1n);
  const mantissa = power === 0 ? low : low | (1n << 52n);
  const shift = Math.max(power, 1) - 1075;
  return {
    sign: bits >> 63n === 1n ? '-' : '',
    numerator: shift > 0 ? mantissa << BigInt(shift) : mantissa,
    denominator: shift < 0 ? 1n << BigInt(-shift) : 1n,
  };
}

function roundHalfEven(numerator: bigint, denominator: bigint): bigint {
  const floor = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const isUp = twice > denominator || (twice === denominator && floor % 2n === 1n);
  return isUp ? floor + 1n : floor;
}

function exactFixed(value: number): string {
  const { sign, numerator, denominator } = exact(value);
  const digits = String(roundHalfEven(numerator * 1_000_000n, denominator)).padStart(7, '0');
  return `${sign}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function exactExponent(value: number): string {
  const { sign, numerator, denominator } = exact(value);
  if (numerator === 0n) return `${sign}0.000000e+00`;
  for (let power = -330; ; power += 1) {
    const scale = 10n ** BigInt(Math.abs(6 - power));
    const digits = String(
      power <= 6
        ? roundHalfEven(numerator * scale, denominator)
        : roundHalfEven(numerator, denominator * scale),
    );
    if (digits.length > 7) continue;
    const size = String(Math.abs(power)).padStart(2, '0');
    return `${sign}${digits[0]}.${digits.slice(1)}e${power < 0 ? '-' : '+'}${size}`;
  }
}
