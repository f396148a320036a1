import { expect, test } from 'vitest';
import { formatTrickleUp } from '@vmslot/proto/boinc';
import { formatPartialCredit, PARTIAL_CREDIT_VARIETY } from './partial-credit.ts';
import { NOTHING_TOLD } from '../supervisor/job-figures.ts';

const FIGURES = {
  cpuTimeMs: 123_456,
  guestCpuTimeMs: 100_000,
  runtimeMs: 200_000,
  fractionDone: 0.25,
  floatingPointOperations: 1.5e12,
  integerOperations: 0,
  ...NOTHING_TOLD,
  residentBytes: 1,
};

/** As BOINC's trickle_credit reads: the first element must be the runtime, then it stops. */
function creditedSeconds(text: string): number | undefined {
  const [, name, value] = /^\s*<(\w+)>([^<]*)/.exec(text) ?? [];
  return name === 'runtime' ? Number.parseFloat(value ?? '') : undefined;
}

test('BOINC’s own daemon finds the runtime since the last claim', () => {
  const text = formatPartialCredit(FIGURES, { runtimeMs: 60_500 });
  expect(creditedSeconds(text)).toBe(60.5);
});

test('the rest are totals, an element a line', () => {
  expect(formatPartialCredit(FIGURES, { runtimeMs: 60_500 })).toBe(
    '<runtime>60.500</runtime>\n<cpu_time>123.456</cpu_time>\n' +
      '<guest_cpu_time>100.000</guest_cpu_time>\n<fraction_done>0.250000</fraction_done>\n' +
      '<fpops_cumulative>1.500000e+12</fpops_cumulative>\n' +
      '<intops_cumulative>0.000000e+0</intops_cumulative>\n',
  );
});

test.each([0, 1e-320, 1e300, Number.MAX_VALUE])(
  'a guest’s claim of %s stays a trickle',
  (claim) => {
    const figures = { ...FIGURES, guestCpuTimeMs: claim, floatingPointOperations: claim };
    const text = formatPartialCredit(figures, { runtimeMs: 1000 });
    expect(creditedSeconds(text)).toBe(1);
    expect(text).not.toMatch(/nan|infinity/i);
    formatTrickleUp({ variety: PARTIAL_CREDIT_VARIETY, text });
  },
);
