import { printable } from './printable.ts';

/** Longest text that {@link oneLine} returns, in UTF-16 units; longer ones are cut. */
export const MAX_LINE_LENGTH = 1_000;

/** Text of a guest as one line of a message: printable, white space in a row as one space, cut. */
export function oneLine(text: string): string {
  const line = printable(text.slice(0, 2 * MAX_LINE_LENGTH).replaceAll(/\s+/g, ' ')).trim();
  return line.length <= MAX_LINE_LENGTH ? line : `${line.slice(0, MAX_LINE_LENGTH - 1)}…`;
}
