import { expect, test } from 'vitest';
import { TaskProgress } from './task-progress.ts';
import type { StartSpec, StepSpec } from './task-request.ts';

const STEPS = [{ weight: 1 }, { weight: 3 }] as StepSpec[];

const START: StartSpec = {
  step: 1,
  fractionDone: 0.5,
  cpuTimeMs: 10_000,
  floatingPointOperations: 1e9,
  integerOperations: 5,
  checkpointCount: 7,
  checkpointCpuTimeMs: 9_000,
};

const SAMPLE = {
  usage: { cpuTimeMs: 100, memoryBytes: 1, peakMemoryBytes: 2, oomKillCount: 0 },
  fractionDone: 0.1,
  credit: undefined,
  diskFreeBytes: 3,
};

test('a task begins with nothing', () => {
  expect(new TaskProgress({ steps: STEPS }).status()).toMatchObject({
    fractionDone: 0,
    cpuTimeMs: 0,
    floatingPointOperations: 0,
  });
});

test('figures begin where those of another machine ended, and none falls', () => {
  const progress = new TaskProgress({ steps: STEPS, start: START });
  const first = {
    fractionDone: 0.5,
    cpuTimeMs: 10_000,
    floatingPointOperations: 1e9,
    integerOperations: 5,
    checkpointCount: 7,
    checkpointCpuTimeMs: 9_000,
  };
  expect(progress.status()).toMatchObject(first);
  // 1 of 4 by the step before, and a tenth of 3 of 4: less than was done.
  progress.update(1, SAMPLE);
  expect(progress.status()).toMatchObject({ ...first, cpuTimeMs: 10_100 });
  expect(progress.cpuTimeMs(150)).toBe(10_150);
});

test('what the step itself tells counts once it is more', () => {
  const progress = new TaskProgress({ steps: STEPS, start: START });
  const credit = { floatingPointOperations: 2e9, integerOperations: 1 };
  progress.update(1, { ...SAMPLE, fractionDone: 0.8, credit });
  progress.note({ checkpointCount: 2, checkpointCpuTimeMs: 10_050 });
  expect(progress.status()).toMatchObject({
    fractionDone: 0.25 + 0.75 * 0.8,
    floatingPointOperations: 2e9,
    integerOperations: 5,
    checkpointCount: 9,
    checkpointCpuTimeMs: 10_050,
  });
  progress.finish(1, true);
  expect(progress.status()).toMatchObject({ fractionDone: 1, cpuTimeMs: 10_100 });
});
