import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { MAX_STATE_BYTES, StateSlots } from './state-slots.ts';

const directory = mkdtempSync(join(tmpdir(), 'vmslot-slots-'));
afterAll(() => rmSync(directory, { recursive: true }));

interface Count {
  readonly count: number;
  readonly text: string;
}

test('the newest whole state counts, wherever the writing of the next was cut', () => {
  const path = join(directory, 'torn');
  using slots = StateSlots.create<Count>(path, { count: 1, text: 'first' });
  slots.write({ count: 2, text: 'second' });
  const before = readFileSync(path);
  slots.write({ count: 3, text: 'third, ü' });
  const after = readFileSync(path);
  fc.assert(
    fc.property(fc.nat(before.length), (cut) => {
      writeFileSync(path, Buffer.concat([after.subarray(0, cut), before.subarray(cut)]));
      const reopened = StateSlots.reopen<Count>(path);
      reopened.slots[Symbol.dispose]();
      expect([2, 3]).toContain(reopened.state?.count);
      expect(reopened.state?.text).toBe(reopened.state?.count === 2 ? 'second' : 'third, ü');
    }),
  );
});

test('what is written after reopening is newer', () => {
  const path = join(directory, 'again');
  StateSlots.create<Count>(path, { count: 1, text: '' })[Symbol.dispose]();
  for (let count = 2; count < 6; count += 1) {
    const { slots, state } = StateSlots.reopen<Count>(path);
    expect(state?.count).toBe(count - 1);
    slots.write({ count, text: 'x'.repeat(count * 100) });
    slots[Symbol.dispose]();
  }
});

test('a file without a whole state has none, and one too large is refused', () => {
  const path = join(directory, 'empty');
  writeFileSync(path, '{"number":1,"state":{"cou');
  const { slots, state } = StateSlots.reopen<Count>(path);
  expect(state).toBeUndefined();
  const text = 'x'.repeat(MAX_STATE_BYTES);
  expect(() => slots.write({ count: 1, text })).toThrow(RangeError);
  slots[Symbol.dispose]();
});
