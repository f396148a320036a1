/**
 * Frame: the unit of the link. Layout, little-endian:
 *
 *     0  4  magic
 *     4  1  type
 *     5  1  flags
 *     6  2  zero
 *     8  4  epoch, 0 in hello frames
 *    12  4  sequence number within the epoch and direction, from 0, modulo 2^32
 *    16  4  stream, 0 for the link itself; odd ones are opened by the host, even ones by the guest
 *    20  4  length of the payload
 *    24  4  CRC-32C of the payload; CRC-32 under {@link FLAG_CRC32}
 *    28  4  CRC-32C of the 28 bytes before
 *
 * The header has a sum of its own so that a damaged length is never believed, not even for waiting.
 */
export const FRAME_TYPE = {
  announce: 1,
  hello: 2,
  welcome: 3,
  ready: 4,
  open: 5,
  data: 6,
  credit: 7,
  reset: 8,
  ping: 9,
  pong: 10,
  ack: 11,
  goaway: 12,
} as const;

export type FrameTypeName = keyof typeof FRAME_TYPE;
export type FrameType = (typeof FRAME_TYPE)[FrameTypeName];

/** Flag of data frames: the sender will send no more on this stream. */
export const FLAG_FIN = 1;

/**
 * Flag: the sum of the payload is a CRC-32 as zlib and IEEE 802.3 have it, not a CRC-32C. Only for a
 * peer that said {@link FEATURE_CRC32} in its hello.
 */
export const FLAG_CRC32 = 2;

/** Feature bit of the hello: this end checks payloads under {@link FLAG_CRC32}. */
export const FEATURE_CRC32 = 1;

/** A frame as it was received or is to be sent. */
export interface Frame {
  readonly type: FrameType;
  readonly flags: number;
  readonly epoch: number;
  readonly sequence: number;
  readonly streamId: number;
  readonly payload: Uint8Array;
}

const NAME_BY_TYPE = new Map<number, FrameTypeName>(
  Object.entries(FRAME_TYPE).map(([name, type]) => [type, name as FrameTypeName]),
);

/** Name of a frame type, or undefined for a number that is none. */
export function frameTypeName(type: number): FrameTypeName | undefined {
  return NAME_BY_TYPE.get(type);
}

/** One line for logs and test failures. */
export function describeFrame(frame: Frame): string {
  const fin = (frame.flags & FLAG_FIN) === 0 ? '' : ' fin';
  const { epoch, sequence, streamId, payload } = frame;
  const name = frameTypeName(frame.type) ?? `type ${frame.type}`;
  return `${name}${fin} stream=${streamId} seq=${sequence} epoch=${epoch.toString(16)} ${payload.length} B`;
}
