import fc from 'fast-check';
import { encodeFrame } from './encode.ts';
import { FRAME_TYPE, type Frame, type FrameType } from './frame.ts';

/** Any frame with a short payload. For tests only. */
export const anyFrame: fc.Arbitrary<Frame> = fc.record({
  type: fc.constantFrom(...Object.values(FRAME_TYPE)),
  flags: fc.nat(255),
  epoch: fc.nat(0xffff_ffff),
  sequence: fc.nat(0xffff_ffff),
  streamId: fc.nat(0xffff_ffff),
  payload: fc.uint8Array({ maxLength: 120 }),
});

/** Bytes of a frame of the hello. For tests only. */
export function helloFrame(type: FrameType, payload: Uint8Array): Buffer {
  return encodeFrame({ type, flags: 0, epoch: 0, sequence: 0, streamId: 0, payload });
}

/** A data frame with this payload. For tests only. */
export function dataFrame(payload: Uint8Array, sequence = 0): Frame {
  return { type: FRAME_TYPE.data, flags: 0, epoch: 9, sequence, streamId: 1, payload };
}
