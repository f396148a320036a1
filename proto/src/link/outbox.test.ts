import { Writable } from 'node:stream';
import { beforeEach, describe, expect, test } from 'vitest';
import { MAX_PAYLOAD_BYTES } from './constants.ts';
import { FrameDecoder } from './decode.ts';
import { encodeFrame } from './encode.ts';
import type { LinkError } from './errors.ts';
import { FRAME_TYPE, type Frame } from './frame.ts';
import { LinkStream, type StreamPort } from './link-stream.ts';
import { MAX_RAW_COUNT, MAX_URGENT_RUN, Outbox, type OutboxOptions } from './outbox.ts';

const PAYLOAD = 4096;
const NOTHING = new Uint8Array(0);

/** A transport that takes what it is given only when the test says so. */
class SlowTransport extends Writable {
  readonly frames: Frame[] = [];
  takenBytes = 0;
  damagedBytes = 0;
  isOpen = false;
  #held: (() => void) | undefined;
  readonly #decoder = new FrameDecoder({
    maxPayloadBytes: MAX_PAYLOAD_BYTES,
    onFrame: (frame) => this.frames.push(frame),
    onDamage: (byteCount) => (this.damagedBytes += byteCount),
  });

  constructor() {
    super({ highWaterMark: 1 });
  }

  /** Takes one write. */
  step(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.();
  }

  /** Takes everything from now on. */
  open(): void {
    this.isOpen = true;
    this.step();
  }

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    const take = (): void => {
      this.takenBytes += chunk.length;
      this.#decoder.push(Buffer.from(chunk));
      callback();
    };
    if (this.isOpen) take();
    else this.#held = take;
  }
}

const LIMITS: OutboxOptions = {
  maxTransportBacklogBytes: 10_000,
  maxControlFrameCount: 20,
  maxInFlightBytes: 0,
};
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let transport: SlowTransport;
let outbox: Outbox;
let errors: LinkError[];

function start(limits: Partial<OutboxOptions> = {}): void {
  transport = new SlowTransport();
  errors = [];
  outbox = new Outbox(transport, { ...LIMITS, ...limits }, (error) => errors.push(error));
  outbox.beginEpoch(9, PAYLOAD);
}

function createStream(id: number, creditBytes = 1e9): LinkStream {
  const port: StreamPort = {
    streamReady: (stream) => outbox.streamReady(stream),
    grantCredit: () => undefined,
    resetStream: () => undefined,
    forgetStream: () => undefined,
  };
  return new LinkStream(port, { id, creditBytes, windowBytes: 1000 });
}

const sentIds = (): number[] => transport.frames.map(({ streamId }) => streamId);

beforeEach(() => start());

describe('Outbox', () => {
  test('gives the transport no more than its backlog and one frame', async () => {
    createStream(1).write(Buffer.alloc(1e6));
    await settle();
    expect(outbox.backlogBytes).toBeLessThan(10_000 + 32 + PAYLOAD);
    transport.open();
    await settle();
    expect(outbox.backlogBytes).toBe(0);
    expect(outbox.isIdle).toBe(true);
    const bytes = transport.frames.reduce((sum, { payload }) => sum + payload.length, 0);
    expect(bytes).toBe(1e6);
    expect(transport.frames.map(({ sequence }) => sequence)).toEqual(
      transport.frames.map((_, index) => index),
    );
  });

  test('a small frame waits only for the bulk that the transport has been given', async () => {
    createStream(1).write(Buffer.alloc(1e6));
    createStream(3).write(Buffer.alloc(1e6));
    await settle();
    createStream(5).write('small');
    outbox.sendControl({ type: FRAME_TYPE.ping, streamId: 0, payload: NOTHING });
    transport.open();
    await settle();
    const before = sentIds().indexOf(5);
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThanOrEqual(Math.ceil(10_000 / PAYLOAD) + 1);
    expect(transport.frames[before - 1]?.type).toBe(FRAME_TYPE.ping);
  });

  test('bulk streams take turns', async () => {
    for (const id of [1, 3, 5]) createStream(id).write(Buffer.alloc(PAYLOAD * 10));
    transport.open();
    await settle();
    // The first has filled the backlog alone, so it is also the first to be done.
    const ids = sentIds().slice(3, 24);
    for (let at = 0; at < ids.length; at += 3) {
      expect(new Set(ids.slice(at, at + 3))).toEqual(new Set([1, 3, 5]));
    }
  });

  test('bulk gets its turn among many small frames', async () => {
    transport.cork();
    createStream(1).write(Buffer.alloc(PAYLOAD * 20));
    for (let id = 3; id < 203; id += 2) createStream(id).write('small');
    transport.uncork();
    transport.open();
    await settle();
    const ids = sentIds();
    const lastSmall = ids.findLastIndex((id) => id !== 1);
    let run = 0;
    for (const id of ids.slice(ids.indexOf(3), lastSmall)) {
      run = id === 1 ? 0 : run + 1;
      expect(run).toBeLessThanOrEqual(MAX_URGENT_RUN);
    }
  });

  test('a stream without credit, or destroyed, sends nothing and stops nobody', async () => {
    const poor = createStream(1, 5);
    poor.write('123456789');
    const gone = createStream(3);
    gone.on('error', () => undefined);
    gone.write(Buffer.alloc(100_000));
    createStream(5).write('fine');
    gone.destroy();
    transport.open();
    await settle();
    const payloads = transport.frames.map(({ streamId, payload }) => [streamId, String(payload)]);
    expect(payloads.filter(([id]) => id !== 3)).toEqual([
      [1, '12345'],
      [5, 'fine'],
    ]);
    expect(transport.frames.filter(({ streamId }) => streamId === 3).length).toBeLessThan(4);
  });

  test('what waited for an epoch that ended is dropped, what was given leaves', async () => {
    createStream(1).write(Buffer.alloc(1e6));
    outbox.sendControl({ type: FRAME_TYPE.ping, streamId: 0, payload: NOTHING });
    await settle();
    outbox.beginEpoch(10, PAYLOAD);
    outbox.sendControl({ type: FRAME_TYPE.ping, streamId: 0, payload: NOTHING });
    transport.open();
    await settle();
    const fromNew = transport.frames.filter(({ epoch }) => epoch === 10);
    expect(fromNew.map(({ type, sequence }) => [type, sequence])).toEqual([[FRAME_TYPE.ping, 0]]);
    expect(transport.frames.filter(({ epoch }) => epoch === 9).length).toBeLessThan(5);
    expect(transport.damagedBytes).toBe(0);
    expect(outbox.backlogBytes).toBe(0);
  });

  test('too many control frames that nobody reads are an error', () => {
    createStream(1).write(Buffer.alloc(1e6));
    for (let id = 1; id <= 20; id++) {
      outbox.sendControl({ type: FRAME_TYPE.reset, streamId: id, payload: NOTHING });
    }
    expect(errors).toEqual([]);
    outbox.sendControl({ type: FRAME_TYPE.reset, streamId: 21, payload: NOTHING });
    expect(errors).toMatchObject([{ code: 'limit_reached' }]);
  });

  test('of hello frames that nobody takes the newest are kept', async () => {
    for (let n = 0; n < 100; n++) {
      const payload = Buffer.alloc(2000, n);
      const place = { type: FRAME_TYPE.hello, flags: 0, epoch: 0, sequence: n, streamId: 0 };
      expect(outbox.sendRaw(encodeFrame({ ...place, payload }))).toBe(true);
    }
    transport.open();
    await settle();
    const sequences = transport.frames.map(({ sequence }) => sequence);
    expect(sequences.slice(-MAX_RAW_COUNT)).toEqual(
      Array.from({ length: MAX_RAW_COUNT }, (_, index) => 100 - MAX_RAW_COUNT + index),
    );
    expect(sequences.length).toBeLessThan(MAX_RAW_COUNT + 7);
  });

  test('on a limited line bulk, control and hello frames together stay below the limit', async () => {
    start({ maxInFlightBytes: 3000 });
    transport.open();
    outbox.endEpoch();
    while (outbox.sendRaw(new Uint8Array(84))) continue;
    outbox.beginEpoch(9, PAYLOAD);
    const stream = createStream(1);
    stream.write(Buffer.alloc(50_000));
    for (let id = 1; id <= 20; id++) {
      outbox.sendControl({ type: FRAME_TYPE.reset, streamId: id, payload: NOTHING });
    }
    await settle();
    expect(transport.takenBytes).toBeGreaterThan(2000);
    expect(transport.takenBytes).toBeLessThanOrEqual(3000);
    outbox.sendAck(5);
    outbox.sendAck(6);
    await settle();
    expect(transport.takenBytes).toBeLessThanOrEqual(3000);
    expect(transport.frames.at(-1)?.type).toBe(FRAME_TYPE.ack);
    expect(Math.max(...transport.frames.map(({ payload }) => payload.length))).toBeLessThan(750);
    // Acknowledged, the rest follows.
    outbox.peerHeard();
    for (let acked = 0; acked < 60_000; acked += 400) {
      outbox.acceptAck(acked);
      await settle();
    }
    const data = transport.frames.filter(({ type }) => type === FRAME_TYPE.data);
    expect(data.reduce((sum, { payload }) => sum + payload.length, 0)).toBe(50_000);
    expect(errors).toEqual([]);
  });

  test('closed, it sends nothing more', async () => {
    const stream = createStream(1);
    stream.write(Buffer.alloc(1e6));
    await settle();
    outbox.close();
    outbox.close();
    outbox.sendControl({ type: FRAME_TYPE.ping, streamId: 0, payload: NOTHING });
    outbox.sendAck(5);
    expect(outbox.sendRaw(new Uint8Array(10))).toBe(false);
    transport.open();
    await settle();
    expect(transport.frames.length).toBeLessThan(5);
  });
});
