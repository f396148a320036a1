import { expect, test } from 'vitest';
import { parseCreditReport, parseFractionDone } from './progress-file.ts';

test.each([
  ['0.25', 0.25],
  ['0.1\n0.2\n0.3\n', 0.3],
  ['done: 12 %, .5 ', 0.5],
  ['1e-2', 0.01],
  ['7', 1],
  ['-3', 0],
  ['', undefined],
  ['nan inf', undefined],
  ['1e999', undefined],
])('fraction done of %j', (text, expected) => {
  expect(parseFractionDone(text)).toBe(expected);
});

test.each([
  ['1e9 5e8\n', { floatingPointOperations: 1e9, integerOperations: 5e8 }],
  ['  1 2 3', { floatingPointOperations: 1, integerOperations: 2 }],
  ['1', undefined],
  ['', undefined],
  ['-1 5', undefined],
  ['1 nan', undefined],
  ['1 Infinity', undefined],
])('credit of %j', (text, expected) => {
  expect(parseCreditReport(text)).toEqual(expected);
});
