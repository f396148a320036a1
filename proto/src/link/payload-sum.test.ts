import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameDecoder } from './decode.ts';
import { encodeFrame } from './encode.ts';
import { FLAG_CRC32, FLAG_FIN, FRAME_TYPE, type Frame } from './frame.ts';
import { payloadSum } from './payload-sum.ts';

/** Bit by bit, as the definition has it; `polynomial` is reflected. */
function naiveSum(bytes: Uint8Array, polynomial: number): number {
  let sum = 0xffff_ffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ ((sum & 1) === 1 ? polynomial : 0);
  }
  return (sum ^ 0xffff_ffff) >>> 0;
}

function decode(line: Uint8Array): { frames: Frame[]; damagedBytes: number } {
  const frames: Frame[] = [];
  let damagedBytes = 0;
  const decoder = new FrameDecoder({
    maxPayloadBytes: 4096,
    onFrame: (frame) => frames.push(frame),
    onDamage: (byteCount) => {
      damagedBytes += byteCount;
    },
  });
  decoder.push(line);
  return { frames, damagedBytes };
}

const place = { type: FRAME_TYPE.data, epoch: 5, sequence: 0, streamId: 1 };

describe('payload sums', () => {
  test('the check values of both polynomials', () => {
    const digits = Buffer.from('123456789');
    expect(payloadSum(0)(digits, 0)).toBe(0xe306_9283);
    expect(payloadSum(FLAG_CRC32 | FLAG_FIN)(digits, 0)).toBe(0xcbf4_3926);
  });

  test('both agree with the definition, in one piece and in two', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, cut) => {
        for (const [flags, polynomial] of [
          [0, 0x82f6_3b78],
          [FLAG_CRC32, 0xedb8_8320],
        ] as const) {
          const sum = payloadSum(flags);
          expect(sum(bytes, 0)).toBe(naiveSum(bytes, polynomial));
          expect(sum(bytes.subarray(cut), sum(bytes.subarray(0, cut), 0))).toBe(sum(bytes, 0));
        }
      }),
    );
  });

  test.each([0, FLAG_CRC32])(
    'a frame with flags %i is read, and refused when a bit is turned',
    (flags) => {
      const frame = { ...place, flags, payload: Buffer.from('some payload') };
      const line = encodeFrame(frame);
      expect(decode(line).frames).toEqual([frame]);
      line[line.length - 1]! ^= 1;
      expect(decode(line).frames).toEqual([]);
      expect(decode(line).damagedBytes).toBeGreaterThan(0);
    },
  );

  test('a sum of the other kind is refused', () => {
    const line = encodeFrame({ ...place, flags: 0, payload: Buffer.from('some payload') });
    const other = encodeFrame({
      ...place,
      flags: FLAG_CRC32,
      payload: Buffer.from('some payload'),
    });
    line.copy(other, 24, 24, 28);
    expect(decode(other).frames).toEqual([]);
  });
});
