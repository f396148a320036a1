import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteTail } from './byte-tail.ts';

describe('ByteTail', () => {
  test('keeps what joining all chunks and cutting the end would keep', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
        const tail = new ByteTail(16);
        for (const chunk of chunks) tail.push(chunk);
        const all = Buffer.concat(chunks);
        expect(tail.bytes()).toEqual(all.subarray(Math.max(0, all.length - 16)));
      }),
    );
  });
});
