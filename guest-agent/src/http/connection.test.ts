import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { createDuplexPair } from '@vmslot/proto/testing';
import { describe, expect, test } from 'vitest';
import { AgentFixture } from './agent-fixture.ts';
import { attachConnection } from './connection.ts';
import { MAX_CONNECTION_COUNT } from './limits.ts';

const STAT = '/vmslot.agent.v1.FileService/Stat';

describe('connections', () => {
  test.each([
    ['garbage', '\u0016\u0003\u0001\u0002\u0000', '400 Bad Request'],
    ['a header of 1 MB', `GET / HTTP/1.1\r\nx: ${'y'.repeat(1024 * 1024)}`, '431 Request'],
    ['a path of 1 MB', `GET /${'y'.repeat(1024 * 1024)} HTTP/1.1\r\n`, '431 Request'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      '400 Bad Request',
    ],
  ])('%s is answered and the connection closed', async (_name, bytes, status) => {
    await using agent = new AgentFixture();
    const connection = agent.connect();
    connection.write(bytes);
    expect(await text(connection)).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`));
    expect(agent.server.requestCount).toBe(0);
  });

  test('garbage after a request closes the connection and nothing else', async () => {
    await using agent = new AgentFixture({ file: { stat: async () => ({}) } });
    const connection = agent.connect();
    const other = agent.connect();
    const headers = { 'content-type': 'application/json', connection: 'keep-alive' };
    const good = { path: STAT, headers, body: '{}' };
    expect(await agent.send(good, connection)).toMatchObject({ status: 200 });
    const closed = once(connection, 'close');
    connection.resume().end('nonsense\r\n\r\n');
    await closed;
    expect(await agent.send(good, other)).toMatchObject({ status: 200 });
  });

  test('one too many is destroyed', async () => {
    await using agent = new AgentFixture({ file: { stat: async () => ({}) } });
    const kept = Array.from({ length: MAX_CONNECTION_COUNT }, () => agent.connect());
    const [host, guest] = createDuplexPair();
    const refused = once(host, 'error');
    attachConnection(agent.server, guest);
    await refused;
    expect(agent.server.connectionCount).toBe(MAX_CONNECTION_COUNT);
    expect(kept.every((connection) => !connection.destroyed)).toBe(true);
  });

  test('close waits for what is under way, and refuses what comes later', async () => {
    const started = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    await using agent = new AgentFixture({
      file: {
        stat: async () => {
          started.resolve();
          await go.promise;
          return {};
        },
      },
    });
    const idle = agent.connect();
    const idleClosed = once(idle, 'close');
    idle.on('end', () => idle.end()).resume();
    const busy = agent.callJson('FileService/Stat', {});
    await started.promise;
    const closed = agent.server.close();
    const late = agent.connect();
    expect(late.destroyed || (await once(late, 'error'))).toBeTruthy();
    go.resolve();
    expect(await busy).toMatchObject({ status: 200 });
    await Promise.all([closed, idleClosed]);
    expect(agent.server.connectionCount).toBe(0);
    await agent.server.close();
  });

  test('close cuts off what goes on for longer than the grace', async () => {
    const started = Promise.withResolvers<AbortSignal>();
    const never = Promise.withResolvers<never>().promise;
    await using agent = new AgentFixture({
      file: {
        stat: (_request, { signal }) => {
          started.resolve(signal);
          return never;
        },
      },
    });
    const call = agent.callJson('FileService/Stat', {});
    const signal = await started.promise;
    const failed = expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
    await agent.server.close({ graceMs: 1 });
    await failed;
    expect(signal.aborted).toBe(true);
  });

  test('a TCP socket is served too', async () => {
    await using agent = new AgentFixture({ file: { stat: async () => ({}) } });
    agent.server.http.listen(0, '127.0.0.1');
    await once(agent.server.http, 'listening');
    const address = agent.server.http.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const socket = connect(port, '127.0.0.1');
    const headers =
      'host: a\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close';
    socket.write(`POST ${STAT} HTTP/1.1\r\n${headers}\r\n\r\n{}`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n\{\}$/);
  });
});
