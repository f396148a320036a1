import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatSoftLink, MAX_SOFT_LINK_BYTES, parseSoftLink } from './soft-link.ts';
import {
  formatTrickleUp,
  MAX_TRICKLE_TEXT_BYTES,
  parseTrickleDown,
  parseTrickleUp,
} from './trickle-file.ts';
import { formatUploadStatusFile, parseUploadStatusFile } from './upload-status-file.ts';

const code = (value: string) => expect.objectContaining({ name: 'BoincFormatError', code: value });

describe('soft links', () => {
  test('any target is read back, or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (target) => {
        let written: string;
        try {
          written = formatSoftLink(target);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_text' });
          return;
        }
        expect(parseSoftLink(written)).toBe(target);
        expect(parseSoftLink(Buffer.from(written))).toBe(target);
      }),
    );
  });

  test.each(['', ' a', 'a\nb', 'a\0', 'x'.repeat(500)])('refuses %j', (target) => {
    expect(() => formatSoftLink(target)).toThrow(code('invalid_text'));
  });

  test('looks at the first line, and at 511 bytes of it', () => {
    const link = formatSoftLink('a').trim();
    expect(parseSoftLink(`${' '.repeat(MAX_SOFT_LINK_BYTES - link.length)}${link}`)).toBe('a');
    expect(parseSoftLink(`${' '.repeat(MAX_SOFT_LINK_BYTES)}${link}`)).toBeUndefined();
    expect(parseSoftLink(`\0${link}`)).toBeUndefined();
  });

  test('any bytes are a link or none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(parseSoftLink(bytes)).toBeUndefined();
      }),
    );
  });
});

describe('trickles', () => {
  test('any text is read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(parseTrickleUp(formatTrickleUp({ variety: 'credit', text }))).toEqual({
          variety: 'credit',
          text,
        });
      }),
    );
  });

  test.each([
    ['an end of its own element', 'a</msg_from_host>b'],
    ['one in another spelling', 'a<\n/MSG_FROM_HOST x>b'],
    ['a second variety', 'a<variety>b</variety>'],
    ['NUL', 'a\0b'],
  ])('a text with %s is refused: it would write into the request', (_, text) => {
    expect(() => formatTrickleUp({ variety: 'x', text })).toThrow(code('invalid_text'));
    expect(() => parseTrickleUp(`<variety>x</variety>\n${text}`)).toThrow(code('invalid_text'));
  });

  test.each(['', 'a b', 'a<b', 'a&b', 'a\n', '\u00e9'])('variety %j is refused', (variety) => {
    expect(() => formatTrickleUp({ variety, text: '' })).toThrow(code('invalid_text'));
  });

  test('sizes are limited, and a variety must be there', () => {
    const longest = { variety: 'v'.repeat(255), text: 'x'.repeat(MAX_TRICKLE_TEXT_BYTES) };
    expect(parseTrickleUp(formatTrickleUp(longest))).toEqual(longest);
    expect(() => formatTrickleUp({ ...longest, variety: `${longest.variety}v` })).toThrow(
      code('too_large'),
    );
    expect(() => formatTrickleUp({ ...longest, text: `${longest.text}x` })).toThrow(
      code('too_large'),
    );
    expect(() => parseTrickleUp('text')).toThrow(code('missing'));
    expect(parseTrickleDown('\nline\n')).toBe('line\n');
  });
});

test('an upload status is read back', () => {
  fc.assert(
    fc.property(fc.integer(), (status) => {
      expect(parseUploadStatusFile(formatUploadStatusFile(status))).toBe(status);
    }),
  );
});
