/** Most bytes of a file of this format that are read. */
export const MAX_VMX_BYTES = 1024 * 1024;

/**
 * A file of lines `key = "value"`, as VMware's products write their .vmx, .vmsd and preferences. A character that has
 * a meaning there, or none that is fit to print, is written as `|` and two hexadecimal digits, so that no
 * value can end its line or begin another key.
 *
 * @throws RangeError for a key that is none
 */
export function formatVmx(values: ReadonlyMap<string, string>): string {
  const lines = [...values].map(([key, value]) => {
    if (!/^[A-Za-z.][\w.:]*$/.test(key)) throw new RangeError(`${JSON.stringify(key)} is no key`);
    return `${key} = "${escapeValue(value)}"\n`;
  });
  return lines.join('');
}

/** Reads such a file. Lines of another form, and comments, say nothing; of a key that comes twice the last counts. */
export function parseVmx(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of text.slice(0, MAX_VMX_BYTES).split(/\r?\n/)) {
    const match = /^\s*([A-Za-z.][\w.:]*)\s*=\s*"([^"]*)"\s*$/.exec(line);
    if (match?.[1] !== undefined) found.set(match[1], unescapeValue(match[2] ?? ''));
  }
  return found;
}

function escapeValue(value: string): string {
  // All but these are of one byte.
  return value.replace(/["|#]|[^\P{Cc}\u0080-\u{10ffff}]/gu, (character) => {
    return `|${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

function unescapeValue(value: string): string {
  return value.replace(/\|([0-9A-Fa-f]{2})/g, (_, digits: string) => {
    return String.fromCharCode(Number.parseInt(digits, 16));
  });
}
