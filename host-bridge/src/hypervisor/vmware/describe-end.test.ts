import { expect, test } from 'vitest';
import { describeEnd, type VmwareEnd } from './describe-end.ts';

const CRASH: VmwareEnd = {
  event: undefined,
  eventIsGuests: false,
  directory: '/slot/vm',
  stopRequested: false,
};

test.each<[string, string | undefined, Partial<VmwareEnd>]>([
  ['crashed', undefined, {}],
  ['requested', undefined, { stopRequested: true }],
  ['guest-panic', undefined, { event: 'reset', eventIsGuests: true }],
  ['guest-shutdown', undefined, { event: 'power-off', eventIsGuests: true, stopRequested: true }],
  ['requested', undefined, { event: 'power-off', stopRequested: true }],
  ['crashed', 'no_room', { event: 'disk-full', eventIsGuests: true, stopRequested: true }],
])('%s %s for %o', (cause, code, end) => {
  const told = describeEnd({ ...CRASH, ...end });
  expect([told.cause, told.code]).toEqual([cause, code]);
  expect(told.detail).toMatch(/^[^\n]+$/);
});
