/**
 * A decimal number at the start of a text as C's `scanf("%d")` reads it; undefined where there is none,
 * or it does not fit in 32 bits.
 */
export function scanDecimal(text: string): number | undefined {
  const digits = /^[ \t\n\v\f\r]*([+-]?\d+)/.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const value = Number(digits) + 0;
  return value >= -(2 ** 31) && value < 2 ** 31 ? value : undefined;
}
