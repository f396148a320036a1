import { expect, test } from 'vitest';
import { oneLine, MAX_LINE_LENGTH } from './one-line.ts';
import { printable } from './printable.ts';

test('text of people passes as it is', () => {
  const text = 'naïve 漢字 🚀 עברית\n\ttab';
  expect(printable(text)).toBe(text);
});

test.each([
  ['a cursor movement', '\u001b[2J', '·[2J'],
  ['a title', '\u001b]0;x\u0007', '·]0;x·'],
  ['an 8-bit control sequence', '\u009b31m', '·31m'],
  ['a carriage return', 'safe\revil', 'safe·evil'],
  ['backspace, delete and NUL', '\b\u007f\0', '···'],
  ['a turn of the direction of writing', '\u202egpj.exe\u2069\u200f\u061c', '·gpj.exe···'],
  ['an unusual line separator', 'a\u2028b\u2029c', 'a·b·c'],
])('%s is replaced', (_what, text, expected) => {
  expect(printable(text)).toBe(expected);
});

test('one line is one line, of finite length', () => {
  expect(oneLine(' a\r\n\tb\u0007  c\n')).toBe('a b· c');
  expect(oneLine('x'.repeat(MAX_LINE_LENGTH))).toHaveLength(MAX_LINE_LENGTH);
  const cut = oneLine('x'.repeat(10_000_000));
  expect(cut).toHaveLength(MAX_LINE_LENGTH);
  expect(cut.endsWith('x…')).toBe(true);
});
