import { once } from 'node:events';
import { MAX_MESSAGE_BYTES, SERVICES } from '@vmslot/proto/rpc';
import { describe, expect, test } from 'vitest';
import { AgentError } from '../errors.ts';
import { AgentFixture } from './agent-fixture.ts';
import { requireBearer } from './authenticate.ts';

const STAT = '/vmslot.agent.v1.FileService/Stat';

function statAgent(): AgentFixture {
  return new AgentFixture({ file: { stat: async ({ path }) => ({ file: { name: path } }) } });
}

describe('unary calls', () => {
  test('in protobuf and in JSON', async () => {
    await using agent = statAgent();
    const { request, response } = SERVICES.file.stat;
    const proto = await agent.send({
      path: STAT,
      headers: { 'content-type': 'application/proto', 'connect-protocol-version': '1' },
      body: request.encode({ path: '/x' }, 'proto'),
    });
    expect(proto).toMatchObject({ status: 200, headers: { 'content-type': 'application/proto' } });
    expect(response.decode(proto.body, 'proto').file?.name).toBe('/x');
    const json = await agent.callJson('FileService/Stat', { path: '/y' });
    expect(json).toMatchObject({ status: 200, json: { file: { name: '/y' } } });
  });

  test('several on one connection, and each is counted', async () => {
    await using agent = statAgent();
    const connection = agent.connect();
    for (const path of ['/1', '/2', '/3']) {
      const body = JSON.stringify({ path });
      const headers = { 'content-type': 'application/json', connection: 'keep-alive' };
      const reply = await agent.send({ path: STAT, headers, body }, connection);
      expect(JSON.parse(reply.body.toString())).toEqual({ file: { name: path } });
    }
    expect(agent.server.requestCount).toBe(3);
    expect(agent.server.connectionCount).toBe(1);
  });

  test('an AgentError keeps code and message', async () => {
    await using agent = new AgentFixture({
      file: {
        stat: async () => {
          throw new AgentError('not_found', '/x is missing; create it');
        },
      },
    });
    const reply = await agent.callJson('FileService/Stat', { path: '/x' });
    expect(reply).toMatchObject({
      status: 404,
      json: { code: 'not_found', message: '/x is missing; create it' },
    });
    expect(agent.internalErrors).toEqual([]);
  });

  test('another error is a fault of the agent: reported, and not shown to the caller', async () => {
    const fault = Object.assign(new TypeError('secret details'), { code: 'not_found' });
    await using agent = new AgentFixture({
      file: {
        stat: async () => {
          throw fault;
        },
      },
    });
    const reply = await agent.callJson('FileService/Stat', {});
    expect(reply).toMatchObject({ status: 500, json: { code: 'internal' } });
    expect(reply.body.toString()).not.toContain('secret');
    expect(agent.internalErrors).toEqual([{ error: fault, where: 'FileService/Stat' }]);
  });

  test('a handler that throws before its first wait', async () => {
    await using agent = new AgentFixture({
      file: {
        stat: () => {
          throw new AgentError('aborted', 'at once');
        },
      },
    });
    expect(await agent.callJson('FileService/Stat', {})).toMatchObject({ status: 409 });
  });

  test('a deadline stops the work and is told, also where the handler does not listen', async () => {
    const signals: AbortSignal[] = [];
    const never = Promise.withResolvers<never>().promise;
    await using agent = new AgentFixture({
      file: {
        stat: (_request, { signal }) => {
          signals.push(signal);
          return never;
        },
      },
    });
    const reply = await agent.callJson('FileService/Stat', {}, { 'connect-timeout-ms': '200' });
    expect(reply).toMatchObject({ status: 504, json: { code: 'deadline_exceeded' } });
    expect(signals[0]?.aborted).toBe(true);
  });

  test('a caller that leaves aborts the handler', async () => {
    const started = Promise.withResolvers<AbortSignal>();
    await using agent = new AgentFixture({
      file: {
        stat: async (_request, { signal }) => {
          started.resolve(signal);
          await once(signal, 'abort');
          throw signal.reason;
        },
      },
    });
    const connection = agent.connect();
    const headers = { 'content-type': 'application/json' };
    const reply = agent.send({ path: STAT, headers, body: '{}' }, connection);
    const signal = await started.promise;
    connection.destroy();
    await expect(reply).rejects.toThrow();
    if (!signal.aborted) await once(signal, 'abort');
    expect(signal.reason).toMatchObject({ code: 'canceled' });
    expect(agent.internalErrors).toEqual([]);
  });
});

describe('what is refused', () => {
  const json = { 'content-type': 'application/json' };

  test.each([
    [
      'unknown method',
      { path: '/vmslot.agent.v1.FileService/Nothing', headers: json },
      404,
      'unimplemented',
    ],
    [
      'unknown service',
      { path: '/vmslot.agent.v1.Nothing/Stat', headers: json },
      404,
      'unimplemented',
    ],
    ['unknown path', { method: 'GET', path: '/' }, 404, 'unimplemented'],
    ['GET', { method: 'GET', path: STAT }, 405, 'unimplemented'],
    [
      'content type',
      { path: STAT, headers: { 'content-type': 'text/plain' } },
      415,
      'invalid_argument',
    ],
    ['no content type', { path: STAT }, 415, 'invalid_argument'],
    [
      'stream type',
      { path: STAT, headers: { 'content-type': 'application/connect+json' } },
      415,
      'invalid_argument',
    ],
    ['no JSON', { path: STAT, headers: json, body: '{' }, 400, 'invalid_argument'],
    ['no body', { path: STAT, headers: json }, 400, 'invalid_argument'],
    ['wrong field', { path: STAT, headers: json, body: '{"path":1}' }, 400, 'invalid_argument'],
    [
      'version',
      { path: STAT, headers: { ...json, 'connect-protocol-version': '2' }, body: '{}' },
      400,
      'invalid_argument',
    ],
    [
      'timeout',
      { path: STAT, headers: { ...json, 'connect-timeout-ms': '1s' }, body: '{}' },
      400,
      'invalid_argument',
    ],
    [
      'compression',
      { path: STAT, headers: { ...json, 'content-encoding': 'gzip' }, body: '{}' },
      501,
      'unimplemented',
    ],
  ] as const)('%s', async (_name, request, status, code) => {
    await using agent = statAgent();
    const reply = await agent.send(request);
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body.toString())).toMatchObject({ code });
    expect(agent.internalErrors).toEqual([]);
  });

  test('HEAD runs no handler', async () => {
    await using agent = statAgent();
    expect(await agent.send({ method: 'HEAD', path: '/v1/files?path=/x' })).toMatchObject({
      status: 405,
      body: Buffer.alloc(0),
    });
  });

  test('405 and 415 say what is taken', async () => {
    await using agent = statAgent();
    const get = await agent.send({ method: 'GET', path: STAT });
    expect(get.headers.allow).toBe('POST');
    const text = await agent.send({ path: STAT });
    expect(text.headers['accept-post']).toBe('application/proto, application/json');
  });

  test('a body that is announced too long, before it comes', async () => {
    await using agent = statAgent();
    const headers = { ...json, 'content-length': String(MAX_MESSAGE_BYTES + 1) };
    const reply = await agent.send({ path: STAT, headers });
    expect(reply.status).toBe(429);
    expect(JSON.parse(reply.body.toString())).toMatchObject({ code: 'resource_exhausted' });
  });

  test('a body that is too long and was not announced; the connection lives on', async () => {
    await using agent = statAgent();
    const connection = agent.connect();
    const headers = { ...json, connection: 'keep-alive', 'transfer-encoding': 'chunked' };
    const body = Buffer.alloc(MAX_MESSAGE_BYTES + 100_000, ' ');
    const refused = await agent.send({ path: STAT, headers, body }, connection);
    expect(refused.status).toBe(429);
    const served = await agent.send({ path: STAT, headers, body: '{}' }, connection);
    expect(served.status).toBe(200);
  });

  test('a wrong token, and the right one is served', async () => {
    await using agent = new AgentFixture({
      file: { stat: async () => ({}) },
      authenticate: requireBearer('right'),
    });
    for (const authorization of ['', 'Bearer wrong', 'Bearer', 'right', 'bearer right']) {
      const reply = await agent.callJson('FileService/Stat', {}, { authorization });
      expect(reply).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
    }
    const reply = await agent.callJson('FileService/Stat', {}, { authorization: 'Bearer right' });
    expect(reply.status).toBe(200);
    expect(() => requireBearer('')).toThrow(RangeError);
  });
});
