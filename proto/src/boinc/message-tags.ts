import { scanDouble, scanInteger } from './number-text.ts';
import { stripWhiteSpace, unescapeXml } from './xml-text.ts';

// BOINC's messages are searched, not parsed: a tag counts wherever it first occurs, and no end tag is
// asked for (lib/parse.h, match_tag and parse_*).

/** The number behind the first `<name>`; undefined without the tag, and where the number is out of range. */
export function readDouble(text: string, name: string): number | undefined {
  const rest = textBehind(text, `<${name}>`);
  return rest === undefined ? undefined : scanDouble(rest).value;
}

/** The whole number behind the first `<name>`; undefined without the tag, and beyond 32 bits. */
export function readInteger(text: string, name: string): number | undefined {
  const rest = textBehind(text, `<${name}>`);
  return rest === undefined ? undefined : scanInteger(rest).value;
}

/** `<name/>`, `<name />`, or `<name>` with a number other than 0; undefined where there is none of them. */
export function readBoolean(text: string, name: string): boolean | undefined {
  if (text.includes(`<${name}/>`) || text.includes(`<${name} />`)) return true;
  const value = readInteger(text, name);
  return value === undefined ? undefined : value !== 0;
}

/**
 * The text from `<name>` to the next `<`, cut at `maxBytes` characters, without white space at its ends,
 * entities decoded; undefined where the tag or the `<` is missing.
 */
export function readText(text: string, name: string, maxBytes: number): string | undefined {
  const rest = textBehind(text, `<${name}>`);
  const end = rest?.indexOf('<') ?? -1;
  if (rest === undefined || end < 0) return undefined;
  return unescapeXml(stripWhiteSpace(rest.slice(0, Math.min(end, maxBytes))));
}

function textBehind(text: string, tag: string): string | undefined {
  const start = text.indexOf(tag);
  return start < 0 ? undefined : text.slice(start + tag.length);
}
