import { describe, expect, test } from 'vitest';

import {
  findOutputPathFault,
  findOverlaps,
  findPathFault,
  MAX_PATH_BYTES,
  MAX_PATH_PART_BYTES,
} from './guest-path.ts';

describe('findPathFault', () => {
  test.each(['a', 'a/b', '.hidden', 'a..b', '...', 'a b', 'ä/ö', 'a:b', 'a\\b', 'x'.repeat(255)])(
    'takes %j',
    (path) => {
      expect(findPathFault(path)).toBeUndefined();
    },
  );

  test.each([
    '',
    '/',
    '/etc/passwd',
    '.',
    '..',
    '../a',
    'a/..',
    'a/../b',
    './a',
    'a/.',
    'a//b',
    'a/',
    'a\0b',
    'a\nb',
    'a\u009bb',
    'ä'.repeat(MAX_PATH_PART_BYTES / 2 + 1),
    'a/'.repeat(MAX_PATH_BYTES / 2) + 'b',
  ])('refuses %j', (path) => {
    expect(findPathFault(path)).toEqual(expect.any(String));
  });
});

test.each(['a\\b', 'C:a', '..', '/a'])('an output on the host cannot be %j', (path) => {
  expect(findOutputPathFault(path)).toEqual(expect.any(String));
});

describe('findOverlaps', () => {
  const at = (...paths: string[]) => paths.map((path, index) => ({ path, line: index + 1 }));
  const linesOf = (paths: string[], ignoreCase = false) =>
    findOverlaps(at(...paths), { ignoreCase }).map(({ earlier, later }) => [
      earlier.line,
      later.line,
    ]);

  test('finds equal paths and paths inside others, in either order', () => {
    expect(linesOf(['a', 'a'])).toEqual([[1, 2]]);
    expect(linesOf(['a', 'a/b'])).toEqual([[1, 2]]);
    expect(linesOf(['a/b/c', 'x', 'a'])).toEqual([[1, 3]]);
    expect(linesOf(['a', 'a', 'a'])).toEqual([
      [1, 2],
      [1, 3],
    ]);
  });

  test('leaves neighbours alone', () => {
    expect(linesOf(['a', 'ab', 'b/a', 'b/ab', 'A'])).toEqual([]);
  });

  test('ignores case where asked', () => {
    expect(linesOf(['a/b', 'A'], true)).toEqual([[1, 2]]);
  });
});
