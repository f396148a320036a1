/** What came of splitting: the words, or why there are none. */
export type SplitResult =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly wrong: string };

/** In double quotes a backslash is special before these only (POSIX shell, 2.2.3). */
const ESCAPED_IN_DOUBLE_QUOTES = new Set(['$', '`', '"', '\\']);

/** One piece of a line: a quoted or escaped part, a run of plain characters, or a gap. */
const PIECE = /'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])|([^ \t\n'"\\]+)|([ \t\n]+)/y;

function unescapeDoubleQuoted(text: string): string {
  return text.replaceAll(/\\([^])/g, (pair, char: string) => {
    if (char === '\n') {
      return '';
    }
    return ESCAPED_IN_DOUBLE_QUOTES.has(char) ? char : pair;
  });
}

/**
 * Splits a line into words as a POSIX shell does: blanks separate, single quotes, double quotes and
 * backslashes keep together. Nothing is expanded and no operator is known: `$HOME`, `*`, `~`, `#`,
 * `|` and `>` stay as they are.
 */
export function splitCommandLine(line: string): SplitResult {
  const words: string[] = [];
  let word: string | undefined;
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < line.length) {
    const start = PIECE.lastIndex;
    const match = PIECE.exec(line);
    if (match === null) {
      return { ok: false, wrong: faultAt(line.charAt(start)) };
    }
    const [, single, double, escaped, plain, gap] = match;
    if (gap !== undefined) {
      if (word !== undefined) {
        words.push(word);
      }
      word = undefined;
      continue;
    }
    // A backslash before the end of a line joins the two lines.
    if (escaped === '\n') {
      continue;
    }
    word ??= '';
    word += single ?? escaped ?? plain ?? unescapeDoubleQuoted(double ?? '');
  }
  if (word !== undefined) {
    words.push(word);
  }
  return { ok: true, words };
}

function faultAt(char: string): string {
  if (char === '\\') {
    return 'ends with a backslash that nothing follows';
  }
  return `has a ${char === "'" ? 'single' : 'double'} quote that is not closed`;
}
