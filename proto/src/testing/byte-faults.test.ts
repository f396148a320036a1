import { describe, expect, test } from 'vitest';
import { ByteFaults, DEFAULT_BYTE_FAULT_OPTIONS, type ByteFaultKind } from './byte-faults.ts';
import { SeededRandom } from './seeded-random.ts';

const NO_FAULT = { drop: 0, cut: 0, repeat: 0, insert: 0, flood: 0, flip: 0 };

function damage(kind: ByteFaultKind, bytes: Uint8Array, chunkBytes: number): Buffer {
  const faults = new ByteFaults({
    random: new SeededRandom(7),
    weights: { ...NO_FAULT, [kind]: 1 },
    maxGapBytes: 100,
    maxCutBytes: 10,
    maxRepeatBytes: 10,
    maxInsertBytes: 10,
    floodBytes: 1000,
  });
  const out: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    out.push(...faults.apply(bytes.subarray(at, at + chunkBytes)));
  }
  expect(faults.counts[kind]).toBe(faults.total);
  expect(faults.total).toBeGreaterThan(10);
  return Buffer.concat(out);
}

describe('ByteFaults', () => {
  const bytes = new SeededRandom(1).bytes(2000);
  test.each(Object.keys(NO_FAULT) as ByteFaultKind[])('%s, however bytes are cut', (kind) => {
    const damaged = damage(kind, bytes, 2000);
    expect(damaged.equals(bytes)).toBe(false);
    for (const chunkBytes of [1, 7, 999]) {
      expect(damage(kind, bytes, chunkBytes).equals(damaged)).toBe(true);
    }
    const difference = damaged.length - bytes.length;
    if (kind === 'drop' || kind === 'cut') expect(difference).toBeLessThan(0);
    else if (kind === 'flip') expect(difference).toBe(0);
    else expect(difference).toBeGreaterThan(0);
  });

  test('makes as many faults as it is told, and leaves its input as it was', () => {
    const faults = new ByteFaults({ random: new SeededRandom(3), maxGapBytes: 5 });
    const before = Uint8Array.from(bytes);
    faults.apply(bytes);
    expect(bytes).toEqual(before);
    faults.remaining = 3;
    const { total } = faults;
    faults.apply(new Uint8Array(DEFAULT_BYTE_FAULT_OPTIONS.maxCutBytes * 4));
    expect(Buffer.concat(faults.apply(bytes)).equals(bytes)).toBe(true);
    expect(faults.total).toBe(total + 3);
    expect(faults.remaining).toBe(0);
  });
});
