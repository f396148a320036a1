import fc from 'fast-check';
import { Reader, Writer } from 'protobufjs/minimal.js';
import { describe, expect, test } from 'vitest';
import { countFields } from './count-fields.ts';

const FIELD = fc.oneof(
  fc.record({ kind: fc.constant('number' as const), value: fc.nat() }),
  fc.record({ kind: fc.constant('double' as const), value: fc.double() }),
  fc.record({ kind: fc.constant('float' as const), value: fc.float() }),
  fc.record({ kind: fc.constant('bytes' as const), value: fc.uint8Array({ maxLength: 300 }) }),
);

/** With the library's own reader; undefined where the bytes are no message. */
function naiveCount(bytes: Uint8Array): number | undefined {
  const reader = Reader.create(bytes);
  let count = 0;
  try {
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      if ((tag & 7) === 3 || (tag & 7) === 4) return undefined;
      reader.skipType(tag & 7);
      count += 1;
    }
    return count;
  } catch {
    return undefined;
  }
}

describe('countFields', () => {
  test('agrees with a reader of messages', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 5000 }), FIELD)), (fields) => {
        const writer = Writer.create();
        for (const [id, field] of fields) {
          if (field.kind === 'number') writer.uint32(id * 8).uint32(field.value);
          else if (field.kind === 'double') writer.uint32(id * 8 + 1).double(field.value);
          else if (field.kind === 'float') writer.uint32(id * 8 + 5).float(field.value);
          else writer.uint32(id * 8 + 2).bytes(field.value);
        }
        expect(countFields(writer.finish(), Infinity)).toBe(fields.length);
      }),
    );
  });

  test('never counts less than a reader finds, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const count = countFields(bytes, Infinity);
        expect(count).toBeGreaterThanOrEqual(naiveCount(bytes) ?? 0);
        expect(count).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  test('stops above what is wanted', () => {
    const twoMillion = Buffer.alloc(4 * 1024 * 1024, Buffer.from([10, 0]));
    expect(countFields(twoMillion, 1000)).toBe(1001);
  });
});
