import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ByteQueue } from '../bytes/byte-queue.ts';
import { crc32c } from '../bytes/crc32c.ts';
import { HEADER_BYTES, MAGIC, MAX_PAYLOAD_BYTES } from './constants.ts';
import { FrameDecoder } from './decode.ts';
import { encodeFrame } from './encode.ts';
import { anyFrame, dataFrame } from './frame-samples.ts';
import { frameTypeName, type Frame, type FrameType } from './frame.ts';

const MAX = 1024;

interface Result {
  readonly frames: Frame[];
  damagedBytes: number;
  readonly decoder: FrameDecoder;
}

function decode(chunks: Iterable<Uint8Array>, maxPayloadBytes = MAX): Result {
  const frames: Frame[] = [];
  const result: Result = {
    frames,
    damagedBytes: 0,
    decoder: new FrameDecoder({
      maxPayloadBytes,
      onFrame: (frame) => frames.push({ ...frame, payload: Uint8Array.from(frame.payload) }),
      onDamage: (byteCount) => (result.damagedBytes += byteCount),
    }),
  };
  for (const chunk of chunks) result.decoder.push(chunk);
  return result;
}

/** The slow way: try a frame at every byte. @returns frames, and where it still waits for bytes */
function decodeNaively(bytes: Buffer): { frames: Frame[]; rest: number } {
  const frames: Frame[] = [];
  let at = 0;
  while (at < bytes.length) {
    const here = bytes.subarray(at);
    const magic = MAGIC.subarray(0, here.length);
    if (!here.subarray(0, 4).equals(magic)) {
      at++;
      continue;
    }
    if (here.length < 32) break;
    const length = here.readUInt32LE(20);
    const isHeader =
      here.readUInt32LE(28) === crc32c(here.subarray(0, 28)) &&
      length <= MAX &&
      here.readUInt16LE(6) === 0 &&
      frameTypeName(here[4]!) !== undefined;
    if (isHeader && here.length < 32 + length) break;
    const payload = here.subarray(32, 32 + length);
    const sum = (here[5]! & 2) === 0 ? crc32c : crc32;
    if (!isHeader || here.readUInt32LE(24) !== sum(payload)) {
      at++;
      continue;
    }
    frames.push({
      type: here[4] as FrameType,
      flags: here[5]!,
      epoch: here.readUInt32LE(8),
      sequence: here.readUInt32LE(12),
      streamId: here.readUInt32LE(16),
      payload: Uint8Array.from(payload),
    });
    at += 32 + length;
  }
  return { frames, rest: bytes.length - at };
}

const cut = (bytes: Uint8Array, chunkBytes: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );

/** Frames, noise, pieces of frames and things that look like frames. */
const anyLine = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: anyFrame.map((frame) => encodeFrame(frame)) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
      { weight: 1, arbitrary: fc.nat(5).map((length) => Buffer.from(MAGIC.subarray(0, length))) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(anyFrame, fc.nat(150), fc.nat(150))
          .map(([frame, from, length]) => encodeFrame(frame).subarray(from, from + length)),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(anyFrame, anyFrame, fc.nat()).map(([outer, inner, at]) => {
          // A frame within a damaged frame.
          const bytes = encodeFrame({ ...outer, payload: encodeFrame(inner) });
          bytes[at % bytes.length]! ^= 1 << (at % 8);
          return bytes;
        }),
      },
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.concat(parts));

afterEach(() => {
  vi.restoreAllMocks();
});

describe('FrameDecoder', () => {
  test('agrees with a naive decoder on frames, noise and torn frames, however they are cut', () => {
    fc.assert(
      fc.property(anyLine, fc.integer({ min: 1, max: 200 }), (line, chunkBytes) => {
        const naive = decodeNaively(line);
        const { frames, decoder, damagedBytes } = decode(cut(line, chunkBytes));
        expect(frames).toEqual(naive.frames);
        expect(decoder.pendingBytes).toBe(naive.rest);
        expect(decoder.receivedBytes).toBe(line.length);
        expect(decoder.doneBytes).toBe(line.length - naive.rest);
        const goodBytes = frames.reduce((sum, { payload }) => sum + 32 + payload.length, 0);
        expect(damagedBytes).toBeGreaterThanOrEqual(line.length - naive.rest - goodBytes);
      }),
      { numRuns: 500 },
    );
  });

  test('good frames alone are no damage', () => {
    const line = Buffer.concat([1, 2, 3].map((n) => encodeFrame(dataFrame(Buffer.alloc(n), n))));
    for (const chunkBytes of [1, 31, 33, 1000]) {
      const { frames, damagedBytes } = decode(cut(line, chunkBytes));
      expect(frames.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
      expect(damagedBytes).toBe(0);
    }
  });

  test('garbage before, between and after frames is passed over and counted', () => {
    const garbage = Buffer.from('console text, and more of it than a header has');
    const good = encodeFrame(dataFrame(Buffer.from('good')));
    const line = [garbage, good, garbage, good, good, garbage];
    const { frames, damagedBytes } = decode(line);
    expect(frames).toHaveLength(3);
    expect(damagedBytes).toBe(3 * garbage.length);
  });

  test('a truncated payload costs its own frame, not those after it', () => {
    const torn = encodeFrame(dataFrame(Buffer.alloc(500, 1))).subarray(0, 100);
    const good = encodeFrame(dataFrame(Buffer.from('good'), 1));
    const { frames } = decode([torn, ...Array.from({ length: 20 }, () => good)]);
    expect(frames).toHaveLength(20);
  });

  test('a header inside of a good payload is not looked at', () => {
    const inner = encodeFrame(dataFrame(Buffer.from('inner')));
    const { frames, damagedBytes } = decode([encodeFrame(dataFrame(inner))]);
    expect(frames).toHaveLength(1);
    expect(damagedBytes).toBe(0);
  });

  test('a header inside of a damaged payload that waits for more does not hide good frames', () => {
    const bogus = encodeFrame(dataFrame(Buffer.alloc(MAX, 3))).subarray(0, HEADER_BYTES);
    const outer = encodeFrame(dataFrame(Buffer.concat([bogus, Buffer.alloc(50)])));
    outer[outer.length - 1]! ^= 1;
    const good = encodeFrame(dataFrame(Buffer.from('good'), 1));
    const { frames } = decode([outer, ...Array.from({ length: 40 }, () => good)]);
    expect(frames).toHaveLength(40);
  });

  test.each([
    ['a length above the limit', (bytes: Buffer) => bytes.writeUInt32LE(MAX + 1, 20)],
    ['an absurd length', (bytes: Buffer) => bytes.writeUInt32LE(0xffff_ffff, 20)],
    ['type 0', (bytes: Buffer) => bytes.writeUInt8(0, 4)],
    ['an unknown type', (bytes: Buffer) => bytes.writeUInt8(200, 4)],
    ['a non-zero byte that must be zero', (bytes: Buffer) => bytes.writeUInt8(1, 6)],
  ])('%s is refused when the header is there, and nothing is kept', (_name, change) => {
    const bytes = encodeFrame(dataFrame(new Uint8Array(0)));
    change(bytes);
    bytes.writeUInt32LE(crc32c(bytes.subarray(0, 28)), 28);
    const { frames, decoder, damagedBytes } = decode([bytes]);
    expect(frames).toHaveLength(0);
    expect(decoder.pendingBytes).toBe(0);
    expect(damagedBytes).toBe(HEADER_BYTES);
  });

  test('a damaged header is not believed, whichever bit it is', () => {
    const good = encodeFrame(dataFrame(Buffer.from('good')));
    for (let bit = 0; bit < HEADER_BYTES * 8; bit++) {
      const bad = Buffer.from(good);
      bad[bit >> 3]! ^= 1 << (bit & 7);
      const { frames, decoder } = decode([bad, good]);
      expect(frames).toHaveLength(1);
      expect(decoder.pendingBytes).toBe(0);
    }
  });

  test('no frame is looked at again for each byte that it waits for', () => {
    const looks = vi.spyOn(ByteQueue.prototype, 'view');
    const frame = encodeFrame(dataFrame(Buffer.alloc(MAX_PAYLOAD_BYTES, 1)));
    const { frames } = decode(cut(frame, 1), MAX_PAYLOAD_BYTES);
    expect(frames).toHaveLength(1);
    // Once as a header, once more when the rest has come, and its payload.
    expect(looks).toHaveBeenCalledTimes(3);
  });

  test('work for noise is linear', () => {
    const looks = vi.spyOn(ByteQueue.prototype, 'view');
    const magicAgain = Buffer.concat(Array.from({ length: 25_000 }, () => MAGIC));
    const { damagedBytes } = decode([Buffer.alloc(100_000, MAGIC[0]), magicAgain]);
    expect(looks.mock.calls.length).toBeLessThanOrEqual(25_000);
    expect(damagedBytes).toBeLessThanOrEqual(200_000);
    expect(damagedBytes).toBeGreaterThan(199_900);
  });

  test('headers nested to make it sum the same bytes again and again count as damage each time', () => {
    const header = encodeFrame(dataFrame(Buffer.alloc(MAX, 1))).subarray(0, HEADER_BYTES);
    const line = Buffer.concat(Array.from({ length: 100 }, () => header));
    const { frames, damagedBytes } = decode([line]);
    expect(frames).toHaveLength(0);
    // All but those headers whose payload would end behind the line.
    const summedCount = 100 - MAX / HEADER_BYTES;
    expect(damagedBytes).toBe(summedCount * (HEADER_BYTES + MAX));
  });

  describe('abandonFrame', () => {
    test('finds the frame that a torn one had swallowed', () => {
      const torn = encodeFrame(dataFrame(Buffer.alloc(500, 1))).subarray(0, 100);
      const { frames, decoder } = decode([torn, encodeFrame(dataFrame(Buffer.from('good')))]);
      expect(frames).toHaveLength(0);
      decoder.abandonFrame();
      expect(frames).toHaveLength(1);
      expect(decoder.pendingBytes).toBe(0);
    });

    test('does nothing where nothing waits, or not even a header has come', () => {
      const good = encodeFrame(dataFrame(Buffer.from('good')));
      const { frames, decoder, damagedBytes } = decode([]);
      decoder.abandonFrame();
      decoder.push(good.subarray(0, 10));
      decoder.abandonFrame();
      decoder.push(good.subarray(10));
      decoder.abandonFrame();
      expect(frames).toHaveLength(1);
      expect(damagedBytes).toBe(0);
    });

    test('called while a frame is handed out, it does not harm the next one', () => {
      const frames: Frame[] = [];
      const decoder = new FrameDecoder({
        maxPayloadBytes: MAX,
        onFrame: (frame) => {
          frames.push(frame);
          decoder.abandonFrame();
        },
        onDamage: () => expect.unreachable(),
      });
      const good = encodeFrame(dataFrame(Buffer.from('good')));
      decoder.push(Buffer.concat([good, good, good]));
      expect(frames).toHaveLength(3);
    });
  });

  test('hidesFrame tells a frame of this epoch behind the head of a torn one', () => {
    const torn = encodeFrame(dataFrame(Buffer.alloc(1000, 1))).subarray(0, 100);
    const good = encodeFrame(dataFrame(Buffer.from('good')));
    const { decoder } = decode([torn]);
    expect(decoder.hidesFrame(9)).toBe(false);
    decoder.push(good.subarray(0, 20));
    expect(decoder.hidesFrame(9)).toBe(false);
    decoder.push(good.subarray(20));
    expect(decoder.hidesFrame(9)).toBe(true);
    expect(decoder.hidesFrame(8)).toBe(false);
    decoder.abandonFrame();
    expect(decoder.hidesFrame(9)).toBe(false);
    expect(decoder.pendingBytes).toBe(0);
  });

  test('closed by who gets a frame or hears of damage, it hands out nothing more', () => {
    for (const at of ['frame', 'damage']) {
      let count = 0;
      const close = (): void => {
        count++;
        decoder.close();
      };
      const decoder: FrameDecoder = new FrameDecoder({
        maxPayloadBytes: MAX,
        onFrame: at === 'frame' ? close : () => expect.unreachable(),
        onDamage: at === 'damage' ? close : () => expect.unreachable(),
      });
      const good = encodeFrame(dataFrame(Buffer.from('good')));
      decoder.push(Buffer.concat(at === 'damage' ? [Buffer.from('x'), good] : [good, good]));
      decoder.push(good);
      decoder.close();
      expect(count).toBe(1);
      expect(decoder.pendingBytes).toBe(0);
    }
  });

  test('what is pushed while a frame is handed out comes after it', () => {
    const sequences: number[] = [];
    const decoder = new FrameDecoder({
      maxPayloadBytes: MAX,
      onFrame: ({ sequence }) => {
        sequences.push(sequence);
        if (sequence === 1) decoder.push(encodeFrame(dataFrame(new Uint8Array(0), 3)));
      },
      onDamage: () => expect.unreachable(),
    });
    const first = encodeFrame(dataFrame(new Uint8Array(0), 1));
    decoder.push(Buffer.concat([first, encodeFrame(dataFrame(new Uint8Array(0), 2))]));
    expect(sequences).toEqual([1, 2, 3]);
  });
});
