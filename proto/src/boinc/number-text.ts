import { BoincFormatError } from './boinc-format-error.ts';

const NUMBER =
  /^[ \t\n\v\f\r]*([+-]?)(?:0x([0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(?:p([+-]?\d+))?|(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|(inf(?:inity)?|nan(?:\([0-9a-z_]*\))?))/i;
const INTEGER = /^[ \t\n\v\f\r]*([+-]?)(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)/i;

const SMALLEST_NORMAL = 2 ** -1022;
const INT_LIMIT = 2 ** 31;

/** A number at the start of a text, and how many characters it takes, white space before it included. */
export interface ScannedNumber {
  /** Undefined where C reports a range error, or the number is not finite. */
  readonly value: number | undefined;
  readonly length: number;
}

/**
 * Reads a number as C's `strtod` does in the C locale: the longest start that is one, 0 where there is
 * none. Overflow and underflow are range errors.
 */
export function scanDouble(text: string): ScannedNumber {
  const match = NUMBER.exec(text);
  if (match === null) return { value: 0, length: 0 };
  const [all, sign, hex, power, decimal, special] = match;
  if (special !== undefined) return { value: undefined, length: all.length };
  const digits = (hex ?? decimal ?? '').replace(hex === undefined ? /e.*/i : /$^/, '');
  const size = hex === undefined ? Number(decimal) : hexValue(hex, Number(power ?? 0));
  const isZero = !/[1-9a-f]/i.test(digits);
  const isInRange = isZero || (size >= SMALLEST_NORMAL && Number.isFinite(size));
  return { value: isInRange ? (sign === '-' ? -size : size) : undefined, length: all.length };
}

/**
 * Reads a whole number as C's `strtol` with base 0 does (decimal, 0x…, 0… octal); 0 where there is none.
 * Beyond 32 bits it is a range error on every system, as it is where C's `long` has 32.
 */
export function scanInteger(text: string): ScannedNumber {
  const match = INTEGER.exec(text);
  if (match === null) return { value: 0, length: 0 };
  const [all, sign, digits = '0'] = match;
  const isOctal = /^0[0-7]/.test(digits);
  const size = Number(isOctal ? `0o${digits.slice(1)}` : digits);
  const value = sign === '-' ? 0 - size : size;
  return {
    value: value >= -INT_LIMIT && value < INT_LIMIT ? value : undefined,
    length: all.length,
  };
}

/**
 * A number as C's `printf("%e")` writes it, ties to even.
 *
 * @throws BoincFormatError `invalid_number` for what is not finite.
 */
export function formatExponent(value: number): string {
  checkFinite(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  // toExponential rounds a tie up, C rounds it to even. A tie has eight digits and no more.
  const [digits = '', power = ''] = Math.abs(value).toExponential(60).split('e');
  const isTie = /^.{8}50*$/.test(digits);
  const isEven = Number(digits[7]) % 2 === 0;
  const [mantissa, exponent] =
    isTie && isEven
      ? [digits.slice(0, 8), power]
      : (Math.abs(value).toExponential(6).split('e') as [string, string]);
  return `${sign}${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

/**
 * A number as C's `printf("%f")` writes it, ties to even.
 *
 * @throws BoincFormatError `invalid_number` for what is not finite.
 */
export function formatFixed(value: number): string {
  checkFinite(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  // From 2 ** 53 on there is no fraction, and toFixed leaves out digits from 1e21 on.
  if (size >= 2 ** 53) return `${sign}${BigInt(size)}.000000`;
  const digits = size.toFixed(60);
  const point = digits.indexOf('.');
  const kept = digits.slice(0, point + 7);
  const isTie = /^50*$/.test(digits.slice(point + 7));
  return sign + (isTie && Number(kept.at(-1)) % 2 === 0 ? kept : size.toFixed(6));
}

/**
 * A whole number as C's `printf("%d")` writes it.
 *
 * @throws BoincFormatError `invalid_number` for what does not fit in 32 bits.
 */
export function formatInteger(value: number): string {
  if (!Number.isInteger(value) || value < -INT_LIMIT || value >= INT_LIMIT) {
    throw new BoincFormatError('invalid_number', `${value} is no whole number of 32 bits`);
  }
  return `${value + 0}`;
}

function checkFinite(value: number): void {
  if (!Number.isFinite(value)) {
    throw new BoincFormatError('invalid_number', `${value} is not finite and cannot be sent`);
  }
}

/** The value of hexadecimal digits with a point, times a power of two. */
function hexValue(digits: string, power: number): number {
  const point = digits.indexOf('.');
  const fractionLength = point < 0 ? 0 : digits.length - point - 1;
  let mantissa = BigInt(`0x${digits.replace('.', '')}`);
  let exponent = power - 4 * fractionLength;
  const excess = mantissa.toString(2).length - 64;
  if (excess > 0) {
    // What is shifted out leaves a mark in the last bit, so that rounding still sees it.
    const rest = mantissa & ((1n << BigInt(excess)) - 1n);
    mantissa = (mantissa >> BigInt(excess)) | (rest === 0n ? 0n : 1n);
    exponent += excess;
  }
  const clamped = Math.max(-2400, Math.min(2400, exponent));
  const step = Math.trunc(clamped / 3);
  return Number(mantissa) * 2 ** step * 2 ** step * 2 ** (clamped - 2 * step);
}
