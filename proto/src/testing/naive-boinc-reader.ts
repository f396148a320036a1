// A second reader of BOINC's texts, for tests only: written the way the C sources are, one byte at a
// time over buffers that end with NUL, and sharing nothing with the codecs but what Number() does.

const SPACE = [9, 10, 11, 12, 13, 32];

/** A text as a C string: bytes up to its first NUL, and the NUL. */
export function cString(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code === 0) break;
    bytes.push(code);
  }
  return [...bytes, 0];
}

/** `strstr`: where `needle` begins, or -1. */
export function strstr(haystack: readonly number[], needle: string): number {
  for (let start = 0; start < haystack.length; start += 1) {
    let index = 0;
    while (index < needle.length && haystack[start + index] === needle.charCodeAt(index))
      index += 1;
    if (index === needle.length) return start;
  }
  return -1;
}

/** `parse_double`: undefined without tag, on a range error, and for what is not finite. */
export function naiveDouble(text: string, name: string): number | undefined {
  const bytes = cString(text);
  const tag = strstr(bytes, `<${name}>`);
  if (tag < 0) return undefined;
  let start = tag + name.length + 2;
  while (SPACE.includes(bytes[start] ?? 0)) start += 1;
  // The longest start that is a number: try all, longest first.
  for (let end = bytes.length - 1; end > start; end -= 1) {
    const word = String.fromCharCode(...bytes.slice(start, end));
    if (/^[+-]?(inf|infinity|nan)$/i.test(word)) return undefined;
    if (!/^[+-]?[0-9.]/.test(word) || /[^0-9.eE+-]/.test(word)) continue;
    const value = Number(word);
    if (Number.isNaN(value)) continue;
    const isZero = !/[1-9]/.test(word.split(/e/i)[0] ?? '');
    const isNormal = Number.isFinite(value) && Math.abs(value) >= 2.2250738585072014e-308;
    return isZero || isNormal ? value : undefined;
  }
  return 0;
}

/** `parse_int` where `long` has 32 bits, decimal numbers only. */
export function naiveInteger(text: string, name: string): number | undefined {
  const bytes = cString(text);
  const tag = strstr(bytes, `<${name}>`);
  if (tag < 0) return undefined;
  let index = tag + name.length + 2;
  while (SPACE.includes(bytes[index] ?? 0)) index += 1;
  const isNegative = bytes[index] === 45;
  if (isNegative || bytes[index] === 43) index += 1;
  let value = 0;
  for (; bytes[index] !== undefined && bytes[index]! >= 48 && bytes[index]! <= 57; index += 1) {
    value = value * 10 + (bytes[index]! - 48);
  }
  if (isNegative) value = 0 - value;
  return value < -2147483648 || value > 2147483647 ? undefined : value;
}

/** `parse_str` without entities: undefined without tag or the next `<`. */
export function naiveText(text: string, name: string, bufferBytes: number): string | undefined {
  const bytes = cString(text);
  const tag = strstr(bytes, `<${name}>`);
  if (tag < 0) return undefined;
  const kept: number[] = [];
  for (let index = tag + name.length + 2; bytes[index] !== 60; index += 1) {
    if (bytes[index] === 0) return undefined;
    if (kept.length < bufferBytes - 1) kept.push(bytes[index] ?? 0);
  }
  while (kept.length > 0 && SPACE.includes(kept[0] ?? 0)) kept.shift();
  while (kept.length > 0 && SPACE.includes(kept.at(-1) ?? 0)) kept.pop();
  return String.fromCharCode(...kept);
}

/** `fgets` over a content: the lines that successive calls with a buffer of this size return. */
export function* fgets(content: string, bufferBytes: number): Generator<string, undefined> {
  let line = '';
  for (const character of content) {
    line += character;
    if (character === '\n' || line.length === bufferBytes - 1) {
      yield line;
      line = '';
    }
  }
  if (line !== '') yield line;
  return undefined;
}
