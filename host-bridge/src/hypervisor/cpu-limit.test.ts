import { expect, test } from 'vitest';
import { CpuLimit } from './cpu-limit.ts';
import type { CpuThrottle } from './cpu-throttle.ts';

/** A limit with a throttle that tells what it is asked. */
function limit() {
  const calls: unknown[] = [];
  const cpuLimit = new CpuLimit();
  cpuLimit.watch({
    limit: (count: number | undefined) => calls.push(count),
    hold: () => {
      calls.push('hold');
      return () => calls.push('release');
    },
    close: () => calls.push('close'),
  } as unknown as CpuThrottle);
  return { cpuLimit, calls };
}

test('is remembered until the machine has started, and holds from then on', () => {
  const { cpuLimit, calls } = limit();
  cpuLimit.set(0.5);
  cpuLimit.set(0.7);
  expect(calls).toEqual([]);
  cpuLimit.begin();
  cpuLimit.set(undefined);
  cpuLimit.close();
  expect(calls).toEqual([0.7, undefined, 'close']);
});

test('a limit that is none is refused, and changes nothing', () => {
  const { cpuLimit, calls } = limit();
  expect(() => cpuLimit.set(0)).toThrow(RangeError);
  cpuLimit.begin();
  expect(calls).toEqual([undefined]);
});

test('a work has the process run to its end, also where it fails', async () => {
  const { cpuLimit, calls } = limit();
  expect(await cpuLimit.hold(() => Promise.resolve('done'))).toBe('done');
  await expect(cpuLimit.hold(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(calls).toEqual(['hold', 'release', 'hold', 'release']);
});

test('works without a process', async () => {
  const cpuLimit = new CpuLimit();
  cpuLimit.begin();
  cpuLimit.set(0.5);
  cpuLimit.close();
  expect(await cpuLimit.hold(() => Promise.resolve('done'))).toBe('done');
});
