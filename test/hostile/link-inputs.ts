import type { Duplex } from 'node:stream';
import { encodeFrame, encodeTotal } from '../../proto/src/link/encode.ts';
import { FLAG_CRC32, FLAG_FIN, FRAME_TYPE, type FrameType } from '../../proto/src/link/frame.ts';
import type { HostileInput } from './hostile-input.ts';
import { httpReply, writeForEver } from './http-reply.ts';
import { LyingGuest, type LyingWelcome } from './lying-guest.ts';
import type { VictimOrder } from './victim-order.ts';

const STAT: VictimOrder = { act: 'call', service: 'file', method: 'stat', timeoutMs: 5000 };
const LINK: VictimOrder = { act: 'link', waitMs: 250 };
const NOT_UP = { outcome: 'LinkError canceled' };
const BROKEN = { outcome: 'RpcError unavailable' };
const OK = { outcome: 'ok' };
const MEBIBYTE = 1024 * 1024;

/** Frames that come right after a good hello, while the bridge makes its first call. */
function frames(
  title: string,
  talk: (guest: LyingGuest) => void,
  expected: HostileInput['expected'] = BROKEN,
): HostileInput {
  return {
    title: `frames: ${title}`,
    order: STAT,
    lie: {
      layer: 'frames',
      talk: (guest) => {
        let answered = false;
        // What the bridge asks for is the moment to lie: its call is under way.
        guest.onFrame = (frame) => {
          if (frame.type !== FRAME_TYPE.data || answered) return;
          answered = true;
          talk(guest);
        };
      },
    },
    expected,
  };
}

/** After the lie the call is answered as it should be: what was said before must mean nothing. */
function thenGood(talk: (guest: LyingGuest) => void): (guest: LyingGuest) => void {
  return (guest) => {
    talk(guest);
    guest.send(FRAME_TYPE.data, { streamId: 1, payload: httpReply({}) });
  };
}

const FRAMES: readonly HostileInput[] = [
  frames(
    'none of them a lie',
    thenGood(() => undefined),
    OK,
  ),
  ...[7, 2, 0x7fff_ffff, 0xffff_fffe].map((streamId) =>
    frames(`data for stream ${streamId}, which nobody opened`, (guest) =>
      guest.send(FRAME_TYPE.data, { streamId, payload: Buffer.from('evil') }),
    ),
  ),
  frames('data for stream 0', (guest) =>
    guest.send(FRAME_TYPE.data, { payload: Buffer.from('x') }),
  ),
  frames('data after the last (FIN)', (guest) => {
    guest.send(FRAME_TYPE.data, { streamId: 1, flags: FLAG_FIN });
    guest.send(FRAME_TYPE.data, { streamId: 1, payload: Buffer.from('x') });
  }),
  frames(
    'more data than the window',
    (guest) => {
      for (let count = 0; count < 64; count++) {
        guest.send(FRAME_TYPE.data, { streamId: 1, payload: Buffer.alloc(32_736) });
      }
    },
    { outcome: 'RpcError internal' },
  ),
  frames('an opened stream of an odd number', (guest) =>
    guest.send(FRAME_TYPE.open, { streamId: 3 }),
  ),
  frames('an opened stream 0', (guest) => guest.send(FRAME_TYPE.open)),
  frames('a stream opened twice', (guest) => {
    guest.send(FRAME_TYPE.open, { streamId: 2 });
    guest.send(FRAME_TYPE.open, { streamId: 2 });
  }),
  frames(
    'ten thousand streams that nobody wants',
    thenGood((guest) => {
      for (let id = 2; id <= 20_000; id += 2) guest.send(FRAME_TYPE.open, { streamId: id });
    }),
    { outcome: ['RpcError resource_exhausted', 'ok'] },
  ),
  frames('credit for a stream that nobody opened', (guest) =>
    guest.send(FRAME_TYPE.credit, { streamId: 9, payload: encodeTotal(5) }),
  ),
  frames('credit of 2^64 - 1', (guest) =>
    guest.send(FRAME_TYPE.credit, { streamId: 1, payload: Buffer.alloc(8, 0xff) }),
  ),
  frames('credit of three bytes', (guest) =>
    guest.send(FRAME_TYPE.credit, { streamId: 1, payload: Buffer.alloc(3) }),
  ),
  frames(
    'credit that falls',
    thenGood((guest) => {
      guest.send(FRAME_TYPE.credit, { streamId: 1, payload: encodeTotal(2 ** 52) });
      guest.send(FRAME_TYPE.credit, { streamId: 1, payload: encodeTotal(0) });
    }),
    OK,
  ),
  frames('an acknowledgement of bytes that were never sent', (guest) =>
    guest.send(FRAME_TYPE.ack, { payload: encodeTotal(2 ** 52) }),
  ),
  frames('an acknowledgement of 2^64 - 1', (guest) =>
    guest.send(FRAME_TYPE.ack, { payload: Buffer.alloc(8, 0xff) }),
  ),
  frames('a reset of a stream that nobody opened', (guest) =>
    guest.send(FRAME_TYPE.reset, { streamId: 11 }),
  ),
  frames('a reset of the call', (guest) => guest.send(FRAME_TYPE.reset, { streamId: 1 })),
  frames('goaway', (guest) => guest.send(FRAME_TYPE.goaway)),
  ...(['announce', 'hello', 'welcome', 'ready'] as const).map((name) =>
    frames(`${name} in the epoch`, (guest) =>
      guest.send(FRAME_TYPE[name], { payload: Buffer.alloc(52) }),
    ),
  ),
  frames('a number that was left out', (guest) =>
    guest.send(FRAME_TYPE.ping, { sequence: guest.sequence + 1 }),
  ),
  frames('a number of 2^32 - 1', (guest) => guest.send(FRAME_TYPE.ping, { sequence: 0xffff_ffff })),
  frames('a frame twice', (guest) => {
    guest.send(FRAME_TYPE.ping);
    guest.send(FRAME_TYPE.ping, { sequence: guest.sequence - 1 });
  }),
  frames(
    'a frame of another epoch',
    thenGood((guest) => {
      guest.send(FRAME_TYPE.data, {
        epoch: (guest.epoch ^ 1) >>> 0,
        streamId: 1,
        payload: Buffer.from('evil'),
      });
      guest.sequence--;
    }),
    OK,
  ),
  frames(
    'a type that is none',
    thenGood((guest) => {
      guest.send(99 as FrameType);
      guest.sequence--;
    }),
    OK,
  ),
  frames('an announcement of another epoch', (guest) =>
    guest.sendHello(FRAME_TYPE.announce, Buffer.alloc(4, 7)),
  ),
  frames(
    'data under the other sum, and no HTTP in it',
    (guest) =>
      guest.send(FRAME_TYPE.data, { flags: FLAG_CRC32, streamId: 1, payload: Buffer.from('x') }),
    { outcome: 'RpcError internal' },
  ),
  frames(
    'flags that nobody knows',
    thenGood((guest) => guest.send(FRAME_TYPE.ping, { flags: 0xfc })),
    OK,
  ),
  frames(
    'ten thousand pings',
    thenGood((guest) => {
      for (let count = 0; count < 10_000; count++) guest.send(FRAME_TYPE.ping);
    }),
    OK,
  ),
  frames(
    'ten thousand pongs that nobody asked for',
    thenGood((guest) => {
      for (let count = 0; count < 10_000; count++) guest.send(FRAME_TYPE.pong);
    }),
    OK,
  ),
  frames(
    'ten thousand frames without a byte',
    thenGood((guest) => {
      for (let count = 0; count < 10_000; count++) guest.send(FRAME_TYPE.data, { streamId: 1 });
    }),
    OK,
  ),
  frames(
    'a frame with a damaged payload, then the same one whole',
    thenGood((guest) => {
      const bytes = encodeFrame({
        type: FRAME_TYPE.data,
        flags: 0,
        epoch: guest.epoch,
        sequence: guest.sequence,
        streamId: 1,
        payload: Buffer.from('evil'),
      });
      bytes.writeUInt8(0, bytes.length - 1);
      guest.pipe.write(bytes);
    }),
    OK,
  ),
];

function hello(
  title: string,
  welcome: LyingWelcome,
  expected: HostileInput['expected'],
): HostileInput {
  return {
    title: `hello: ${title}`,
    order: LINK,
    lie: {
      layer: 'bytes',
      talk: (pipe) => {
        pipe.removeAllListeners('data');
        LyingGuest.serve(pipe, () => undefined, welcome);
      },
    },
    expected,
  };
}

const UNAUTHENTICATED = { outcome: 'LinkError unauthenticated' };
const OTHER_VERSION = { outcome: 'LinkError version_mismatch' };
const flip = (at: number) => (welcome: Buffer) => {
  welcome[at]! ^= 1;
  return welcome;
};

const HELLOS: readonly HostileInput[] = [
  hello('in order', {}, OK),
  // 20 bytes of terms, two nonces, proof, boot id.
  hello('a wrong proof (CVE-2023-20900)', { change: flip(20 + 64) }, UNAUTHENTICATED),
  hello('a proof for other terms', { change: flip(8) }, UNAUTHENTICATED),
  hello('a proof for another nonce of the guest', { change: flip(20 + 32) }, UNAUTHENTICATED),
  hello('an answer to another hello, replayed', { change: flip(20) }, NOT_UP),
  hello('another boot', { bootId: 'another' }, UNAUTHENTICATED),
  hello('a boot id that was changed', { change: flip(20 + 96) }, UNAUTHENTICATED),
  hello('a boot id that leads elsewhere', { bootId: '../../etc' }, NOT_UP),
  hello('a boot id of 65 bytes', { bootId: 'a'.repeat(65) }, NOT_UP),
  hello('a boot id of nothing', { bootId: '' }, NOT_UP),
  hello('version 0', { terms: { version: 0 } }, OTHER_VERSION),
  hello('version 65,535', { terms: { version: 65_535 } }, OK),
  hello('payloads of 0', { terms: { maxPayloadBytes: 0 } }, OTHER_VERSION),
  hello('payloads of 2^32 - 1', { terms: { maxPayloadBytes: 2 ** 32 - 1 } }, OK),
  hello('a window of 0', { terms: { streamWindowBytes: 0 } }, OTHER_VERSION),
  hello('a window of 2^32 - 1', { terms: { streamWindowBytes: 2 ** 32 - 1 } }, OK),
  hello('an acknowledgement for each byte', { terms: { ackEveryBytes: 1 } }, OK),
  hello('every feature there may ever be', { terms: { featureBits: 2 ** 32 - 1 } }, OK),
  hello('a welcome cut short', { change: (welcome) => welcome.subarray(0, 100) }, NOT_UP),
  hello(
    'a welcome of 30 KB',
    { change: (welcome) => Buffer.concat([welcome, Buffer.alloc(30_000, 0x61)]) },
    NOT_UP,
  ),
];

/** The bare pipe. */
function bytes(
  title: string,
  talk: (pipe: Duplex) => Promise<void> | void,
  expected: HostileInput['expected'] = NOT_UP,
  order: VictimOrder = LINK,
): HostileInput {
  return { title: `pipe: ${title}`, order, lie: { layer: 'bytes', talk }, expected };
}

const header = (change: (bytes: Buffer) => void): Buffer => {
  const frame = encodeFrame({
    type: FRAME_TYPE.announce,
    flags: 0,
    epoch: 0,
    sequence: 0,
    streamId: 0,
    payload: Buffer.alloc(4),
  });
  change(frame);
  return frame;
};

const BYTES: readonly HostileInput[] = [
  bytes('nothing', () => undefined),
  bytes('closed at once, each time', (pipe) => void pipe.destroy()),
  bytes('what the bridge says, sent back (reflected hello)', (pipe) => void pipe.pipe(pipe)),
  bytes('a console', (pipe) => void pipe.write('[    0.000000] Linux version 6.1\r\nlogin: ')),
  bytes('an HTTP server', (pipe) => void pipe.write(httpReply({}))),
  bytes(
    'magic without end',
    (pipe) => writeForEver(pipe, Buffer.alloc(65_536, Buffer.from('f556534c', 'hex'))),
    { outcome: 'LinkError line_unusable' },
    { act: 'link', waitMs: 20_000 },
  ),
  bytes(
    'noise without end',
    (pipe) => writeForEver(pipe, Buffer.alloc(65_536, 0xa5)),
    { outcome: 'LinkError line_unusable' },
    { act: 'link', waitMs: 20_000 },
  ),
  bytes(
    'zeros without end',
    (pipe) => writeForEver(pipe, Buffer.alloc(65_536)),
    { outcome: 'LinkError line_unusable' },
    { act: 'link', waitMs: 20_000 },
  ),
  bytes(
    'good heads with bad payloads without end',
    (pipe) =>
      writeForEver(
        pipe,
        header((frame) => (frame[35]! ^= 1)),
      ),
    { outcome: 'LinkError line_unusable' },
    { act: 'link', waitMs: 20_000 },
  ),
  bytes('announcements without end', (pipe) =>
    writeForEver(pipe, Buffer.concat(Array.from({ length: 500 }, () => header(() => undefined)))),
  ),
  bytes(
    'a head that announces 2^32 - 1 bytes',
    (pipe) => void pipe.write(header((frame) => frame.writeUInt32LE(2 ** 32 - 1, 20))),
  ),
  bytes(
    'a welcome that nobody asked for',
    (pipe) => void pipe.write(header((frame) => frame.writeUInt8(FRAME_TYPE.welcome, 4))),
  ),
  bytes('a megabyte, and closed', (pipe) => void pipe.end(Buffer.alloc(MEBIBYTE, 0x42))),
];

export const LINK_INPUTS: readonly HostileInput[] = [...FRAMES, ...HELLOS, ...BYTES];
