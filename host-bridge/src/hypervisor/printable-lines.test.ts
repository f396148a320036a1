import { describe, expect, test } from 'vitest';
import { MAX_PRINTABLE_LINE_LENGTH, printableLines } from './printable-lines.ts';

describe('printableLines', () => {
  test('removes terminal sequences, control characters and direction marks', () => {
    const text =
      '\u001b[31mred\u001b[0m\r\n\u001b]0;title\u0007a\u0000b\bc\n\n\u202eevil\u009b1m\n';
    expect(printableLines(Buffer.from(text), 10)).toEqual(['red', 'abc', 'evil']);
  });

  test('returns the last lines, each cut', () => {
    const text = `one\ntwo\n${'x'.repeat(2 * MAX_PRINTABLE_LINE_LENGTH)}`;
    expect(printableLines(Buffer.from(text), 2)).toEqual([
      'two',
      'x'.repeat(MAX_PRINTABLE_LINE_LENGTH),
    ]);
    expect(printableLines(Buffer.from(text), 0)).toEqual([]);
  });

  test('takes bytes that are not UTF-8', () => {
    expect(printableLines(Uint8Array.of(0x61, 0xff, 0x62), 1)).toEqual(['a\ufffdb']);
  });
});
