import { encodeEnvelope } from '@vmslot/proto/rpc';
import type { HostileInput } from './hostile-input.ts';
import {
  chunkedHead,
  chunkOf,
  httpReply,
  JSON_TYPE,
  lastChunk,
  PROTO,
  STREAM,
  streamReply,
  writeForEver,
} from './http-reply.ts';
import { bytesField, message, numberField } from './raw-message.ts';
import type { VictimOrder } from './victim-order.ts';

const STAT: VictimOrder = { act: 'call', service: 'file', method: 'stat' };
const LIST: VictimOrder = { act: 'call', service: 'file', method: 'listDirectory' };
const CHECKSUM: VictimOrder = { act: 'call', service: 'file', method: 'checksum' };
const MEBIBYTE = 1024 * 1024;
const CONTROLS = '\u001B[2J\u001B]0;evil\u0007\r\n\u202E\u2028\0';
const INTERNAL = { outcome: 'RpcError internal' };
const TOO_MUCH = { outcome: 'RpcError resource_exhausted' };
const GONE = { outcome: 'RpcError unavailable' };
const LATE = { outcome: 'RpcError deadline_exceeded' };
const OK = { outcome: 'ok', logIsPrintable: true };

/** The reply is these bytes, whatever they are. */
function reply(
  title: string,
  bytes: Uint8Array | string,
  expected: HostileInput['expected'],
  order: VictimOrder = STAT,
): HostileInput {
  return {
    title,
    order,
    lie: { layer: 'http', answer: (_request, stream) => void stream.write(bytes) },
    expected: { logIsPrintable: true, ...expected },
  };
}

/** The same, and then the agent closes the connection. */
function closing(
  title: string,
  bytes: Uint8Array | string,
  expected: HostileInput['expected'],
  order: VictimOrder = STAT,
): HostileInput {
  return {
    title,
    order,
    lie: { layer: 'http', answer: (_request, stream) => void stream.end(bytes) },
    expected: { logIsPrintable: true, ...expected },
  };
}

function endless(
  title: string,
  head: Uint8Array | string,
  piece: Uint8Array | string,
  expected: HostileInput['expected'],
  order: VictimOrder = STAT,
): HostileInput {
  return {
    title,
    order,
    lie: {
      layer: 'http',
      answer: async (_request, stream) => {
        stream.write(head);
        await writeForEver(stream, Buffer.from(piece));
      },
    },
    expected: { logIsPrintable: true, ...expected },
  };
}

const file = (name: Uint8Array | string, ...more: Buffer[]): Buffer =>
  message(bytesField(1, name), ...more);
const listing = (...files: Buffer[]): Buffer =>
  httpReply({ body: Buffer.concat(files.map((one) => bytesField(1, one))) });

/** Replies of FileService that are messages, but absurd ones: taken as claims, and bounded. */
const REPLIES: readonly HostileInput[] = [
  reply('stat: empty', httpReply({}), OK),
  reply(
    'stat: size of 2^64 - 1',
    httpReply({ body: bytesField(1, file('x', numberField(3, 2n ** 64n - 1n))) }),
    INTERNAL,
  ),
  reply(
    'stat: time of -2^63',
    httpReply({ body: bytesField(1, file('x', numberField(7, 2n ** 63n))) }),
    INTERNAL,
  ),
  reply(
    'stat: type that is none',
    httpReply({ body: bytesField(1, file('x', numberField(2, 2 ** 31))) }),
    OK,
  ),
  reply(
    'stat: name of three megabytes',
    httpReply({ body: bytesField(1, file(Buffer.alloc(3 * MEBIBYTE, 0x61))) }),
    OK,
  ),
  reply(
    'stat: name that is not UTF-8',
    httpReply({ body: bytesField(1, file(Buffer.alloc(64, 0xff))) }),
    INTERNAL,
  ),
  reply(
    'stat: message above the limit',
    httpReply({ body: bytesField(1, file(Buffer.alloc(5 * MEBIBYTE))) }),
    TOO_MUCH,
  ),
  reply(
    'stat: field that goes beyond the message',
    httpReply({ body: Buffer.from([10, 100, 1]) }),
    INTERNAL,
  ),
  reply('stat: varint without an end', httpReply({ body: Buffer.alloc(32, 0xff) }), INTERNAL),
  reply(
    'stat: length of 2^32 - 1',
    httpReply({ body: Buffer.from([10, 255, 255, 255, 255, 15]) }),
    INTERNAL,
  ),
  reply(
    'stat: length of 2^64 - 1',
    httpReply({ body: Buffer.concat([Buffer.from([10]), Buffer.alloc(9, 255), Buffer.from([1])]) }),
    INTERNAL,
  ),
  reply('stat: wire type that is none', httpReply({ body: Buffer.from([15, 1]) }), INTERNAL),
  reply('stat: field number 0', httpReply({ body: Buffer.from([0, 1]) }), INTERNAL),
  reply(
    'stat: groups in groups, 10,000 deep',
    httpReply({ body: Buffer.alloc(10_000, 0x7b) }),
    INTERNAL,
  ),
  reply(
    'stat: messages in messages where bytes are due',
    httpReply({ body: nested(2000) }),
    INTERNAL,
  ),
  reply(
    'listing: one name twice, first a link (CVE-2026-115378)',
    listing(file('a', numberField(2, 3)), file('a', numberField(2, 2))),
    OK,
    LIST,
  ),
  reply(
    'listing: names that lead out',
    listing(file('../x'), file('/etc/passwd'), file('..'), file('')),
    OK,
    LIST,
  ),
  reply('listing: names that drive a terminal', listing(file(CONTROLS)), OK, LIST),
  reply(
    'listing: fifty thousand entries',
    listing(...Array.from({ length: 50_000 }, (_, index) => file(`f${index}`))),
    OK,
    LIST,
  ),
  reply(
    'listing: two million empty entries',
    httpReply({ body: Buffer.alloc(4 * MEBIBYTE, Buffer.from([10, 0])) }),
    TOO_MUCH,
    LIST,
  ),
  reply(
    'listing: link target of a megabyte',
    listing(file('a', bytesField(8, Buffer.alloc(MEBIBYTE, 0x61)))),
    OK,
    LIST,
  ),
  reply(
    'space: more free than there is',
    httpReply({ body: message(numberField(1, 1), numberField(2, 2n ** 64n - 1n)) }),
    INTERNAL,
    { act: 'call', service: 'file', method: 'getSpace' },
  ),
  reply(
    'info: features without number',
    httpReply({ body: Buffer.alloc(MEBIBYTE, Buffer.from([0x22, 0])) }),
    TOO_MUCH,
    { act: 'call', service: 'system', method: 'getInfo' },
  ),
  reply(
    'tasks: with a figure of 2^64 - 1',
    httpReply({
      body: bytesField(
        1,
        message(bytesField(1, '../../x'), numberField(2, 99), numberField(3, 2n ** 64n - 1n)),
      ),
    }),
    INTERNAL,
    { act: 'call', service: 'task', method: 'list' },
  ),
  reply(
    'checksum: blocks that overlap',
    streamReply([
      bytesField(1, message(numberField(1, 0), numberField(2, 10))),
      bytesField(1, message(numberField(1, 5), numberField(2, 10))),
    ]),
    OK,
    CHECKSUM,
  ),
  reply(
    'checksum: a digest of a megabyte',
    streamReply([bytesField(2, bytesField(3, Buffer.alloc(MEBIBYTE)))]),
    OK,
    CHECKSUM,
  ),
];

/** A message in a message, `depth` times. */
function nested(depth: number): Buffer {
  let bytes: Buffer = Buffer.alloc(0);
  for (let level = 0; level < depth; level++) bytes = bytesField(1, bytes);
  return bytes;
}

const envelope = (flags: number, length: number, data: Uint8Array | string = ''): Buffer => {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags, 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, Buffer.from(data)]);
};
const raw = (...envelopes: Uint8Array[]): Buffer =>
  httpReply({ type: STREAM, body: Buffer.concat(envelopes), trailers: [] });
const end = (json: string): Buffer => raw(envelope(2, Buffer.byteLength(json), json));

/** Envelopes of a server stream. */
const ENVELOPES: readonly HostileInput[] = [
  reply('envelope: length of 2^32 - 1', raw(envelope(0, 2 ** 32 - 1, 'x')), TOO_MUCH, CHECKSUM),
  reply('envelope: length of 2^31', raw(envelope(0, 2 ** 31, 'x')), TOO_MUCH, CHECKSUM),
  reply(
    'envelope: length just above the limit',
    raw(envelope(0, 4 * MEBIBYTE + 1)),
    TOO_MUCH,
    CHECKSUM,
  ),
  reply(
    'envelope: length at the limit, and no data',
    raw(envelope(0, 4 * MEBIBYTE)),
    INTERNAL,
    CHECKSUM,
  ),
  reply('envelope: longer than what comes', raw(envelope(0, 100, 'x')), INTERNAL, CHECKSUM),
  reply('envelope: half a header', raw(Buffer.from([0, 0])), INTERNAL, CHECKSUM),
  reply(
    'envelope: compressed, a bomb (CVE-2026-59873)',
    raw(envelope(1, 4, 'bomb')),
    INTERNAL,
    CHECKSUM,
  ),
  ...[4, 8, 0x80, 0xff].map((flags) =>
    reply(`envelope: flags ${flags}`, raw(envelope(flags, 0)), INTERNAL, CHECKSUM),
  ),
  reply(
    'envelope: no message',
    raw(envelope(0, 4, '\u00FF\u00FF\u00FF\u00FF'.slice(0, 2))),
    INTERNAL,
    CHECKSUM,
  ),
  reply('envelope: nothing at all', raw(), INTERNAL, CHECKSUM),
  reply(
    'envelope: no end-stream message',
    raw(encodeEnvelope(0, Buffer.alloc(0))),
    INTERNAL,
    CHECKSUM,
  ),
  reply(
    'envelope: after the end-stream message',
    raw(envelope(2, 2, '{}'), envelope(0, 0)),
    INTERNAL,
    CHECKSUM,
  ),
  reply(
    'envelope: two end-stream messages',
    raw(envelope(2, 2, '{}'), envelope(2, 2, '{}')),
    INTERNAL,
    CHECKSUM,
  ),
  reply(
    'envelope: a hundred thousand empty ones',
    raw(Buffer.alloc(500_000), envelope(2, 2, '{}')),
    OK,
    CHECKSUM,
  ),
  endless(
    'envelope: one byte at a time, a length that is never filled',
    Buffer.concat([chunkedHead(STREAM), chunkOf(envelope(0, 2 ** 31))]),
    chunkOf(Buffer.alloc(1)),
    TOO_MUCH,
    CHECKSUM,
  ),
  ...(
    [
      ['nothing', '', 'internal'],
      ['no JSON', '{"error"', 'internal'],
      ['a list', '[]', 'internal'],
      ['a text', '"x"', 'internal'],
      ['a text without quotes', '\u00FF', 'internal'],
      ['an error that is a text', '{"error":"x"}', 'internal'],
      ['an error that is a list', '{"error":[]}', 'internal'],
      ['an error without a code', '{"error":{}}', 'unknown'],
      ['a code that is none', '{"error":{"code":"evil"}}', 'unknown'],
      ['a code that every object has', '{"error":{"code":"constructor"}}', 'unknown'],
      ['a code that is a number', '{"error":{"code":13}}', 'unknown'],
      ['a message that is no text', '{"error":{"code":"aborted","message":{}}}', 'aborted'],
      [
        'a message that drives a terminal',
        JSON.stringify({ error: { code: 'aborted', message: CONTROLS } }),
        'aborted',
      ],
      [
        'a message of 60 KB',
        JSON.stringify({ error: { code: 'aborted', message: 'x'.repeat(60_000) } }),
        'aborted',
      ],
      [
        'a message of a megabyte',
        JSON.stringify({ error: { code: 'aborted', message: 'x'.repeat(MEBIBYTE) } }),
        'internal',
      ],
      [
        'details that are none',
        '{"error":{"code":"aborted","details":[null,1,"x",{},{"type":1}]}}',
        'aborted',
      ],
      [
        'details that are no base64',
        '{"error":{"code":"aborted","details":[{"type":"t","value":"%%%"}]}}',
        'aborted',
      ],
      ['metadata that is a list', '{"metadata":[]}', 'internal'],
      ['metadata with texts', '{"metadata":{"a":"b"}}', 'internal'],
      [
        'too much metadata',
        JSON.stringify({
          metadata: Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`a${index}`, []])),
        }),
        'internal',
      ],
      ['metadata that is the prototype', '{"metadata":{"__proto__":["x"]}}', 'ok'],
      ['nesting without end', `{"error":${'['.repeat(10_000)}`, 'internal'],
      ['deep nesting', `{"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'ok'],
    ] as const
  ).map(([title, json, code]) =>
    reply(
      `end-stream message: ${title}`,
      end(json),
      { outcome: code === 'ok' ? 'ok' : `RpcError ${code}` },
      CHECKSUM,
    ),
  ),
];

const failed = (status: number, body: string, type = JSON_TYPE): Buffer =>
  httpReply({ status, type, body });

/** Bodies of failed calls. */
const ERROR_BODIES: readonly HostileInput[] = [
  ...(
    [
      ['nothing', '', 'unknown'],
      ['no JSON', 'x', 'unknown'],
      ['a list', '[]', 'unknown'],
      ['null', 'null', 'unknown'],
      ['a code that is none', '{"code":"ok"}', 'unknown'],
      ['a code that every object has', '{"code":"__proto__"}', 'unknown'],
      [
        'control characters',
        JSON.stringify({ code: 'internal', message: CONTROLS.repeat(100) }),
        'internal',
      ],
      [
        'a message of 60 KB',
        JSON.stringify({ code: 'not_found', message: '\u001B'.repeat(10_000) }),
        'not_found',
      ],
      [
        'a megabyte',
        JSON.stringify({ code: 'not_found', message: 'x'.repeat(MEBIBYTE) }),
        'resource_exhausted',
      ],
      [
        'a thousand details',
        JSON.stringify({
          code: 'not_found',
          details: Array.from({ length: 1000 }, () => ({ type: 'a', value: 'AAAA' })),
        }),
        'not_found',
      ],
      ['a code that asks to call again', '{"code":"unavailable"}', 'unavailable'],
      ['a code of who gave up', '{"code":"canceled"}', 'canceled'],
    ] as const
  ).map(([title, body, code]) =>
    reply(`error body: ${title}`, failed(500, body), { outcome: `RpcError ${code}` }),
  ),
  endless(
    'error body: without end',
    'HTTP/1.1 500 X\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
    chunkOf(Buffer.alloc(65_536, 0x20)),
    TOO_MUCH,
  ),
];

const statusLine = (status: string | number): Buffer => httpReply({ status, body: 'x' });

/** HTTP that lies, and what is none. */
const HTTP: readonly HostileInput[] = [
  ...[201, 204, 206, 301, 302, 304, 307, 401, 403, 404, 407, 418, 429, 499, 503, 505, 599, 999].map(
    (status) =>
      reply(
        `HTTP: status ${status} (CVE-2026-47243: no redirect is followed)`,
        failed(status, '', 'text/plain'),
        { outcome: expect(status) },
      ),
  ),
  reply(
    'HTTP: 100 before the reply',
    Buffer.concat([Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'), httpReply({})]),
    GONE,
  ),
  reply(
    'HTTP: 101, another protocol',
    'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: evil\r\n\r\n',
    GONE,
  ),
  reply(
    'HTTP: redirect to the host',
    'HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n',
    { outcome: 'RpcError unknown' },
  ),
  ...['abc', '-1', '0', '1000', '99999999999999999999', '', '2e2', '٢٠٠'].map((status) =>
    closing(`HTTP: status "${status}"`, statusLine(status), INTERNAL),
  ),
  ...(
    [
      ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
      ['HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
      ['HTTP/0.9', 'evil'],
      ['version 9.9', 'HTTP/9.9 200 OK\r\ncontent-length: 0\r\n\r\n'],
      ['a request', 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'],
      ['noise', Buffer.alloc(4096, 0xa5)],
      ['zeros', Buffer.alloc(4096)],
      ['a name with a space', 'HTTP/1.1 200 OK\r\nbad name: x\r\ncontent-length: 0\r\n\r\n'],
      ['a NUL in a value', `HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: 0\r\n\r\n`],
      ['a folded header', `HTTP/1.1 200 OK\r\nx: a\r\n b\r\ncontent-length: 0\r\n\r\n`],
      ['a header without a colon', 'HTTP/1.1 200 OK\r\nevil\r\ncontent-length: 0\r\n\r\n'],
      [
        'a line that ends with LF only',
        `HTTP/1.1 200 OK\ncontent-type: ${PROTO}\ncontent-length: 0\n\n`,
      ],
    ] as const
  ).map(([title, bytes]) => closing(`HTTP: ${title}`, bytes, INTERNAL)),
  closing(
    'HTTP: a header of 100 KB',
    `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`,
    INTERNAL,
  ),
  closing(
    'HTTP: ten thousand headers',
    `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}\r\n`,
    INTERNAL,
  ),
  endless('HTTP: headers without end', 'HTTP/1.1 200 OK\r\n', 'x: y\r\n'.repeat(1000), INTERNAL),
  endless('HTTP: a status line without end', 'HTTP/1.1 200 ', 'x'.repeat(10_000), LATE, {
    ...STAT,
    timeoutMs: 500,
  }),
  endless('HTTP: 100 without end', '', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(100), LATE, {
    ...STAT,
    timeoutMs: 500,
  }),
  ...(
    [
      ['shorter than the body', '1', INTERNAL],
      ['longer than the body', '1000', GONE],
      ['negative', '-1', INTERNAL],
      ['of 2^64', String(2n ** 64n), INTERNAL],
      ['no number', 'many', INTERNAL],
      ['two numbers', '3, 3', INTERNAL],
      ['hexadecimal', '0x3', INTERNAL],
      ['with a sign', '+3', INTERNAL],
    ] as const
  ).map(([title, contentLength, expected]) =>
    closing(
      `HTTP: content length ${title}`,
      httpReply({ body: file('x'), contentLength }),
      expected,
    ),
  ),
  closing(
    'HTTP: two content lengths',
    httpReply({ headers: ['content-length: 5'], body: 'x' }),
    INTERNAL,
  ),
  closing(
    'HTTP: content length and chunks',
    httpReply({ headers: ['content-length: 5'], body: file('x'), trailers: [] }),
    INTERNAL,
  ),
  ...(
    [
      ['length that is none', 'xyz\r\n'],
      ['length of 2^64', 'ffffffffffffffffff\r\n'],
      ['negative length', '-1\r\n'],
      ['longer than its length', '1\r\nabc\r\n0\r\n\r\n'],
      ['with an extension of 100 KB', `1;${'x'.repeat(100_000)}\r\na\r\n0\r\n\r\n`],
      ['without an end', '1\r\na\r\n'],
      ['no line break after the data', '1\r\naXX0\r\n\r\n'],
    ] as const
  ).map(([title, bytes]) =>
    closing(
      `HTTP: chunk ${title}`,
      Buffer.concat([chunkedHead(PROTO), Buffer.from(bytes)]),
      title === 'without an end' ? GONE : INTERNAL,
    ),
  ),
  endless(
    'HTTP: a trailer without end',
    Buffer.concat([chunkedHead(PROTO), Buffer.from('0\r\n')]),
    'x: y\r\n'.repeat(1000),
    INTERNAL,
  ),
  endless('HTTP: a body without end', chunkedHead(PROTO), chunkOf(Buffer.alloc(65_536)), TOO_MUCH),
  endless(
    'HTTP: one byte a chunk without end',
    chunkedHead(PROTO),
    Buffer.concat(Array.from({ length: 1000 }, () => chunkOf(Buffer.alloc(1)))),
    TOO_MUCH,
  ),
  closing('HTTP: two replies to one request', Buffer.concat([httpReply({}), httpReply({})]), OK),
  closing(
    'HTTP: a reply and noise behind it',
    Buffer.concat([httpReply({}), Buffer.alloc(1000, 0xa5)]),
    OK,
  ),
  closing('HTTP: nothing, and closed', '', GONE),
  reply('HTTP: nothing, and open', '', LATE, { ...STAT, timeoutMs: 200 }),
  reply('HTTP: half a reply, and open', 'HTTP/1.1 200 OK\r\n', LATE, { ...STAT, timeoutMs: 200 }),
  reply('HTTP: half a body, and open', httpReply({ body: 'x', contentLength: '100' }), LATE, {
    ...STAT,
    timeoutMs: 200,
  }),
  ...[
    'text/html',
    'application/proto; charset=utf-8',
    'application/json',
    STREAM,
    '',
    'application/grpc',
  ].map((type) => reply(`HTTP: content type "${type}"`, httpReply({ type }), INTERNAL)),
  reply(
    'HTTP: content encoding gzip (CVE-2026-41567: nothing is unpacked)',
    httpReply({ headers: ['content-encoding: gzip'], body: Buffer.from([0x1f, 0x8b, 8, 0]) }),
    INTERNAL,
  ),
  reply(
    'HTTP: a cookie, a challenge and other orders',
    httpReply({
      headers: [
        'set-cookie: a=b',
        'www-authenticate: Basic',
        'refresh: 0; url=http://127.0.0.1:1/',
        'alt-svc: h2="127.0.0.1:1"',
        'link: <http://127.0.0.1:1/>; rel=preload',
      ],
    }),
    OK,
  ),
];

/** What a status without a readable body means. */
function expect(status: number): string {
  const code: Partial<Record<number, string>> = {
    401: 'unauthenticated',
    403: 'permission_denied',
    404: 'unimplemented',
    429: 'unavailable',
    503: 'unavailable',
  };
  return `RpcError ${code[status] ?? 'unknown'}`;
}

const received = (body: string | Uint8Array): Buffer => httpReply({ type: JSON_TYPE, body });
const SHA = 'a'.repeat(64);

/** Replies to an upload, and bytes of a file. */
const BULK: readonly HostileInput[] = [
  ...(
    [
      ['no JSON', 'x'],
      ['null', 'null'],
      ['a list', '[]'],
      ['negative counts', `{"entryCount":-1,"contentBytes":1,"sha256":"${SHA}"}`],
      ['counts that are texts', `{"entryCount":"1","contentBytes":"1","sha256":"${SHA}"}`],
      ['counts of 1e300', `{"entryCount":1e300,"contentBytes":1,"sha256":"${SHA}"}`],
      ['counts with a fraction', `{"entryCount":1.5,"contentBytes":1,"sha256":"${SHA}"}`],
      ['no digest', '{"entryCount":1,"contentBytes":1}'],
      ['a digest that is none', '{"entryCount":1,"contentBytes":1,"sha256":"xyz"}'],
      ['a digest of a megabyte', `{"contentBytes":1,"sha256":"${'a'.repeat(60_000)}"}`],
    ] as const
  ).map(([title, body]) =>
    reply(
      `upload: the reply is ${title}`,
      received(body),
      { outcome: 'JobError agent_refused' },
      { act: 'send' },
    ),
  ),
  reply(
    'upload: a reply of a megabyte',
    received(' '.repeat(MEBIBYTE)),
    { outcome: 'JobError guest_disk_full' },
    { act: 'send' },
  ),
  reply(
    'upload: refused before it was sent',
    failed(400, '{"code":"invalid_argument","message":"no"}'),
    { outcome: 'JobError agent_refused' },
    { act: 'send' },
  ),
  closing('upload: cut', '', { outcome: 'JobError agent_lost' }, { act: 'send' }),
  reply(
    'file: without a digest',
    httpReply({ type: 'application/octet-stream', body: 'x', trailers: [] }),
    { outcome: 'RpcError data_loss' },
    { act: 'get-file' },
  ),
  reply(
    'file: with a wrong digest',
    httpReply({
      type: 'application/octet-stream',
      body: 'x',
      trailers: [`content-digest: sha-256=:${'A'.repeat(43)}=:`],
    }),
    { outcome: 'RpcError data_loss' },
    { act: 'get-file' },
  ),
  reply(
    'file: a digest in another field',
    httpReply({
      type: 'application/octet-stream',
      body: 'x',
      trailers: ['repr-digest: sha-256=:AAAA:'],
    }),
    { outcome: 'RpcError data_loss' },
    { act: 'get-file' },
  ),
  closing(
    'file: cut in the body',
    Buffer.concat([chunkedHead('application/octet-stream'), chunkOf(Buffer.alloc(100))]),
    GONE,
    { act: 'get-file' },
  ),
  closing(
    'file: cut before the trailer',
    Buffer.concat([chunkedHead('application/octet-stream'), Buffer.from('0\r\n')]),
    GONE,
    { act: 'get-file' },
  ),
  reply(
    'file: end without a trailer',
    Buffer.concat([chunkedHead('application/octet-stream'), lastChunk()]),
    { outcome: 'RpcError data_loss' },
    { act: 'get-file' },
  ),
];

export const CALL_INPUTS: readonly HostileInput[] = [
  ...REPLIES,
  ...ENVELOPES,
  ...ERROR_BODIES,
  ...HTTP,
  ...BULK,
];
