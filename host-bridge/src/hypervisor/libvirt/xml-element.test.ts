import { parseXml, type XmlElement as Parsed } from '@rgrove/parse-xml';
import { describe, expect, test } from 'vitest';
import { element } from './xml-element.ts';

const HOSTILE = [
  `<a>&"'`,
  `'/><qemu:arg value='-incoming'/><x y='`,
  ']]>',
  '&amp;&#10;',
  '<!-- -->',
  ' \t\r\n two  spaces ',
  'ünïcode 🖥',
  '',
];

describe('element', () => {
  test.each(HOSTILE)('a reader gets back %j, as attribute and as text', (text) => {
    const { root } = parseXml(element('a', { b: text }, element('c', {}, text)).text);
    const outer = root as Parsed;
    expect(outer.attributes['b']).toBe(text);
    expect(outer.children).toHaveLength(1);
    const [inner] = outer.children as [Parsed];
    expect(inner.name).toBe('c');
    expect(inner.text).toBe(text);
    expect(inner.children.length).toBeLessThanOrEqual(1);
  });

  test('leaves out attributes without a value, and closes what is empty', () => {
    expect(element('a', { b: undefined, c: 0 }).text).toBe('<a c="0"/>');
  });

  test.each(['\u0000', 'a\u0001b', '\u001b[0m', '\ufffe', '\ud800'])('refuses %j', (text) => {
    expect(() => element('a', { b: text })).toThrow(RangeError);
    expect(() => element('a', {}, text)).toThrow(RangeError);
  });
});
