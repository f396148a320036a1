/**
 * Text from a guest, safe for a terminal: control characters other than newline and tab are replaced,
 * and so are those that turn the direction of writing (Unicode's Bidi_Control) or separate lines where
 * nobody expects it, so that nothing the guest prints can move the cursor, set a title or answer for
 * the user.
 */
export function printable(text: string): string {
  return text.replaceAll(/(?![\n\t])[\p{Cc}\p{Bidi_Control}\u{2028}\u{2029}]/gu, '\u{b7}');
}
