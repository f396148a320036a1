import { invalid } from './check-field.ts';

/** Bounds of a list of strings that go to a program. */
export interface StringBounds {
  readonly maxCount: number;
  /** One string. */
  readonly maxBytes: number;
  /** All of them, each with its NUL. */
  readonly maxTotalBytes: number;
}

/** A string without NUL, as the kernel takes it. */
export function checkString(field: string, text: string, maxBytes: number): string {
  if (text.includes('\0') || Buffer.byteLength(text) > maxBytes) {
    throw invalid(field, `at most ${maxBytes} bytes without NUL`);
  }
  return text;
}

/** Strings that go to a program, in a new list. */
export function checkStrings(
  field: string,
  strings: readonly string[],
  bounds: StringBounds,
): readonly string[] {
  const { maxBytes, maxCount, maxTotalBytes } = bounds;
  if (strings.length > maxCount) throw invalid(field, `at most ${maxCount} of them`);
  let totalBytes = 0;
  for (const [index, text] of strings.entries()) {
    checkString(`${field}[${index}]`, text, maxBytes);
    totalBytes += Buffer.byteLength(text) + 1;
  }
  if (totalBytes > maxTotalBytes) throw invalid(field, `at most ${maxTotalBytes} bytes together`);
  return [...strings];
}
