import { MAX_MESSAGE_BYTES } from '@vmslot/proto/rpc';
import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { callJson, expectError, jsonRequest, pathOf } from './call-json.ts';

const STAT = pathOf('FileService/Stat');
const GET_INFO = 'SystemService/GetInfo';

/** So many bytes, or on a line that takes minutes for them as many as it bears. */
function longOn({ bulkBytes }: AgentUnderTest, byteCount: number): number {
  return bulkBytes < 1024 * 1024 ? bulkBytes : byteCount;
}

/** What the agent does not have, does not take, or does not wait for. */
export const REFUSAL_CASES: readonly ConformanceCase[] = [
  ...[
    '/vmslot.agent.v1.FileService/Nothing',
    '/vmslot.agent.v1.Nothing/Stat',
    '/vmslot.agent.v2.FileService/Stat',
    '/vmslot.agent.v1.FileService/stat',
    '/vmslot.agent.v1.FileService/Stat/x',
    '//vmslot.agent.v1.FileService/Stat',
    '/',
    '/v1/',
    '/v1/files/x',
    '/v1/tasks//archive',
    '/index.html',
    '/%2e%2e/%2e%2e/etc/passwd',
    'http://elsewhere/vmslot.agent.v1.FileService/Stat',
    '*',
  ].map((path): ConformanceCase => ({
    name: `there is no route ${path}`,
    async run(agent) {
      const headers = { 'content-type': 'application/json' };
      expectError(await agent.raw({ path, headers, body: '{}' }), 404, 'unimplemented');
    },
  })),
  ...['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].map((method): ConformanceCase => ({
    name: `${method} of a method of a service is 405, with Allow`,
    async run(agent) {
      const reply = await agent.raw({ method, path: STAT, body: '{}' });
      expectError(reply, 405, 'unimplemented');
      expect(reply.headers['allow']).toBe('POST');
    },
  })),
  ...['POST', 'DELETE', 'OPTIONS'].map((method): ConformanceCase => ({
    name: `${method} of files is 405, with Allow`,
    async run(agent) {
      const reply = await agent.raw({ method, path: '/v1/files?path=/etc/hostname' });
      expectError(reply, 405, 'unimplemented');
      expect(reply.headers['allow']).toBe('GET, PUT');
    },
  })),
  {
    name: 'HEAD is refused without a body, and the connection goes on',
    async run(agent) {
      const connection = agent.connect();
      const head = await connection.call({ method: 'HEAD', path: '/v1/files?path=/etc/hostname' });
      expect(head.status).toBe(405);
      expect(head.body).toHaveLength(0);
      expect(await connection.call(jsonRequest(GET_INFO, {}))).toMatchObject({ status: 200 });
      connection.destroy();
    },
  },
  ...[
    undefined,
    '',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/grpc',
    'application/jsonx',
    'json',
  ].map((type): ConformanceCase => ({
    name: `the content type ${type ?? 'none'} is 415, with Accept-Post`,
    async run(agent) {
      const reply = await callJson(agent, GET_INFO, {}, { 'content-type': type });
      expectError(reply, 415, 'invalid_argument');
      expect(reply.headers['accept-post']).toBe('application/proto, application/json');
    },
  })),
  ...['gzip', 'br', 'zstd', 'identity, gzip', 'x'].map((encoding): ConformanceCase => ({
    name: `the content encoding ${encoding} is unimplemented`,
    async run(agent) {
      const headers = { 'content-encoding': encoding };
      expectError(await callJson(agent, GET_INFO, {}, headers), 501, 'unimplemented');
    },
  })),
  {
    name: 'the content encoding identity is none',
    async run(agent) {
      const headers = { 'content-encoding': 'identity', 'accept-encoding': 'gzip' };
      const reply = await callJson(agent, GET_INFO, {}, headers);
      expect(reply.status).toBe(200);
      expect(reply.headers['content-encoding']).toBeUndefined();
    },
  },
  ...['', '-1', '1.5', '1e3', '0x10', '1s', '12345678901', '1, 2'].map(
    (timeout): ConformanceCase => ({
      name: `the deadline "${timeout}" is invalid_argument`,
      async run(agent) {
        const headers = { 'connect-timeout-ms': timeout };
        const reply = await callJson(agent, GET_INFO, {}, headers);
        expect(expectError(reply, 400, 'invalid_argument')).toContain('connect-timeout-ms');
      },
    }),
  ),
  {
    name: 'the longest deadline that can be written is taken',
    async run(agent) {
      const headers = { 'connect-timeout-ms': '9999999999' };
      expect(await callJson(agent, GET_INFO, {}, headers)).toMatchObject({ status: 200 });
    },
  },
  {
    name: 'a deadline passes while the body does not come',
    async run(agent) {
      const connection = agent.connect();
      const headers = { 'connect-timeout-ms': '50', 'content-length': '2' };
      const reply = await connection.call(jsonRequest(GET_INFO, '', headers));
      expectError(reply, 504, 'deadline_exceeded');
      connection.destroy();
    },
  },
  ...[MAX_MESSAGE_BYTES + 1, 2 ** 40, Number.MAX_SAFE_INTEGER].map((length): ConformanceCase => ({
    name: `a message that is announced with ${length} bytes is refused before they come`,
    async run(agent) {
      const connection = agent.connect();
      const headers = { 'content-length': String(length) };
      const reply = await connection.call(jsonRequest(GET_INFO, '', headers));
      expectError(reply, 429, 'resource_exhausted');
      connection.destroy();
    },
  })),
  {
    name: 'a message that was not announced is refused when it is too long, and the connection goes on',
    async run(agent) {
      const connection = agent.connect();
      const length = longOn(agent, MAX_MESSAGE_BYTES + 1);
      const chunk = Buffer.alloc(length, ' ');
      chunk.write('{}');
      const body = Buffer.concat([
        Buffer.from(`${chunk.length.toString(16)}\r\n`),
        chunk,
        Buffer.from('\r\n0\r\n\r\n'),
      ]);
      const headers = { 'transfer-encoding': 'chunked' };
      const reply = await connection.call(jsonRequest(GET_INFO, body, headers));
      if (length > MAX_MESSAGE_BYTES) expectError(reply, 429, 'resource_exhausted');
      else expect(reply.status).toBe(200);
      expect(await connection.call(jsonRequest(GET_INFO, {}))).toMatchObject({ status: 200 });
      connection.destroy();
    },
  },
  {
    name: 'the longest message is taken',
    async run(agent) {
      const body = Buffer.alloc(longOn(agent, MAX_MESSAGE_BYTES), ' ');
      body.write('{}');
      expect(await callJson(agent, GET_INFO, body)).toMatchObject({ status: 200 });
    },
  },
];
