import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { OutputWindow } from './output-window.ts';
import { OUTPUT_STEP_BYTES } from './process-limits.ts';
import { punchHole } from './punch-hole.ts';

const directory = mkdtempSync(join(tmpdir(), 'vmslot-window-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Byte of the stream at an offset; never 0. */
const byteAt = (offset: number) => (offset % 251) + 1;
const STREAM = Buffer.alloc(20_000_000).map((_, offset) => byteAt(offset));
const bytes = (start: number, length: number) => STREAM.subarray(start, start + length);

test('a naive model of the window agrees, whatever is written and read', async () => {
  let run = 0;
  const steps = fc.array(
    fc.oneof(
      fc.record({ write: fc.integer({ min: 1, max: 1_500_000 }) }),
      fc.record({ read: fc.double({ min: 0, max: 1, noNaN: true }) }),
    ),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2_000_000 }), steps, async (keepBytes, list) => {
      const path = join(directory, `model-${(run += 1)}`);
      writeFileSync(path, '');
      let window = new OutputWindow({ path, keepBytes });
      let size = 0;
      for (const step of list) {
        if ('write' in step) {
          appendFileSync(path, bytes(size, step.write));
          size += step.write;
          expect(window.look()).toBe(step.write);
          if (window.advance()) expect(await window.giveBack()).toBe(true);
          continue;
        }
        const start =
          Math.max(0, Math.floor((size - keepBytes) / OUTPUT_STEP_BYTES)) * OUTPUT_STEP_BYTES;
        expect([window.startBytes, window.endBytes]).toEqual([start, size]);
        const offset = Math.floor(step.read * size);
        const piece = await window.read(offset, 10_000);
        const from = Math.max(offset, start);
        if (from >= size) expect(piece).toBeUndefined();
        else {
          expect(piece?.offset).toBe(from);
          expect(piece?.lostBytes).toBe(from - offset);
          const expected = bytes(from, Math.min(10_000, size - from));
          expect(Buffer.compare(piece?.data ?? Buffer.alloc(0), expected)).toBe(0);
        }
        // As after a restart of the agent.
        window[Symbol.dispose]();
        window = new OutputWindow({ path, keepBytes, startBytes: start });
        window.look();
      }
      expect(statSync(path).blocks * 512).toBeLessThanOrEqual(keepBytes + 2 * OUTPUT_STEP_BYTES);
      window[Symbol.dispose]();
      rmSync(path);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('a hole that nobody has a record of is told as a loss', async () => {
  const path = join(directory, 'hole');
  writeFileSync(path, bytes(0, 3_000_000));
  expect(await punchHole(path, 0, OUTPUT_STEP_BYTES)).toBe(true);
  using window = new OutputWindow({ path, keepBytes: 10 });
  window.look();
  window.skipHole();
  expect(await window.read(100, 1)).toEqual({
    offset: OUTPUT_STEP_BYTES,
    data: bytes(OUTPUT_STEP_BYTES, 1),
    lostBytes: OUTPUT_STEP_BYTES - 100,
  });
});

test('a window that is closed while it is read gives no bytes of another file', async () => {
  const path = join(directory, 'closed');
  writeFileSync(path, bytes(0, 100_000));
  const window = new OutputWindow({ path, keepBytes: 1 });
  window.look();
  const reading = window.read(0, 100_000);
  window[Symbol.dispose]();
  window[Symbol.dispose]();
  expect((await reading)?.data.length).toBe(100_000);
  expect(await window.read(0, 1)).toBeUndefined();
});
