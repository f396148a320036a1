import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_FILE_NAME_BYTES, MAX_FILE_PATH_BYTES, parsePath, quoted } from './path-policy.ts';

/** Paths, with what has been done elsewhere with their like. */
const REFUSED: Readonly<Record<string, string>> = {
  empty: '',
  relative: 'a/b',
  'CVE-2018-1002100 kubectl cp, CVE-2018-20834 node-tar: dot dot': '/a/../../etc/passwd',
  'dot dot at the end': '/a/..',
  'dot dot at the start': '/../etc',
  'CVE-2020-2026 kata: dot': '/a/./b',
  'CVE-2021-37713 node-tar: empty components': '////etc/passwd',
  'an empty component in the middle': '/a//b',
  'a slash at the end': '/a/',
  'CVE-2026-59875 node-tar: NUL': '/a\0b',
  'half of a character': '/a\ud800',
  'CVE-2021-32804 node-tar: a drive': 'C:/windows',
  'a home directory': '~/x',
  'too long': `/${'a/'.repeat(MAX_FILE_PATH_BYTES / 2)}b`,
  'a component too long': `/a/${'b'.repeat(MAX_FILE_NAME_BYTES + 1)}`,
  'a component too long in bytes': `/a/${'ä'.repeat(128)}`,
};

const TAKEN: Readonly<Record<string, readonly string[]>> = {
  '/': [],
  '/a': ['a'],
  '/a/b.c': ['a', 'b.c'],
  '/...': ['...'],
  '/..a/b..': ['..a', 'b..'],
  '/a\nb/\u001b[31m': ['a\nb', '\u001b[31m'],
  '/ / ': [' ', ' '],
  '/C:\\con': ['C:\\con'],
  [`/${'b'.repeat(MAX_FILE_NAME_BYTES)}`]: ['b'.repeat(MAX_FILE_NAME_BYTES)],
};

describe('paths', () => {
  test.each(Object.entries(REFUSED))('%s: refused', (_what, path) => {
    expect(() => parsePath(path)).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }) as Error,
    );
  });

  test.each(Object.entries(TAKEN))('%j is taken', (path, components) => {
    expect(parsePath(path)).toEqual(components);
  });

  test('what is taken names nothing else than it says', () => {
    const part = fc.oneof(fc.constantFrom('', '.', '..', 'a', 'b c'), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.boolean(), (parts, absolute) => {
        const path = `${absolute ? '/' : ''}${parts.join('/')}`;
        let components: string[];
        try {
          components = parsePath(path);
        } catch {
          return;
        }
        expect(`/${components.join('/')}`).toBe(path);
        for (const component of components)
          expect(component).not.toMatch(/^(?:\.{0,2}|.*[/\0].*)$/s);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a message shows no control characters, and not all of a long path', () => {
    expect(quoted('/a\n\u001b[2J\u202ex')).toBe('"/a??[2J?x"');
    expect(quoted('x'.repeat(5_000)).length).toBeLessThan(140);
  });
});
