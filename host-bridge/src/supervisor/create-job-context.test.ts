import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Vm, VmEnd } from '../hypervisor/driver.ts';
import type { JobError } from '../outcome.ts';
import { createJobContext, LAST_BYTES_WAIT_MS } from './create-job-context.ts';
import type { RunSettings } from './job-context.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const POWER_OFF: VmEnd = { cause: 'guest-shutdown', detail: 'QEMU ended with status 0' };

function watched(end: VmEnd) {
  const stops: JobError[] = [];
  const settings = { slot: { directory: '/slot' } } as unknown as RunSettings;
  const context = createJobContext(settings, new AbortController().signal, (reason) => {
    stops.push(reason);
  });
  context.watchVm({ ended: Promise.resolve(end), consoleTail: () => [] } as unknown as Vm);
  return { context, stops };
}

test('a machine that stops by itself ends the run, once what it sent last has had time', async () => {
  const { stops } = watched(POWER_OFF);
  await vi.advanceTimersByTimeAsync(LAST_BYTES_WAIT_MS - 1);
  expect(stops).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(stops).toMatchObject([{ code: 'vm_stopped' }]);
});

test('it ends nothing where all is there by then, nor where it was asked to stop', async () => {
  const { context, stops } = watched(POWER_OFF);
  await vi.advanceTimersByTimeAsync(LAST_BYTES_WAIT_MS - 1);
  context.guestIsDone = true;
  const requested = watched({ cause: 'requested', detail: '' });
  await vi.advanceTimersByTimeAsync(2 * LAST_BYTES_WAIT_MS);
  expect([...stops, ...requested.stops]).toEqual([]);
});
