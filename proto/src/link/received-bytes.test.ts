import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ReceivedBytes } from './received-bytes.ts';

describe('ReceivedBytes', () => {
  test('gives back the same bytes, whenever they are taken', () => {
    const anyLength = fc.oneof(
      fc.nat(50),
      fc.constantFrom(4095, 4096, 4097, 16_383, 16_384, 40_000),
    );
    fc.assert(
      fc.property(fc.array(fc.option(anyLength), { maxLength: 60 }), (steps) => {
        const store = new ReceivedBytes();
        const given: Uint8Array[] = [];
        const taken: Uint8Array[] = [];
        steps.forEach((length, index) => {
          if (length === null) taken.push(store.shift() ?? new Uint8Array(0));
          else {
            given.push(new Uint8Array(length).fill(index));
            store.push(given.at(-1)!);
          }
          const left = Buffer.concat(given).length - Buffer.concat(taken).length;
          expect(store.isEmpty).toBe(left === 0);
        });
        for (let piece = store.shift(); piece !== undefined; piece = store.shift())
          taken.push(piece);
        expect(Buffer.concat(taken).equals(Buffer.concat(given))).toBe(true);
      }),
    );
  });

  test('bytes that come one by one make few pieces', () => {
    const store = new ReceivedBytes();
    for (let i = 0; i < 100_000; i++) store.push(Uint8Array.of(i & 255));
    let pieceCount = 0;
    while (store.shift() !== undefined) pieceCount++;
    expect(pieceCount).toBe(Math.ceil(100_000 / (16 * 1024)));
  });

  test('what is kept pins at most twice its size', () => {
    const store = new ReceivedBytes();
    for (let i = 0; i < 20; i++) {
      store.push(new Uint8Array(64 * 1024).subarray(0, 4096 + i));
      store.push(Uint8Array.of(1));
    }
    let keptBytes = 0;
    let pinnedBytes = 0;
    for (let piece = store.shift(); piece !== undefined; piece = store.shift()) {
      keptBytes += piece.length;
      pinnedBytes += piece.buffer.byteLength;
    }
    expect(pinnedBytes).toBeLessThanOrEqual(keptBytes * 2);
  });

  test('a piece that is most of its chunk is not copied', () => {
    const store = new ReceivedBytes();
    const chunk = new Uint8Array(64 * 1024);
    store.push(chunk.subarray(0, 32 * 1024));
    expect(store.shift()?.buffer).toBe(chunk.buffer);
  });

  test('clear forgets everything', () => {
    const store = new ReceivedBytes();
    store.push(new Uint8Array(5000));
    store.push(new Uint8Array(5));
    store.clear();
    expect(store.isEmpty).toBe(true);
    expect(store.shift()).toBeUndefined();
  });
});
