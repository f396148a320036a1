/**
 * A counter of the kernel: decimal digits. Anything else is 0, and what a number cannot hold exactly
 * is the largest that it can.
 */
export function parseCount(text: string | undefined): number {
  if (text === undefined || !/^\d{1,24}$/.test(text)) return 0;
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
}
