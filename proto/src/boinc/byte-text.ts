// BOINC's readers know bytes only. Where a limit or an entity counts in bytes, a text is taken through
// this form: one character (0 to 255) per byte of its UTF-8.

/** The UTF-8 of a text, one character per byte. */
export function toByteText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The text whose UTF-8 is given, one character per byte. Bytes that are no UTF-8 become U+FFFD. */
export function fromByteText(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** How many bytes of UTF-8 a text has. */
export function countBytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/**
 * One line out of any text: control characters and line ends become spaces, runs of white space one
 * space, none at the ends; cut at `maxBytes` bytes of UTF-8, never inside a character.
 */
export function foldLine(text: string, maxBytes: number): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/gu, ' ').trim();
  let bytes = 0;
  let end = 0;
  for (const character of line) {
    bytes += countBytes(character);
    if (bytes > maxBytes) break;
    end += character.length;
  }
  return line.slice(0, end).trim();
}
