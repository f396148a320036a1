import fc from 'fast-check';
import { expect, test } from 'vitest';

import { LogicalNames, MAX_LOGICAL_NAME_LENGTH } from './logical-names.ts';

test.each([
  ['foo.dat', 'in.foo.dat'],
  ['data/a/b.txt', 'in.data_a_b.txt'],
  ['two words', 'in.two_words'],
  ['.hidden', 'in._hidden'],
  ['a...b', 'in.a.__b'],
  ['é&<', 'in.___'],
  ['xml', 'in.xml_2'],
  ['trickle_down_1', 'in.trickle-down_1'],
])('an input %s is %s', (target, name) => {
  expect(new LogicalNames().take('in', target)).toBe(name);
});

test('names that become the same get a number, case aside', () => {
  const names = new LogicalNames();
  const taken = ['a/b', 'a_b', 'A_b', 'a_b_2'].map((target) => names.take('in', target));
  expect(taken).toEqual(['in.a_b', 'in.a_b_2', 'in.A_b_3', 'in.a_b_2_2']);
  expect(names.take('out', 'a/b')).toBe('out.a_b');
});

test('any names are apart, short and plain', () => {
  const path = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom('a/', 'A_'));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('in', 'out'), path)), (targets) => {
      const names = new LogicalNames();
      const taken = targets.map(([prefix, target]) => names.take(prefix, target));
      expect(new Set(taken.map((name) => name.toLowerCase())).size).toBe(taken.length);
      for (const name of taken) {
        expect(name).toMatch(/^(?:in|out)\.[A-Za-z0-9._-]*$/);
        expect(name).not.toContain('..');
        expect(name.length).toBeLessThanOrEqual(MAX_LOGICAL_NAME_LENGTH);
        expect(['in.xml', 'out.xml']).not.toContain(name);
      }
    }),
  );
});
