import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { vmslot } from '@vmslot/proto/agent';
import type { Vm, VmFigures, VmState } from '../hypervisor/driver.ts';
import { JobFigures, MAX_COUNTED_STEP_MS } from './job-figures.ts';

const START = { cpuTimeMs: 1000, guestCpuTimeMs: 500, runtimeMs: 2000, fractionDone: 0.25 };

let machine: { state: VmState; figures: () => Promise<VmFigures | undefined> };
let used: VmFigures | undefined;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  used = { cpuTimeMs: 0, residentBytes: 1 };
  machine = { state: 'running', figures: async () => used };
});

afterEach(() => void vi.useRealTimers());

const look = (figures: JobFigures): Promise<void> => figures.look(machine as unknown as Vm);

test('begin with those of the checkpoint, and add what this life takes', async () => {
  const figures = new JobFigures(START);
  expect(figures.now).toMatchObject(START);
  await look(figures);
  used = { cpuTimeMs: 700, residentBytes: 5 };
  vi.advanceTimersByTime(1000);
  await look(figures);
  expect(figures.now).toMatchObject({ cpuTimeMs: 1700, runtimeMs: 3000, residentBytes: 5 });
});

test('the time counts in which the machine ran, and no sleep of the host', async () => {
  const figures = new JobFigures(START);
  await look(figures);
  machine.state = 'paused';
  vi.advanceTimersByTime(60_000);
  await look(figures);
  expect(figures.now.runtimeMs).toBe(2000);
  machine.state = 'running';
  vi.advanceTimersByTime(8 * 3_600_000);
  await look(figures);
  expect(figures.now.runtimeMs).toBe(2000 + MAX_COUNTED_STEP_MS);
});

test('the time of a standstill that is skipped does not count', async () => {
  const figures = new JobFigures(START);
  await look(figures);
  vi.advanceTimersByTime(5000);
  figures.skip();
  vi.advanceTimersByTime(1000);
  await look(figures);
  expect(figures.now.runtimeMs).toBe(3000);
});

test('a process that is gone leaves the CPU time as it was', async () => {
  const figures = new JobFigures(START);
  used = { cpuTimeMs: 300, residentBytes: 5 };
  await look(figures);
  used = undefined;
  await look(figures);
  expect(figures.now).toMatchObject({ cpuTimeMs: 1300, residentBytes: 0 });
});

test('whatever the guest claims: in range, and no time or progress ever falls', async () => {
  const claim = fc.oneof(
    fc.double(),
    fc.constantFrom(null, undefined, -1, Infinity, NaN, 1e300, 0),
    fc.constant('7' as unknown as number),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          cpuTimeMs: claim,
          fractionDone: claim,
          floatingPointOperations: claim,
          integerSpeed: claim,
          checkpointCount: claim,
        }),
      ),
      fc.array(fc.nat({ max: 20_000 })),
      async (claims, cpuTimes) => {
        const figures = new JobFigures(START);
        let before = figures.now;
        for (const [index, status] of claims.entries()) {
          figures.take(status as vmslot.agent.v1.IAppStatus);
          used = { cpuTimeMs: cpuTimes[index] ?? 0, residentBytes: 1 };
          vi.advanceTimersByTime(cpuTimes[index] ?? 0);
          await look(figures);
          const { now } = figures;
          for (const name of [
            'cpuTimeMs',
            'guestCpuTimeMs',
            'runtimeMs',
            'fractionDone',
          ] as const) {
            expect(now[name]).toBeGreaterThanOrEqual(before[name]);
          }
          expect(now.fractionDone).toBeLessThanOrEqual(1);
          const numbers = Object.values(now).filter((value) => typeof value === 'number');
          expect(numbers.length).toBeGreaterThanOrEqual(10);
          expect(numbers.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
          before = now;
        }
      },
    ),
  );
});

test('what programs say of their work is one line and no nonsense', () => {
  const figures = new JobFigures(START);
  expect(figures.now).toMatchObject({ statusText: '', needsNetwork: false });
  figures.take({
    floatingPointSpeed: 1e9,
    integerSpeed: Number.NaN,
    checkpointCount: 3,
    statusText: 'step\u001b[2J\n7',
    needsNetwork: true,
  });
  expect(figures.now).toMatchObject({
    floatingPointSpeed: 1e9,
    integerSpeed: 0,
    programCheckpointCount: 3,
    statusText: 'step·[2J 7',
    needsNetwork: true,
  });
});
