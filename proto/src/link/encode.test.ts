import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32c } from '../bytes/crc32c.ts';
import { decodeTotal, encodeFrame, encodeHeader, encodeTotal } from './encode.ts';
import { anyFrame } from './frame-samples.ts';
import { FLAG_FIN, FRAME_TYPE, describeFrame, type Frame } from './frame.ts';

/** The slow way: numbers to digits of base 256, all in arrays. */
function encodeNaively(frame: Frame): number[] {
  const digits = (value: number, count: number): number[] =>
    Array.from({ length: count }, (_, index) => Math.floor(value / 256 ** index) % 256);
  const head = [
    ...digits(0x4c5356f5, 4),
    frame.type,
    frame.flags,
    ...digits(0, 2),
    ...digits(frame.epoch, 4),
    ...digits(frame.sequence, 4),
    ...digits(frame.streamId, 4),
    ...digits(frame.payload.length, 4),
    ...digits((frame.flags & 2) === 0 ? crc32c(frame.payload) : crc32(frame.payload), 4),
  ];
  return [...head, ...digits(crc32c(Uint8Array.from(head)), 4), ...frame.payload];
}

describe('encodeFrame', () => {
  test('agrees with a naive encoder', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        expect(encodeFrame(frame).toJSON().data).toEqual(encodeNaively(frame));
      }),
    );
  });

  test('a payload in pieces gives the same header', () => {
    fc.assert(
      fc.property(anyFrame, fc.nat(200), (frame, cut) => {
        const pieces = [frame.payload.subarray(0, cut), frame.payload.subarray(cut)];
        expect(encodeHeader(frame, pieces)).toEqual(encodeHeader(frame, [frame.payload]));
      }),
    );
  });
});

describe('totals', () => {
  test('come back as they went', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (total) => {
        expect(decodeTotal(encodeTotal(total))).toBe(total);
      }),
    );
    expect(encodeTotal(0x0102030405).toString('hex')).toBe('0504030201000000');
  });

  test.each(['', '00', '00000000000000', '000000000000000000'])('%j is none', (hex) => {
    expect(decodeTotal(Buffer.from(hex, 'hex'))).toBeUndefined();
  });

  test('absurd ones are none', () => {
    expect(decodeTotal(Buffer.from('0000000000002000', 'hex'))).toBeUndefined();
    expect(decodeTotal(Buffer.alloc(8, 0xff))).toBeUndefined();
  });
});

test('a frame is described in one line', () => {
  const place = { epoch: 255, sequence: 7, streamId: 3, payload: new Uint8Array(5) };
  expect(describeFrame({ ...place, type: FRAME_TYPE.data, flags: FLAG_FIN })).toBe(
    'data fin stream=3 seq=7 epoch=ff 5 B',
  );
  expect(describeFrame({ ...place, type: 99 as typeof FRAME_TYPE.data, flags: 0 })).toBe(
    'type 99 stream=3 seq=7 epoch=ff 5 B',
  );
});
