/**
 * Text from a guest, safe for a terminal: control characters other than newline and tab are replaced,
 * and so are those that turn the direction of writing, so that nothing the guest prints can move the
 * cursor, set a title or answer for the user.
 */
export function printable(text: string): string {
  return text.replaceAll(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\u00b7');
}
