import { expect, test } from 'vitest';
import { OutputRanges } from './output-ranges.ts';
import { MAX_OUTPUT_EVENT_BYTES } from './task-limits.ts';

test('takes each byte once, in pieces of bounded size, from both streams', () => {
  const ranges = new OutputRanges(() => 0);
  expect(ranges.isReady()).toBe(false);
  ranges.open(3);
  ranges.grow('stdout', 2 * MAX_OUTPUT_EVENT_BYTES + 5);
  ranges.grow('stderr', 7);
  const taken = [];
  for (let range = ranges.take(); range !== undefined; range = ranges.take()) taken.push(range);
  const most = MAX_OUTPUT_EVENT_BYTES;
  expect(taken).toEqual([
    { step: 3, stream: 'stdout', start: 0, end: most },
    { step: 3, stream: 'stdout', start: most, end: 2 * most },
    { step: 3, stream: 'stderr', start: 0, end: 7 },
    { step: 3, stream: 'stdout', start: 2 * most, end: 2 * most + 5 },
  ]);
});

test('a stream that shrinks is not taken back', () => {
  const ranges = new OutputRanges(() => 0);
  ranges.open(0);
  ranges.grow('stdout', 10);
  ranges.grow('stdout', 4);
  expect(ranges.take()).toMatchObject({ start: 0, end: 10 });
  ranges.grow('stdout', 4);
  expect(ranges.take()).toBeUndefined();
});

test('small pieces come less often when there have been many, full ones at once', () => {
  let nowMs = 0;
  const ranges = new OutputRanges(() => nowMs);
  ranges.open(0);
  let printed = 0;
  const printAndTake = () => {
    printed += 1;
    ranges.grow('stdout', printed);
    return ranges.isReady() ? ranges.take() : undefined;
  };
  for (let count = 0; count < 10_000; count += 1) expect(printAndTake()).toBeDefined();
  expect(printAndTake()).toBeUndefined();
  nowMs += 999;
  expect(printAndTake()).toBeUndefined();
  nowMs += 1;
  expect(printAndTake()).toMatchObject({ start: 10_000, end: 10_003 });
  ranges.grow('stdout', printed + MAX_OUTPUT_EVENT_BYTES);
  expect(ranges.isReady()).toBe(true);
});

test('goes on where an earlier run of the agent stopped', () => {
  const ranges = new OutputRanges(() => 0);
  ranges.open(1);
  ranges.restore({ step: 1, stream: 'stderr', start: 0, end: 40 });
  expect(ranges.takenBytes('stderr')).toBe(40);
  ranges.grow('stderr', 41);
  expect(ranges.take()).toEqual({ step: 1, stream: 'stderr', start: 40, end: 41 });
});
