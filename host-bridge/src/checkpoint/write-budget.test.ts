import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { WriteBudget } from './write-budget.ts';

const HOUR_MS = 3_600_000;
const MB = 1024 * 1024;

describe('a budget of disk writes', () => {
  test('asks for nothing before something was written', () => {
    expect(new WriteBudget({ bytesPerHour: 100 * MB }).minIntervalMs).toBe(0);
  });

  test('has each checkpoint earned back before the next', () => {
    const budget = new WriteBudget({ bytesPerHour: 100 * MB });
    budget.spend(50 * MB, 0);
    expect(budget.minIntervalMs).toBe(HOUR_MS / 2);
    budget.spend(25 * MB, HOUR_MS);
    expect(budget.minIntervalMs).toBe(HOUR_MS / 4);
  });

  test('remembers what one cost that could not wait', () => {
    const budget = new WriteBudget({ bytesPerHour: 100 * MB });
    budget.spend(50 * MB, 0);
    budget.spend(50 * MB, HOUR_MS / 4);
    expect(budget.minIntervalMs).toBe((3 * HOUR_MS) / 4);
  });

  test('without a limit asks for nothing', () => {
    const budget = new WriteBudget({ bytesPerHour: 0 });
    budget.spend(1e12, 0);
    expect(budget.minIntervalMs).toBe(0);
  });

  test('is never exceeded by more than one checkpoint, whatever their sizes', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 4096 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 10_000 }), (list, limitMb) => {
        const budget = new WriteBudget({ bytesPerHour: limitMb * MB });
        let [writtenMb, nowMs, sinceLastMs] = [0, 0, 0];
        for (const sizeMb of list) {
          // What was written before this one has been earned back by now.
          expect(writtenMb).toBeLessThanOrEqual((limitMb * nowMs) / HOUR_MS + 1e-3);
          budget.spend(sizeMb * MB, sinceLastMs);
          writtenMb += sizeMb;
          sinceLastMs = budget.minIntervalMs;
          nowMs += sinceLastMs;
        }
      }),
    );
  });
});
