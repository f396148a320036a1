import { readFileSync } from 'node:fs';
import { ArchiveError, ArchiveScanner } from '@vmslot/proto/archive';
import * as boinc from '@vmslot/proto/boinc';
import {
  APP_METHODS,
  type AnyMethod,
  decodeEndStream,
  decodeErrorBody,
  encodeEndStream,
  encodeEnvelope,
  encodeErrorBody,
  EnvelopeDecoder,
  METHODS,
  parseTimeout,
  RpcError,
} from '@vmslot/proto/rpc';
import { decodeSeed, encodeSeed, SeedError } from '@vmslot/proto/seed';
import {
  HOSTILE_ARCHIVES,
  RAW_END,
  rawDirectory,
  rawFile,
  rawLink,
  rawPax,
} from '@vmslot/proto/testing';
import { FrameDecoder } from '../../../proto/src/link/decode.ts';
import { decodeTotal, encodeFrame, encodeTotal } from '../../../proto/src/link/encode.ts';
import type { Frame } from '../../../proto/src/link/frame.ts';
import {
  decodeHello,
  decodeReady,
  decodeWelcome,
  encodeHello,
  encodeReady,
  encodeWelcome,
  type Terms,
} from '../../../proto/src/link/handshake.ts';
import type { FuzzedDecoder } from './fuzzed-decoder.ts';

const isRpcError = (error: unknown): boolean => error instanceof RpcError;
const never = (): boolean => false;
const text = (value: string): Uint8Array => Buffer.from(value);
const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

const frame = (payload: string, sequence: number): Frame => ({
  type: 6,
  flags: 0,
  epoch: 7,
  sequence,
  streamId: 1,
  payload: text(payload),
});
const FRAMES = Buffer.concat([encodeFrame(frame('some data', 0)), encodeFrame(frame('', 1))]);
const TERMS: Terms = {
  version: 1,
  featureBits: 1,
  maxPayloadBytes: 32_736,
  streamWindowBytes: 262_144,
  ackEveryBytes: 0,
};
const NONCE = Buffer.alloc(32, 1);

/** Frames that come of bytes in two pieces, the work counted: both must be those of all at once. */
function readFrames(bytes: Uint8Array): unknown {
  let work = 0;
  const frames: unknown[] = [];
  const decoder = new FrameDecoder({
    maxPayloadBytes: 32_736,
    onFrame: (found) => frames.push({ ...found, payload: Uint8Array.from(found.payload) }),
    onDamage: (count) => {
      work += count;
    },
  });
  const half = Math.floor(bytes.length / 2);
  decoder.push(bytes.subarray(0, half));
  decoder.push(bytes.subarray(half));
  if (decoder.pendingBytes > 32_736 + 32) throw new Error('more waits than one frame');
  // A payload with a wrong sum counts once more; nothing counts more often than bytes have come.
  if (work > (bytes.length + 1) ** 2) throw new Error(`${work} bytes of work for ${bytes.length}`);
  return frames;
}

const LINK: readonly FuzzedDecoder[] = [
  {
    name: 'link frames',
    decode: readFrames,
    isExpected: never,
    samples: [FRAMES],
    words: [FRAMES],
  },
  {
    name: 'link hello',
    decode: decodeHello,
    isExpected: never,
    samples: [encodeHello({ terms: TERMS, hostNonce: NONCE })],
    encode: (value?: Parameters<typeof encodeHello>[0]) =>
      value === undefined ? new Uint8Array(0) : encodeHello(value),
  },
  {
    name: 'link welcome',
    decode: decodeWelcome,
    isExpected: never,
    samples: [
      encodeWelcome({
        terms: TERMS,
        hostNonce: NONCE,
        guestNonce: NONCE,
        bootId: 'a',
        proof: NONCE,
      }),
    ],
    encode: (value?: Parameters<typeof encodeWelcome>[0]) =>
      value === undefined ? new Uint8Array(0) : encodeWelcome(value),
  },
  {
    name: 'link ready',
    decode: decodeReady,
    isExpected: never,
    samples: [encodeReady({ guestNonce: NONCE, proof: NONCE })],
    encode: (value?: Parameters<typeof encodeReady>[0]) =>
      value === undefined ? new Uint8Array(0) : encodeReady(value),
  },
  {
    name: 'link totals',
    decode: decodeTotal,
    isExpected: never,
    samples: [encodeTotal(2 ** 52)],
    encode: (value?: number) => (value === undefined ? new Uint8Array(0) : encodeTotal(value)),
  },
];

/** Fields of every number up to 20 and every kind. */
const MESSAGE_BYTES = Buffer.concat(
  Array.from({ length: 20 }, (_, index) =>
    Buffer.concat([
      Buffer.from([((index + 1) << 3) & 127, 1]),
      Buffer.from([(((index + 1) << 3) | 2) & 127, 2, 8, 1]),
    ]),
  ),
);
const MESSAGE_JSON = text('{"path":"/a","taskId":"x","offset":"5","data":"AAAA","files":[{}]}');
const JSON_WORDS = [
  '"__proto__":{}',
  '[',
  ']',
  '{',
  '}',
  'null',
  '1e999',
  '"9007199254740993"',
  '-0',
];

function readEnvelopes(bytes: Uint8Array): unknown {
  const decoder = new EnvelopeDecoder({ maxBytes: 1000 });
  const half = Math.floor(bytes.length / 2);
  const envelopes = [bytes.subarray(0, half), bytes.subarray(half)].flatMap((part) =>
    [...decoder.push(part)].map(({ flags, data }) => ({ flags, data: Uint8Array.from(data) })),
  );
  decoder.end();
  return envelopes;
}

const plain = ({ code, message, details, metadata }: RpcError): object => ({
  code,
  message,
  details: details.map(({ type, value }) => ({ type, value: Uint8Array.from(value) })),
  metadata: { ...metadata },
});

const RPC: readonly FuzzedDecoder[] = [
  {
    name: 'Connect envelopes',
    decode: readEnvelopes,
    isExpected: isRpcError,
    samples: [Buffer.concat([encodeEnvelope(0, text('message')), encodeEnvelope(2, text('{}'))])],
    encode: (list: readonly { flags: number; data: Uint8Array }[]) =>
      Buffer.concat(list.map(({ flags, data }) => encodeEnvelope(flags, data))),
  },
  {
    name: 'Connect end-stream message',
    decode: (bytes) => {
      const { error, metadata } = decodeEndStream(bytes);
      return { error: error === undefined ? undefined : plain(error), metadata: { ...metadata } };
    },
    isExpected: isRpcError,
    samples: [
      encodeEndStream(
        new RpcError('not_found', 'no', {
          details: [{ type: 'a.B', value: NONCE }],
          metadata: { a: ['b'] },
        }),
      ),
      encodeEndStream(),
    ],
    words: ['"error":', '"metadata":', '"code":', '"__proto__":', '[', '{}', 'null'],
  },
  {
    name: 'Connect error body',
    decode: (bytes) => plain(decodeErrorBody(bytes, 'unknown')),
    isExpected: never,
    samples: [
      encodeErrorBody(new RpcError('aborted', 'no', { details: [{ type: 'a.B', value: NONCE }] })),
    ],
    words: ['"code":', '"message":', '"details":', '"__proto__":', '[', '{}', 'null'],
  },
  {
    name: 'deadline header',
    decode: (bytes) => parseTimeout(asText(bytes)),
    isExpected: isRpcError,
    samples: [text('1000'), text('9999999999')],
  },
  ...[...METHODS, ...Object.values<AnyMethod>(APP_METHODS)].flatMap(({ path, request, response }) =>
    [request, response].flatMap((codec, which) => {
      const name = `${path.split('.').at(-1)} ${which === 0 ? 'request' : 'reply'}`;
      const empty = {} as never;
      const isExpected = isRpcError;
      const proto: FuzzedDecoder = {
        name: `${name}, protobuf`,
        decode: (bytes) => codec.decode(bytes, 'proto'),
        encode: (value) => codec.encode(value, 'proto'),
        isExpected,
        samples: [codec.encode(empty, 'proto'), MESSAGE_BYTES],
        words: [MESSAGE_BYTES, Uint8Array.of(10, 0), Uint8Array.of(8, 1)],
        // Each message in a message is an object with all its fields.
        maxValuesPerByte: 40,
      };
      const json: FuzzedDecoder = {
        name: `${name}, JSON`,
        decode: (bytes) => codec.decode(bytes, 'json'),
        encode: (value) => codec.encode(value, 'json'),
        isExpected,
        samples: [codec.encode(empty, 'json'), MESSAGE_JSON],
        words: [...JSON_WORDS, '"path":"/a"', '"taskId":"x"', '"steps":[{}]'],
        maxValuesPerByte: 40,
      };
      return [proto, json];
    }),
  ),
];

const ARCHIVE_SAMPLE = Buffer.concat([
  rawDirectory('out'),
  rawFile('out/a', 'content'),
  rawLink('out/l', 'a'),
  rawPax({ path: 'out/long', size: '3', mtime: '5' }),
  rawFile('out/x', 'abc'),
  RAW_END,
]);

/** What is accepted of an archive; no name in it may lead out. */
function readArchive(bytes: Uint8Array): unknown {
  const scanner = new ArchiveScanner({ roots: ['out'] });
  const entries: unknown[] = [];
  scanner.feed(Buffer.from(bytes));
  let contentBytes = 0;
  for (let step = scanner.step(); step !== 'more'; step = scanner.step()) {
    if (step === 'content') contentBytes += scanner.content.length;
    if (step !== 'entry' || scanner.entry === undefined) continue;
    const { type, path, linkTarget } = scanner.entry;
    if (!/^out(\/|$)/.test(path) || /(^|\/)\.\.?(\/|$)/.test(path) || path.includes('\0')) {
      throw new Error(`${JSON.stringify(path)} leads out`);
    }
    entries.push({ type, path, linkTarget });
  }
  scanner.finish();
  if (contentBytes > bytes.length) throw new Error('more content than there are bytes');
  return entries;
}

const STORED: readonly FuzzedDecoder[] = [
  {
    name: 'tar archive',
    decode: readArchive,
    isExpected: (error) => error instanceof ArchiveError,
    samples: [ARCHIVE_SAMPLE, ...HOSTILE_ARCHIVES.map(({ bytes }) => Uint8Array.from(bytes))],
    words: [rawFile('out/y', 'z'), rawLink('out/k', '..'), rawPax({ path: '../a' }), RAW_END],
  },
  {
    name: 'seed disk',
    decode: decodeSeed,
    isExpected: (error) => error instanceof SeedError,
    samples: [
      encodeSeed({
        version: 1,
        secret: Buffer.alloc(32, 5).toString('base64url'),
        bootId: 'a',
        link: { kind: 'virtio-serial', portName: 'p' },
        hostTimeMs: 5,
      }),
    ],
    encode: encodeSeed,
    words: ['"version":', '"secret":', '"link":', '{"kind":"virtio-serial"}', '"__proto__":{}'],
  },
];

const isBoincError = (error: unknown): boolean => error instanceof boinc.BoincFormatError;
/** What a client wrote, as the vectors have it. */
const INIT_DATA = (
  JSON.parse(
    readFileSync(new URL('../../../proto/vectors/boinc/init-data.json', import.meta.url), 'utf8'),
  ) as { readonly read: readonly [{ readonly document: string }] }
).read[0].document;
const XML_WORDS = [
  '<',
  '>',
  '</',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&amp;',
  '&#0;',
  '<a>',
  '1e999',
];

const boincDecoder = (
  name: string,
  decode: (content: string) => unknown,
  ...samples: readonly string[]
): FuzzedDecoder => ({
  name: `BOINC ${name}`,
  decode: (bytes) => decode(asText(bytes)),
  isExpected: isBoincError,
  samples: samples.map(text),
  words: [...XML_WORDS, ...samples],
});

const BOINC: readonly FuzzedDecoder[] = [
  boincDecoder('init data', boinc.parseInitData, INIT_DATA),
  boincDecoder('heartbeat', boinc.parseHeartbeat, '<heartbeat/><wss>1</wss><max_wss>2</max_wss>'),
  boincDecoder('process control', boinc.parseProcessControl, '<suspend/>', '<quit/><abort/>'),
  boincDecoder(
    'app status',
    boinc.parseAppStatus,
    '<current_cpu_time>1</current_cpu_time>\n<fraction_done>0.5</fraction_done>\n',
  ),
  boincDecoder(
    'graphics reply',
    boinc.parseGraphicsReply,
    '<web_graphics_url>u</web_graphics_url>',
  ),
  boincDecoder('trickle-up notice', boinc.parseTrickleUpNotice, '<have_new_trickle_up/>'),
  boincDecoder('trickle-down notice', boinc.parseTrickleDownNotice, '<have_trickle_down/>'),
  boincDecoder('soft link', boinc.parseSoftLink, '<soft_link>../../projects/a/b</soft_link>\n'),
  boincDecoder('finish file', boinc.parseFinishFile, '0\n', '1\nmessage\nnotice\n'),
  boincDecoder(
    'temporary exit file',
    boinc.parseTemporaryExitFile,
    '60\nreason\n',
    '60\nr\nnotice\n',
  ),
  boincDecoder('trickle-up file', boinc.parseTrickleUp, '<variety>a</variety>\ntext'),
  boincDecoder('trickle-down file', boinc.parseTrickleDown, '\ntext'),
  boincDecoder('upload status file', boinc.parseUploadStatusFile, '<status>0</status>\n'),
  {
    name: 'BOINC message channel',
    decode: boinc.decodeMessageText,
    isExpected: isBoincError,
    samples: [boinc.encodeMessageText('<heartbeat/>')],
    encode: boinc.encodeMessageText,
  },
];

/** Decoders of what both ends have in common. */
export const PROTO_DECODERS: readonly FuzzedDecoder[] = [...LINK, ...RPC, ...STORED, ...BOINC];
