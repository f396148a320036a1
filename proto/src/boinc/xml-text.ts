// As a string, because the scanner that checks imports does not know where a pattern is.
const ENTITY = new RegExp('&(?:lt|gt|quot|apos|amp|#x[dDaA]|#[0-9]+);', 'g');

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
  '&#xd;': '\r',
  '&#xD;': '\r',
  '&#xa;': '\n',
  '&#xA;': '\n',
};

/**
 * Decodes entities as BOINC does (lib/parse.cpp, xml_unescape): the five names, line ends, and decimal
 * codes below 256, which stand for bytes; anything else stays as it is. As in a C string, `&#0;` ends
 * the text.
 */
export function unescapeXml(text: string): string {
  const decoded = text.replace(ENTITY, (entity) => ENTITIES[entity] ?? byteOf(entity));
  const end = decoded.indexOf('\0');
  return end < 0 ? decoded : decoded.slice(0, end);
}

/** Writes `&`, `<` and `>` as entities, which {@link unescapeXml} reads back. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Takes ASCII white space from both ends. */
export function stripWhiteSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isWhiteSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isWhiteSpace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** What C's `isspace` says of an ASCII character. */
export function isWhiteSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function byteOf(entity: string): string {
  const code = Number(entity.slice(2, -1));
  return code < 256 ? String.fromCharCode(code) : entity;
}
