import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  child,
  childFlag,
  childNumber,
  childrenNamed,
  childText,
  escapeXml,
  parseBoincXml,
} from '../fakes/boinc-project/boinc-xml.ts';

describe('parseBoincXml', () => {
  test('several roots, nested elements, attributes, comments, CDATA', () => {
    const xml = parseBoincXml(
      '<a x="1">\n<b>1</b><b> 2 </b><c/></a><!-- <d> --><e><![CDATA[<f> & ]]></e>',
    );
    const a = child(xml, 'a');
    expect(a && childrenNamed(a, 'b').map(({ text }) => text)).toEqual(['1', '2']);
    expect(a && childFlag(a, 'c')).toBe(true);
    expect(child(xml, 'd')).toBeUndefined();
    expect(childText(xml, 'e')).toBe('<f> &');
    expect(childNumber(xml, 'none', 3)).toBe(3);
  });

  test('what is missing an end or a start is no error', () => {
    const xml = parseBoincXml('<a><b>1</a></c>text & < more<d>2');
    const a = child(xml, 'a');
    expect(a && childText(a, 'b')).toBe('1');
    expect(childText(xml, 'd')).toBe('2');
  });

  test('the inside of an element is as it was written', () => {
    const source = '<m>\n<x>1</x>\n a &amp; <b>bold</b>\n</m>';
    expect(child(parseBoincXml(source), 'm')?.inner).toBe(source.slice(3, -4));
  });

  test('any text comes back from its escaped form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(childText(parseBoincXml(`<t>${escapeXml(text)}</t>`), 't')).toBe(text.trim());
      }),
    );
  });
});
