import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_APP_TEXT_CHARACTERS } from './app-limits.ts';
import { mergeReport, NOTHING_REPORTED } from './app-report.ts';

test('whatever is reported, no figure of work done falls, and a fraction stays within 0 to 1', () => {
  const figure = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }));
  const report = fc.record({
    fractionDone: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    floatingPointOperations: figure,
    integerOperations: figure,
  });
  fc.assert(
    fc.property(fc.array(report), (reports) => {
      let before = NOTHING_REPORTED;
      for (const one of reports) {
        const after = mergeReport(before, one);
        expect(after.fractionDone).toBeGreaterThanOrEqual(before.fractionDone);
        expect(after.fractionDone).toBeLessThanOrEqual(1);
        expect(after.floatingPointOperations).toBe(
          Math.max(before.floatingPointOperations, one.floatingPointOperations ?? 0),
        );
        expect(after.integerOperations).toBe(
          Math.max(before.integerOperations, one.integerOperations ?? 0),
        );
        before = after;
      }
    }),
  );
});

test('what is not set changes nothing, and what is set counts', () => {
  const first = mergeReport(NOTHING_REPORTED, {
    fractionDone: 0.5,
    statusText: 'a\u001b[31m\nb',
    needsNetwork: true,
    integerSpeed: 3,
  });
  expect(first).toMatchObject({ fractionDone: 0.5, statusText: 'a [31m b', needsNetwork: true });
  expect(mergeReport(first, {})).toBe(first);
  expect(mergeReport(first, { fractionDone: 0.4 })).toBe(first);
  expect(mergeReport(first, { statusText: '', needsNetwork: false, integerSpeed: 1 })).toEqual({
    ...first,
    statusText: '',
    needsNetwork: false,
    integerSpeed: 1,
  });
});

test.each([
  ['fraction_done', { fractionDone: Number.NaN }],
  ['fraction_done', { fractionDone: Number.POSITIVE_INFINITY }],
  ['floating_point_operations', { floatingPointOperations: -1 }],
  ['integer_speed', { integerSpeed: Number.NaN }],
  ['status_text', { statusText: 'x'.repeat(MAX_APP_TEXT_CHARACTERS + 1) }],
])('refuses a %s that is none', (field, report) => {
  expect(() => mergeReport(NOTHING_REPORTED, report)).toThrow(
    expect.objectContaining({
      code: 'invalid_argument',
      message: expect.stringContaining(`report.${field}: `) as string,
    }),
  );
});
