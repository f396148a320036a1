import { once } from 'node:events';
import { Duplex, PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { MAX_FRAME_BYTES, MAX_QUEUED_FRAME_BYTES, relayFrames } from './relay-frames.ts';

function framed(body: Uint8Array): Buffer {
  const frame = Buffer.alloc(4 + body.length);
  frame.writeUInt32BE(body.length);
  frame.set(body, 4);
  return frame;
}

/** A stream that keeps what is written to it and never takes more. */
function stuck(): Duplex {
  return new Duplex({ read: () => undefined, write: () => undefined });
}

function collecting(): { to: Duplex; written: Buffer[] } {
  const written: Buffer[] = [];
  const to = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk);
      done();
    },
  });
  return { to, written };
}

describe('relayFrames', () => {
  test('passes what is allowed, whole and in order, however the bytes arrive', async () => {
    const from = new PassThrough();
    const { to, written } = collecting();
    const dropped: number[] = [];
    relayFrames({
      from,
      to,
      isAllowed: (frame) => frame[0] !== 2,
      onDropped: (frame) => dropped.push(frame.length),
    });
    const frames = [1, 2, 3].map((value) => framed(new Uint8Array(10 * value).fill(value)));
    for (const byte of Buffer.concat(frames)) from.write(Uint8Array.of(byte));
    from.write(Buffer.concat(frames));
    from.end();
    await once(from, 'end');
    const passed = Buffer.concat([frames[0], frames[2]] as Buffer[]);
    expect(Buffer.concat(written)).toEqual(Buffer.concat([passed, passed]));
    expect(dropped).toEqual([20, 20]);
  });

  test('ends the network on a frame of impossible length', async () => {
    const from = new PassThrough();
    const { to, written } = collecting();
    relayFrames({ from, to, isAllowed: () => true });
    const closed = once(to, 'close');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(MAX_FRAME_BYTES + 1);
    from.write(length);
    await closed;
    expect(from.destroyed).toBe(true);
    expect(written).toEqual([]);
  });

  test('loses frames instead of queueing without end', async () => {
    const from = new PassThrough();
    const to = stuck();
    let droppedCount = 0;
    relayFrames({
      from,
      to,
      isAllowed: () => true,
      onDropped: () => {
        droppedCount += 1;
      },
    });
    const frame = framed(new Uint8Array(60_000));
    const frameCount = 40;
    for (let count = 0; count < frameCount; count += 1) from.write(frame);
    from.end();
    await once(from, 'end');
    const kept = Math.floor(MAX_QUEUED_FRAME_BYTES / frame.length);
    expect(to.writableLength).toBe(kept * frame.length);
    expect(droppedCount).toBe(frameCount - kept);
  });
});
