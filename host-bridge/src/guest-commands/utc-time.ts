/** Longest time that a date can be made of, in milliseconds (ECMA-262, "Time Values"). */
const LONGEST_TIME_MS = 8.64e15;

/** A guest's time as text, `2026-11-24T19:30:00.000Z`; a number that is no time as such. */
export function utcTime(milliseconds: number): string {
  if (Math.abs(milliseconds) > LONGEST_TIME_MS) return `${milliseconds} ms`;
  return new Date(milliseconds).toISOString();
}
