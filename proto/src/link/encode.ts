import { crc32c } from '../bytes/crc32c.ts';
import { HEADER_BYTES, MAGIC, TOTAL_BYTES } from './constants.ts';
import type { Frame } from './frame.ts';
import { payloadSum } from './payload-sum.ts';

/** A frame without its payload. */
export type FrameHeader = Omit<Frame, 'payload'>;

/**
 * Header of a frame. The payload follows it on the wire piece by piece as it is, so nothing is copied.
 * @param pieces the payload, in order
 */
export function encodeHeader(frame: FrameHeader, pieces: readonly Uint8Array[]): Buffer {
  const addTo = payloadSum(frame.flags);
  let length = 0;
  let sum = 0;
  for (const piece of pieces) {
    length += piece.length;
    sum = addTo(piece, sum);
  }
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.set(MAGIC, 0);
  header.writeUInt8(frame.type, 4);
  header.writeUInt8(frame.flags, 5);
  header.writeUInt16LE(0, 6);
  header.writeUInt32LE(frame.epoch, 8);
  header.writeUInt32LE(frame.sequence, 12);
  header.writeUInt32LE(frame.streamId, 16);
  header.writeUInt32LE(length, 20);
  header.writeUInt32LE(sum, 24);
  header.writeUInt32LE(crc32c(header.subarray(0, 28)), 28);
  return header;
}

/** A whole frame as one buffer: for hello and control frames, which are short. */
export function encodeFrame(frame: Frame): Buffer {
  return Buffer.concat([encodeHeader(frame, [frame.payload]), frame.payload]);
}

/** 64-bit total as a payload; totals stay below 2^53. */
export function encodeTotal(total: number): Buffer {
  const payload = Buffer.allocUnsafe(TOTAL_BYTES);
  payload.writeBigUInt64LE(BigInt(total));
  return payload;
}

/** Reverse of {@link encodeTotal}; undefined where the payload is none. */
export function decodeTotal(payload: Uint8Array): number | undefined {
  if (payload.length !== TOTAL_BYTES) return undefined;
  const total = new DataView(payload.buffer, payload.byteOffset, TOTAL_BYTES).getBigUint64(0, true);
  return total <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(total) : undefined;
}
