/**
 * A name or message of a guest, so that a terminal shows it as one line of plain text and nobody takes
 * it for another: a backslash becomes two, control characters, those that turn the direction of
 * writing, separators of lines and halves of characters become `\xNN` or `\u{N}`.
 */
export function safeText(text: string): string {
  return text.replaceAll(
    /\\|[\p{Cc}\p{Cf}\p{Cs}\p{Bidi_Control}\u{2028}\u{2029}]/gu,
    (character) => {
      if (character === '\\') return String.raw`\\`;
      const known = KNOWN[character];
      if (known !== undefined) return known;
      const hex = (character.codePointAt(0) ?? 0).toString(16);
      return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
    },
  );
}

const KNOWN: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
