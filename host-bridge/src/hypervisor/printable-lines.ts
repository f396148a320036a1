import { stripVTControlCharacters } from 'node:util';

/** Longest line that {@link printableLines} returns, in characters; longer ones are cut. */
export const MAX_PRINTABLE_LINE_LENGTH = 500;

/**
 * The last lines of bytes that nobody vouches for, safe to print: terminal sequences, control
 * characters and characters that change the direction of text are gone, empty lines too.
 */
export function printableLines(bytes: Uint8Array, lineCount: number): string[] {
  if (lineCount <= 0) return [];
  return stripVTControlCharacters(Buffer.from(bytes).toString('utf8'))
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.replace(/[\p{Cc}\p{Cf}]/gu, '').trimEnd())
    .filter((line) => line !== '')
    .slice(-lineCount)
    .map((line) => line.slice(0, MAX_PRINTABLE_LINE_LENGTH));
}
