import { crc32c } from '../bytes/crc32c.ts';
import { encodeFrame, encodeTotal } from './encode.ts';
import { FLAG_CRC32, FLAG_FIN, FRAME_TYPE, type FrameTypeName } from './frame.ts';
import {
  encodeHello,
  encodeReady,
  encodeWelcome,
  epochOf,
  proofOf,
  type Terms,
} from './handshake.ts';

/** A frame with everything that is in it; bytes are in hexadecimal. */
export interface FrameVector {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly epoch: number;
  readonly sequence: number;
  readonly streamId: number;
  readonly payload: string;
  readonly hex: string;
}

/** A piece of a line, and the frames that are to be found in it, whole, in hexadecimal. */
export interface LineVector {
  readonly name: string;
  readonly maxPayloadBytes: number;
  readonly hex: string;
  readonly frames: readonly string[];
}

/** One whole hello. */
export interface HandshakeVector {
  readonly name: string;
  readonly secret: string;
  readonly bootId: string;
  readonly hostTerms: Terms;
  readonly guestTerms: Terms;
  readonly hostNonce: string;
  readonly guestNonce: string;
  readonly guestProof: string;
  readonly hostProof: string;
  readonly epoch: number;
  /** Payloads of the three frames. */
  readonly hello: string;
  readonly welcome: string;
  readonly ready: string;
}

/** What the files in `proto/vectors/link` hold, by name. */
export interface LinkVectors {
  readonly frames: readonly FrameVector[];
  readonly lines: readonly LineVector[];
  readonly handshakes: readonly HandshakeVector[];
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const rising = (start: number): Buffer =>
  Buffer.from(Array.from({ length: 32 }, (_, i) => start + i));

/** Makes the golden vectors anew. For tests and for writing the files. */
export function createLinkVectors(): LinkVectors {
  const handshakes = [
    handshake('both sides with their defaults', 'boot-1', { ackEveryBytes: 0 }),
    handshake('a line that holds little, a later guest', 'A.b_9-', {
      version: 2,
      featureBits: 0x8000_0001,
      maxPayloadBytes: 1024,
      ackEveryBytes: 750,
    }),
  ];
  const frames = createFrames(handshakes[0]!);
  return { frames, lines: createLines(frames), handshakes };
}

function handshake(name: string, bootId: string, changes: Partial<Terms>): HandshakeVector {
  const hostTerms = {
    version: 1,
    featureBits: 0,
    maxPayloadBytes: 32_736,
    streamWindowBytes: 262_144,
    ackEveryBytes: 0,
  };
  const guestTerms = { ...hostTerms, ...changes };
  const [secret, hostNonce, guestNonce] = [rising(0), rising(64), rising(128)] as const;
  const transcript = { secret, bootId, hostTerms, guestTerms, hostNonce, guestNonce };
  const guestProof = proofOf(transcript, 'guest');
  const hostProof = proofOf(transcript, 'host');
  const welcome = { terms: guestTerms, hostNonce, guestNonce, bootId, proof: guestProof };
  return {
    name,
    secret: hex(secret),
    bootId,
    hostTerms,
    guestTerms,
    hostNonce: hex(hostNonce),
    guestNonce: hex(guestNonce),
    guestProof: hex(guestProof),
    hostProof: hex(hostProof),
    epoch: epochOf(transcript),
    hello: hex(encodeHello({ terms: hostTerms, hostNonce })),
    welcome: hex(encodeWelcome(welcome)),
    ready: hex(encodeReady({ guestNonce, proof: hostProof })),
  };
}

function createFrames({ epoch, hello, welcome, ready }: HandshakeVector): FrameVector[] {
  const announced = Buffer.alloc(4);
  announced.writeUInt32LE(epoch);
  const inEpoch = { epoch, streamId: 1 };
  return [
    frame('announce', 'announce', { payload: announced }),
    frame('hello', 'hello', { payload: Buffer.from(hello, 'hex') }),
    frame('welcome', 'welcome', { payload: Buffer.from(welcome, 'hex') }),
    frame('ready', 'ready', { payload: Buffer.from(ready, 'hex') }),
    frame('open', 'open', { ...inEpoch, sequence: 0 }),
    frame('data', 'data', { ...inEpoch, sequence: 1, payload: Buffer.from('GET / HTTP/1.1\r\n') }),
    frame('data with FIN', 'data', {
      ...inEpoch,
      sequence: 2,
      flags: FLAG_FIN,
      payload: rising(1),
    }),
    frame('FIN alone', 'data', { ...inEpoch, sequence: 3, flags: FLAG_FIN }),
    frame('data with a CRC-32', 'data', {
      ...inEpoch,
      sequence: 3,
      flags: FLAG_CRC32,
      payload: rising(1),
    }),
    frame('credit', 'credit', { ...inEpoch, sequence: 4, payload: encodeTotal(393_216) }),
    frame('credit, largest total', 'credit', {
      ...inEpoch,
      sequence: 5,
      payload: encodeTotal(Number.MAX_SAFE_INTEGER),
    }),
    frame('reset of a stream of the guest', 'reset', { epoch, sequence: 6, streamId: 2 }),
    frame('ping', 'ping', { epoch, sequence: 7 }),
    frame('pong', 'pong', { epoch, sequence: 8 }),
    frame('ack', 'ack', { epoch, sequence: 9, payload: encodeTotal(1500) }),
    frame('goaway, last sequence number', 'goaway', { epoch, sequence: 0xffff_ffff }),
  ];
}

function frame(
  name: string,
  typeName: FrameTypeName,
  changes: Partial<Omit<FrameVector, 'payload'>> & { readonly payload?: Uint8Array },
): FrameVector {
  const { payload = new Uint8Array(0), ...place } = changes;
  const type = FRAME_TYPE[typeName];
  const fields = { type, flags: 0, epoch: 0, sequence: 0, streamId: 0, ...place };
  return {
    name,
    ...fields,
    payload: hex(payload),
    hex: hex(encodeFrame({ ...fields, type, payload })),
  };
}

function createLines(frames: readonly FrameVector[]): LineVector[] {
  const bytesOf = (name: string): Buffer =>
    Buffer.from(frames.find((vector) => vector.name === name)!.hex, 'hex');
  const line = (
    name: string,
    parts: readonly Uint8Array[],
    found: readonly Uint8Array[],
    maxPayloadBytes = 4096,
  ): LineVector => ({
    name,
    maxPayloadBytes,
    hex: hex(Buffer.concat(parts)),
    frames: found.map((bytes) => hex(bytes)),
  });
  const [open, data, ping] = [bytesOf('open'), bytesOf('data'), bytesOf('ping')];
  const changed = (bytes: Buffer, offset: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[offset]! ^= 1;
    return copy;
  };
  const withField = (offset: number, value: number): Buffer => {
    const copy = Buffer.from(ping);
    copy[offset] = value;
    copy.writeUInt32LE(crc32c(copy.subarray(0, 28)), 28);
    return copy;
  };
  const text = Buffer.from('[    0.000000] console text\n');
  const nested = { type: FRAME_TYPE.data, flags: 0, epoch: 1, sequence: 0, streamId: 1 };
  const outer = encodeFrame({ ...nested, payload: ping });
  const flagged = withField(5, 0x80);
  return [
    line('frames one after the other', [open, data, ping], [open, data, ping]),
    line('text around frames', [text, open, text, ping, text], [open, ping]),
    line('half of a magic before a frame', [open.subarray(0, 2), ping], [ping]),
    line('a frame whose end is lost', [data.subarray(0, 40), ping, ping], [ping, ping]),
    line('a frame whose beginning is lost', [data.subarray(9), ping], [ping]),
    line('a changed bit in a header', [changed(data, 20), ping], [ping]),
    line('a changed bit in a payload', [changed(data, 33), ping], [ping]),
    line('a frame within a good payload is not one', [outer, open], [outer, open]),
    line('a frame within a damaged payload is one', [changed(outer, 24), open], [ping, open]),
    line('a payload above the limit', [data, ping], [ping], 15),
    line('an unknown type', [withField(4, 13), ping], [ping]),
    line('type 0', [withField(4, 0), ping], [ping]),
    line('bytes that must be zero and are not', [withField(7, 1), ping], [ping]),
    line('an unknown flag is passed over', [flagged, open], [flagged, open]),
    line('zeros', [Buffer.alloc(100), ping], [ping]),
  ];
}
