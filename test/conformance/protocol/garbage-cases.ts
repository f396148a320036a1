import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { encodeRequest } from '../raw-connection.ts';
import { jsonRequest } from './call-json.ts';

const INFO = jsonRequest('SystemService/GetInfo', {});

/** A request with a line of the header that is wrong. */
const withField = (field: string) =>
  `POST ${INFO.path} HTTP/1.1\r\nhost: agent\r\n${field}\r\n\r\n{}`;

const MEGABYTE = 1024 * 1024;

/** Far above what a header may have, and on a slow line no more than is needed for that. */
const tooMuch = ({ bulkBytes }: AgentUnderTest) => 'y'.repeat(Math.min(MEGABYTE, bulkBytes));

type Bytes = string | ((agent: AgentUnderTest) => string);

const REFUSED: readonly (readonly [what: string, bytes: Bytes, status: RegExp])[] = [
  ['zeros', '\0'.repeat(1000), /^400/],
  ['a TLS hello', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03', /^400/],
  ['a greeting of SSH', 'SSH-2.0-OpenSSH_9.2\r\n', /^400/],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^400/],
  ['a message of JSON', '{"execute":"guest-sync"}\n', /^400/],
  ['a reply', 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n', /^400/],
  ['a method that does not exist', 'FETCH / HTTP/1.1\r\nhost: agent\r\n\r\n', /^400/],
  ['HTTP/3.7', 'GET / HTTP/3.7\r\nhost: agent\r\n\r\n', /^400/],
  ['a request without host', 'GET / HTTP/1.1\r\n\r\n', /^400/],
  ['a header of 1 MB', (agent) => `GET / HTTP/1.1\r\nx: ${tooMuch(agent)}`, /^431/],
  ['a path of 1 MB', (agent) => `GET /${tooMuch(agent)} HTTP/1.1\r\n`, /^431/],
  ['20,000 fields', `GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(20_000)}`, /^431/],
  ['two lengths', withField('content-length: 1\r\ncontent-length: 2'), /^400/],
  ['a length and chunks', withField('content-length: 2\r\ntransfer-encoding: chunked'), /^400/],
  ['a negative length', withField('content-length: -2'), /^400/],
  ['a length with a plus', withField('content-length: +2'), /^400/],
  ['a word for a length', withField('content-length: two'), /^400/],
  ['a length of 30 digits', withField(`content-length: ${'9'.repeat(30)}`), /^400/],
  ['a blank before the colon', withField('content-length : 2'), /^400/],
  ['a NUL in a header', withField('x: a\0b'), /^400/],
  ['a name of a field that is none', withField('a b: c'), /^400/],
];

/** What is no HTTP, or HTTP that two readers could understand in two ways. */
export const GARBAGE_CASES: readonly ConformanceCase[] = [
  ...REFUSED.map(([what, bytes, status]): ConformanceCase => ({
    name: `${what} is answered and the connection closed`,
    async run(agent) {
      const connection = agent.connect();
      const text = typeof bytes === 'string' ? bytes : bytes(agent);
      connection.write(Buffer.from(text, 'latin1'));
      const reply = (await connection.readToEnd()).toString('latin1');
      expect(reply).toMatch(/^HTTP\/1\.1 \d{3} [A-Za-z ]+\r\n/);
      expect(reply.slice('HTTP/1.1 '.length)).toMatch(status);
      // One answer: nothing of it was taken for another request.
      expect(reply.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
      expect(await agent.raw(INFO)).toMatchObject({ status: 200 });
    },
  })),
  ...(
    [
      ['a chunk without a size', 'x\r\n{}\r\n0\r\n\r\n'],
      ['a chunk that is longer than its size', '1\r\n{}\r\n0\r\n\r\n'],
      ['a chunk with a negative size', '-2\r\n{}\r\n0\r\n\r\n'],
      ['a chunk of 2^64 bytes', '10000000000000000\r\n{}\r\n0\r\n\r\n'],
    ] as const
  ).map(([what, body]): ConformanceCase => ({
    name: `${what} ends the connection`,
    async run(agent) {
      const connection = agent.connect();
      const headers = { ...INFO.headers, 'transfer-encoding': 'chunked' };
      connection.send({ ...INFO, headers, body });
      const reply = (await connection.readToEnd()).toString('latin1');
      expect(reply).not.toMatch(/^HTTP\/1\.1 2/);
      expect(await agent.raw(INFO)).toMatchObject({ status: 200 });
    },
  })),
  {
    name: 'an unknown transfer encoding ends the connection',
    async run(agent) {
      const connection = agent.connect();
      connection.send({ ...INFO, headers: { ...INFO.headers, 'transfer-encoding': 'x' } });
      expect((await connection.readToEnd()).toString('latin1')).not.toMatch(/^HTTP\/1\.1 2/);
      expect(await agent.raw(INFO)).toMatchObject({ status: 200 });
    },
  },
  {
    name: 'what follows a body that is longer than announced is no request',
    async run(agent) {
      const connection = agent.connect();
      connection.send({
        ...INFO,
        headers: { ...INFO.headers, 'content-length': '2' },
        body: '{}}}',
      });
      // Whether the first is answered depends on which of both is looked at first.
      const replies = (await connection.readToEnd()).toString('latin1');
      const statuses = [...replies.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map((match) => match[1]);
      expect(['200', '400', '200,400']).toContain(statuses.join(','));
      expect(await agent.raw(INFO)).toMatchObject({ status: 200 });
    },
  },
  {
    name: 'garbage behind a good request ends its connection and no other',
    async run(agent) {
      const other = agent.connect();
      expect(await other.call(INFO)).toMatchObject({ status: 200 });
      const connection = agent.connect();
      connection.write(Buffer.concat([encodeRequest(INFO, agent.token), Buffer.from('\0\0\0\0')]));
      await connection.readToEnd();
      expect(await other.call(INFO)).toMatchObject({ status: 200 });
      other.destroy();
    },
  },
  {
    name: '1 MB of noise, cut into pieces, ends its connection and no other',
    async run(agent) {
      const connection = agent.connect();
      const ended = connection.readToEnd();
      const pieceCount = Math.min(MEGABYTE, agent.bulkBytes) / (16 * 1024);
      for (let piece = 0; piece < pieceCount && !connection.duplex.destroyed; piece += 1) {
        const noise = Buffer.alloc(16 * 1024);
        for (let index = 0; index < noise.length; index += 1)
          noise[index] = (index * 31 + piece) % 251;
        connection.write(noise);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await ended;
      expect(await agent.raw(INFO)).toMatchObject({ status: 200 });
    },
  },
];
