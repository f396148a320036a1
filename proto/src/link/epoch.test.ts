import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, test } from 'vitest';
import { encodeTotal } from './encode.ts';
import { Epoch, type EpochTerms } from './epoch.ts';
import type { LinkError } from './errors.ts';
import { FLAG_FIN, FRAME_TYPE, type Frame, type FrameTypeName } from './frame.ts';
import { FrameDecoder } from './decode.ts';
import type { LinkStream } from './link-stream.ts';
import { Outbox } from './outbox.ts';

const TERMS: EpochTerms = {
  epoch: 77,
  role: 'host',
  sendWindowBytes: 1000,
  receiveWindowBytes: 1000,
  ackEveryBytes: 0,
  maxStreamCount: 3,
};

let sent: Frame[];
let broken: LinkError[];
let streams: LinkStream[];
let goawayCount: number;
let isWanted: boolean;
let sequence: number;

beforeEach(() => {
  sent = [];
  broken = [];
  streams = [];
  goawayCount = 0;
  isWanted = true;
  sequence = 0;
});

function createEpoch(changes: Partial<EpochTerms> = {}): Epoch {
  const transport = new PassThrough();
  const decoder = new FrameDecoder({
    maxPayloadBytes: 4096,
    onFrame: (frame) => sent.push(frame),
    onDamage: () => expect.unreachable(),
  });
  transport.on('data', (chunk: Buffer) => decoder.push(chunk));
  const limits = { maxTransportBacklogBytes: 1e6, maxControlFrameCount: 100, maxInFlightBytes: 0 };
  const outbox = new Outbox(transport, limits, (error) => broken.push(error));
  outbox.beginEpoch(TERMS.epoch, 4096);
  return new Epoch({ ...TERMS, ...changes }, outbox, {
    onStream: (stream) => {
      stream.on('error', () => undefined);
      streams.push(stream);
      return isWanted;
    },
    onBroken: (error) => broken.push(error),
    onGoaway: () => goawayCount++,
  });
}

function frame(name: FrameTypeName, changes: Partial<Frame> = {}): Frame {
  const place = { epoch: TERMS.epoch, sequence: sequence++, streamId: 0, flags: 0 };
  return { ...place, type: FRAME_TYPE[name], payload: new Uint8Array(0), ...changes };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const codes = (): string[] => broken.map(({ code }) => code);

describe('Epoch', () => {
  test.each([
    ['a repeated', 0],
    ['a missing', 2],
  ])('%s frame ends the epoch', (_name, nextSequence) => {
    const epoch = createEpoch();
    epoch.accept(frame('ping'));
    epoch.accept(frame('ping', { sequence: nextSequence }));
    expect(codes()).toEqual(['epoch_ended']);
  });

  test.each<[string, FrameTypeName, Partial<Frame>]>([
    ['an announcement', 'announce', {}],
    ['a hello', 'hello', {}],
    ['a welcome', 'welcome', {}],
    ['a ready', 'ready', {}],
    ['an opening of stream 0', 'open', { streamId: 0 }],
    ["an opening with a number of this side's", 'open', { streamId: 5 }],
    ['data on stream 0', 'data', { streamId: 0 }],
    ['data on a stream that was never opened here', 'data', { streamId: 3 }],
    ['data on a stream that was never opened there', 'data', { streamId: 2 }],
    ['credit without a total', 'credit', { streamId: 1, payload: new Uint8Array(3) }],
    ['credit with an absurd total', 'credit', { streamId: 1, payload: Buffer.alloc(8, 255) }],
    [
      'credit for a stream that was never opened',
      'credit',
      { streamId: 9, payload: encodeTotal(1) },
    ],
    ['a reset of a stream that was never opened', 'reset', { streamId: 4 }],
    ['an acknowledgement without a total', 'ack', {}],
    ['an acknowledgement of what was not sent', 'ack', { payload: encodeTotal(1_000_000) }],
    ['too much data', 'data', { streamId: 1, payload: new Uint8Array(1001) }],
  ])('%s is a violation', async (_name, type, changes) => {
    const epoch = createEpoch();
    epoch.open().on('error', () => undefined);
    await settle();
    epoch.accept(frame(type, changes));
    expect(codes()).toEqual(['protocol_violation']);
  });

  test('data after the last is a violation', () => {
    const epoch = createEpoch();
    epoch.open();
    epoch.accept(frame('data', { streamId: 1, flags: FLAG_FIN }));
    epoch.accept(frame('data', { streamId: 1 }));
    expect(codes()).toEqual(['protocol_violation']);
  });

  test('a number is never used for two streams', () => {
    const epoch = createEpoch();
    epoch.accept(frame('open', { streamId: 4 }));
    epoch.accept(frame('open', { streamId: 2 }));
    expect(codes()).toEqual(['protocol_violation']);
  });

  test('data, credit and reset for a stream that was just given up mean nothing', async () => {
    const epoch = createEpoch();
    epoch.open().destroy();
    epoch.accept(frame('data', { streamId: 1, payload: new Uint8Array(900) }));
    epoch.accept(frame('credit', { streamId: 1, payload: encodeTotal(5000) }));
    epoch.accept(frame('reset', { streamId: 1 }));
    await settle();
    expect(codes()).toEqual([]);
    expect(sent.map(({ type }) => type)).toEqual([FRAME_TYPE.open, FRAME_TYPE.reset]);
  });

  test('a stream that the other side opened and nobody wants is reset, and forgotten', async () => {
    isWanted = false;
    const epoch = createEpoch();
    for (let id = 2; id <= 40; id += 2) epoch.accept(frame('open', { streamId: id }));
    await settle();
    expect(epoch.streamCount).toBe(0);
    expect(sent.filter(({ type }) => type === FRAME_TYPE.reset)).toHaveLength(20);
  });

  test('streams above the limit are reset, those below go on', async () => {
    const epoch = createEpoch();
    for (const streamId of [2, 4, 6, 8, 10]) epoch.accept(frame('open', { streamId }));
    await settle();
    expect(streams.map(({ id }) => id)).toEqual([2, 4, 6]);
    expect(sent.map(({ type, streamId }) => [type, streamId])).toEqual([
      [FRAME_TYPE.reset, 8],
      [FRAME_TYPE.reset, 10],
    ]);
    expect(() => epoch.open()).toThrow(expect.objectContaining({ code: 'limit_reached' }));
    streams[0]!.destroy();
    expect(epoch.open().id).toBe(1);
  });

  test('an absurd but legal credit lets no more wait than before', async () => {
    const epoch = createEpoch();
    const stream = epoch.open();
    epoch.accept(frame('credit', { streamId: 1, payload: encodeTotal(Number.MAX_SAFE_INTEGER) }));
    expect(stream.write(Buffer.alloc(200_000))).toBe(false);
    await settle();
    expect(sent.filter(({ type }) => type === FRAME_TYPE.data)).toHaveLength(49);
    // An old total takes nothing back.
    epoch.accept(frame('credit', { streamId: 1, payload: encodeTotal(5) }));
    stream.write('more');
    await settle();
    expect(sent.at(-1)?.payload).toEqual(Buffer.from('more'));
  });

  test('answers a ping, also many at once, and tells of a goaway', async () => {
    const epoch = createEpoch();
    for (let count = 0; count < 50; count++) epoch.accept(frame('ping'));
    epoch.accept(frame('goaway'));
    await settle();
    expect(sent.map(({ type }) => type)).toContain(FRAME_TYPE.pong);
    expect(goawayCount).toBe(1);
  });

  test('acknowledges each time so many bytes have come, acknowledgements not counted', async () => {
    const epoch = createEpoch({ ackEveryBytes: 64 });
    for (const name of ['pong', 'pong', 'pong'] as const) epoch.accept(frame(name));
    for (let count = 0; count < 20; count++)
      epoch.accept(frame('ack', { payload: encodeTotal(0) }));
    await settle();
    const acks = (): Uint8Array[] =>
      sent.filter(({ type }) => type === FRAME_TYPE.ack).map(({ payload }) => payload);
    expect(acks()).toEqual([encodeTotal(64)]);
    epoch.accept(frame('pong'));
    await settle();
    expect(acks()).toEqual([encodeTotal(64), encodeTotal(128)]);
  });

  test('ended, it ends its streams and takes nothing more', async () => {
    const epoch = createEpoch();
    const stream = epoch.open();
    const failed = new Promise((resolve) => stream.once('error', resolve));
    const error = { code: 'epoch_ended' } as LinkError;
    epoch.end(error);
    epoch.end(error);
    expect(await failed).toBe(error);
    epoch.accept(frame('ping', { sequence: 99 }));
    expect(codes()).toEqual([]);
    expect(() => epoch.open()).toThrow(expect.objectContaining({ code: 'epoch_ended' }));
    await settle();
    // What was asked for before has left; nothing is said about the end.
    expect(sent.map(({ type }) => type)).toEqual([FRAME_TYPE.open]);
  });
});
