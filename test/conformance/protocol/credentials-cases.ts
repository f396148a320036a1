import { expect } from 'vitest';
import type { ConformanceCase } from '../conformance-case.ts';
import type { RawRequest } from '../raw-connection.ts';
import { expectError, jsonRequest } from './call-json.ts';
import { streamRequest } from './stream-reply.ts';

const UNARY = jsonRequest('SystemService/GetInfo', {});

const REQUESTS: readonly (readonly [string, RawRequest])[] = [
  ['a unary call', UNARY],
  ['a stream', streamRequest('TaskService/Attach', { taskId: 't' })],
  ['a download', { method: 'GET', path: '/v1/files?path=/etc/hostname' }],
  ['an upload', { method: 'PUT', path: '/v1/files?path=/tmp/refused', body: 'x' }],
  ['an archive', { method: 'GET', path: '/v1/tasks/t/archive?path=a' }],
  ['a path that does not exist', { method: 'GET', path: '/nothing' }],
  ['a method that does not exist', jsonRequest('FileService/Nothing', {})],
  ['another content type', { ...UNARY, headers: { 'content-type': 'text/plain' } }],
];

/** Who may call: only sockets ask for a token, as a link has proved who is at its other end. */
export const CREDENTIALS_CASES: readonly ConformanceCase[] = [
  ...REQUESTS.map(([what, request]): ConformanceCase => ({
    name: `${what} without a token is 401, and nothing else is said`,
    onlyWithToken: true,
    async run(agent) {
      const headers = { ...request.headers, authorization: undefined };
      const reply = await agent.raw({ ...request, headers });
      expectError(reply, 401, 'unauthenticated');
      expect(reply.headers['www-authenticate']).toBe('Bearer');
    },
  })),
  ...(
    [
      ['another token', () => `Bearer ${Buffer.alloc(32, 1).toString('base64url')}`],
      ['an empty token', () => 'Bearer '],
      ['no scheme', (token: string) => token],
      ['another scheme', (token: string) => `Basic ${token}`],
      ['a token that is cut off', (token: string) => `Bearer ${token.slice(0, -1)}`],
      ['a longer token', (token: string) => `Bearer ${token}A`],
      ['a token of 50 KB', () => `Bearer ${'A'.repeat(50_000)}`],
      ['two tokens', (token: string) => `Bearer ${token}, Bearer ${token}`],
    ] as const
  ).map(([what, authorization]): ConformanceCase => ({
    name: `a call with ${what} is 401`,
    onlyWithToken: true,
    async run(agent) {
      const headers = { ...UNARY.headers, authorization: authorization(agent.token ?? '') };
      expectError(await agent.raw({ ...UNARY, headers }), 401, 'unauthenticated');
    },
  })),
  {
    name: 'a token in the query counts for nothing',
    onlyWithToken: true,
    async run(agent) {
      const headers = { ...UNARY.headers, authorization: undefined };
      const path = `${UNARY.path}?token=${agent.token}&access_token=${agent.token}`;
      expectError(await agent.raw({ ...UNARY, path, headers }), 401, 'unauthenticated');
    },
  },
  {
    name: 'a refused upload leaves nothing',
    onlyWithToken: true,
    async run(agent) {
      const path = `${agent.scratch}/refused`;
      const headers = { authorization: 'Bearer wrong' };
      const request = { method: 'PUT', path: `/v1/files?path=${path}`, headers, body: 'x' };
      expectError(await agent.raw(request), 401, 'unauthenticated');
      expect((await agent.client.file.listDirectory({ path: agent.scratch })).files).toEqual([]);
    },
  },
  {
    name: 'each request of a connection needs the token anew',
    onlyWithToken: true,
    async run(agent) {
      const connection = agent.connect();
      expect(await connection.call(UNARY)).toMatchObject({ status: 200 });
      const headers = { ...UNARY.headers, authorization: undefined };
      expectError(await connection.call({ ...UNARY, headers }), 401, 'unauthenticated');
      expect(await connection.call(UNARY)).toMatchObject({ status: 200 });
      connection.destroy();
    },
  },
  {
    name: 'a call with what this transport asks for is served',
    async run(agent) {
      expect(await agent.raw(UNARY)).toMatchObject({ status: 200 });
      // A link needs no token and takes one all the same.
      const headers = { ...UNARY.headers, authorization: `Bearer ${agent.token ?? 'any'}` };
      expect(await agent.raw({ ...UNARY, headers })).toMatchObject({ status: 200 });
    },
  },
];
