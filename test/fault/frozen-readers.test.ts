import { expect, test } from 'vitest';
import { measureFrozenReaders } from './frozen-readers.ts';

/** Most by which an agent may grow for readers that read nothing, from before there were any. */
const MAX_GROWN_BYTES = 4 * 1024 * 1024;
/** Nothing is done for them: what waits in a loop would take all. The figure itself is the bench's. */
const MAX_IDLE_CPU_SHARE = 0.1;

test('readers that stop reading hold up nobody, and cost next to nothing', async () => {
  const figures = await measureFrozenReaders({ callCount: 1000, idleSeconds: 5 });
  const { callCount, openedBytes, grownBytes, idleCpuShare, thawedBytes } = figures;
  console.info(
    `${callCount} calls beside 2 frozen readers; they cost ${Math.round(openedBytes / 1024)} KiB, ` +
      `while they were frozen memory grew by ${Math.round(grownBytes / 1024)} KiB, ` +
      `CPU ${(idleCpuShare * 100).toFixed(2)} %`,
  );
  expect(callCount).toBe(1000);
  expect(thawedBytes).toBe(64 * 1024 * 1024);
  expect(openedBytes + grownBytes).toBeLessThan(MAX_GROWN_BYTES);
  expect(idleCpuShare).toBeLessThan(MAX_IDLE_CPU_SHARE);
});
