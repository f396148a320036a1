import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatherChunks } from './gather-chunks.ts';

test('gives the same bytes, long chunks as they are, short neighbours as one', () => {
  const anyLength = fc.oneof(fc.nat(100), fc.constantFrom(4095, 4096, 32 * 1024, 70_000));
  fc.assert(
    fc.property(fc.array(anyLength, { maxLength: 40 }), (lengths) => {
      const chunks = lengths.map((length, index) => Buffer.alloc(length, index));
      const gathered = gatherChunks(chunks);
      expect(Buffer.concat(gathered).equals(Buffer.concat(chunks))).toBe(true);
      for (const chunk of chunks.filter(({ length }) => length >= 4096)) {
        expect(gathered.includes(chunk)).toBe(true);
      }
      gathered.forEach((chunk, index) => {
        const next = gathered[index + 1];
        if (next === undefined || chunk.length >= 4096 || next.length >= 4096) return;
        expect(chunk.length + next.length).toBeGreaterThan(32 * 1024 - 4096);
      });
    }),
  );
});

test('many short chunks become few', () => {
  const chunks = Array.from({ length: 100_000 }, () => Buffer.from('x'));
  expect(gatherChunks(chunks)).toHaveLength(4);
});
