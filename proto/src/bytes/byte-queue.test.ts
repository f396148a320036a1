import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteQueue } from './byte-queue.ts';

/** The slow way: one array of numbers. */
class NaiveQueue {
  bytes: number[] = [];

  push(chunk: Uint8Array): void {
    this.bytes.push(...chunk);
  }

  drop(length: number): number[] {
    return this.bytes.splice(0, length);
  }
}

type Step =
  | { readonly do: 'push'; readonly chunk: Uint8Array }
  | { readonly do: 'drop' | 'take'; readonly length: number }
  | { readonly do: 'view'; readonly offset: number; readonly length: number }
  | { readonly do: 'at'; readonly offset: number }
  | { readonly do: 'indexOf'; readonly byte: number; readonly from: number }
  | { readonly do: 'clear' };

const anyLength = fc.nat(60);
// Few values, so that a byte that is looked for is there often enough.
const anyByte = fc.nat(5);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({
      do: fc.constant('push' as const),
      chunk: fc.array(anyByte, { maxLength: 40 }).map((bytes) => Uint8Array.from(bytes)),
    }),
  },
  {
    weight: 15,
    arbitrary: fc.record({
      do: fc.constantFrom('drop' as const, 'take' as const),
      length: anyLength,
    }),
  },
  {
    weight: 15,
    arbitrary: fc.record({
      do: fc.constant('view' as const),
      offset: anyLength,
      length: anyLength,
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('at' as const), offset: anyLength }) },
  {
    weight: 15,
    arbitrary: fc.record({ do: fc.constant('indexOf' as const), byte: anyByte, from: anyLength }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const) }) },
);

function check(step: Step, queue: ByteQueue, naive: NaiveQueue): void {
  switch (step.do) {
    case 'push':
      queue.push(step.chunk);
      naive.push(step.chunk);
      break;
    case 'drop':
      if (step.length > naive.bytes.length) {
        expect(() => queue.drop(step.length)).toThrow(RangeError);
      } else {
        queue.drop(step.length);
        naive.drop(step.length);
      }
      break;
    case 'take':
      expect(Buffer.concat(queue.take(step.length)).toJSON().data).toEqual(naive.drop(step.length));
      break;
    case 'view': {
      const end = step.offset + step.length;
      if (step.length > 0 && end > naive.bytes.length) {
        expect(() => queue.view(step.offset, step.length)).toThrow(RangeError);
      } else {
        expect([...queue.view(step.offset, step.length)]).toEqual(
          naive.bytes.slice(step.offset, end),
        );
      }
      break;
    }
    case 'at':
      if (step.offset >= naive.bytes.length) {
        expect(() => queue.at(step.offset)).toThrow(RangeError);
      } else {
        expect(queue.at(step.offset)).toBe(naive.bytes[step.offset]);
      }
      break;
    case 'indexOf':
      expect(queue.indexOf(step.byte, step.from)).toBe(naive.bytes.indexOf(step.byte, step.from));
      break;
    case 'clear':
      queue.clear();
      naive.bytes = [];
  }
  expect(queue.length).toBe(naive.bytes.length);
}

describe('ByteQueue', () => {
  test('agrees with one array of numbers', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 400, size: 'max' }), (steps) => {
        const queue = new ByteQueue();
        const naive = new NaiveQueue();
        for (const step of steps) check(step, queue, naive);
        expect(Buffer.concat(queue.take(Infinity)).toJSON().data).toEqual(naive.bytes);
      }),
      { numRuns: 300 },
    );
  });

  test('gives what lies in one chunk as a view, and copies only what spans two', () => {
    const queue = new ByteQueue();
    const first = Uint8Array.of(1, 2, 3);
    const second = Uint8Array.of(4, 5, 6);
    queue.push(first);
    queue.push(second);
    expect(queue.view(1, 2).buffer).toBe(first.buffer);
    expect(queue.view(3, 3).buffer).toBe(second.buffer);
    const joined = queue.view(2, 2);
    expect([first.buffer, second.buffer]).not.toContain(joined.buffer);
    expect([...joined]).toEqual([3, 4]);
  });

  test('lets go of dropped chunks among many', () => {
    const queue = new ByteQueue();
    for (let round = 0; round < 1000; round++) {
      queue.push(Uint8Array.of(round & 255));
      queue.push(Uint8Array.of(round & 255, 255));
      expect(queue.at(0)).toBe(round & 255);
      queue.drop(3);
    }
    expect(queue.length).toBe(0);
    expect(() => queue.at(0)).toThrow(RangeError);
    expect(() => queue.at(-1)).toThrow(RangeError);
  });
});
