import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createDuplexPair } from '@vmslot/proto/testing';
import { describe, expect, test } from 'vitest';
import { AgentError } from '../errors.ts';
import { AgentFixture, type FixtureOptions } from './agent-fixture.ts';
import { requireBearer } from './authenticate.ts';
import { MAX_TUNNEL_COUNT } from './limits.ts';

/** An agent whose every port is one end of a pair; `ports` has the other ends. */
function withPorts(options: FixtureOptions = {}) {
  const ports: Duplex[] = [];
  const targets: string[] = [];
  const agent = new AgentFixture({
    ...options,
    openPort: async (target) => {
      targets.push(target);
      const [near, far] = createDuplexPair({ highWaterMarkBytes: 16 * 1024 });
      far.on('error', () => undefined);
      ports.push(far);
      return near;
    },
  });
  return {
    agent,
    ports,
    targets,
    [Symbol.asyncDispose]: async () => {
      for (const port of ports) port.destroy();
      await agent[Symbol.asyncDispose]();
    },
  };
}

/** Sends a CONNECT and takes in the head of the reply. */
async function open(agent: AgentFixture, target = '127.0.0.1:80', more = ''): Promise<Duplex> {
  const connection = agent.connect();
  connection.write(`CONNECT ${target} HTTP/1.1\r\nhost: a\r\n\r\n${more}`);
  expect(await read(connection, 19)).toBe('HTTP/1.1 200 OK\r\n\r\n');
  return connection;
}

async function read(stream: Duplex, length: number): Promise<string> {
  for (;;) {
    const chunk = stream.read(length) as Buffer | null;
    if (chunk !== null) return chunk.toString();
    await once(stream, 'readable');
  }
}

/** Settles at the end, whether or not there is an error first. */
async function closeOf(stream: Duplex): Promise<void> {
  await new Promise((resolve) => stream.once('close', resolve));
}

describe('CONNECT', () => {
  test('carries bytes both ways, those right behind the request too', async () => {
    await using both = withPorts();
    const connection = await open(both.agent, 'localhost:8080', 'early');
    const [port] = both.ports;
    expect(both.targets).toEqual(['localhost:8080']);
    expect(await read(port!, 5)).toBe('early');
    port!.write('from the guest');
    expect(await read(connection, 14)).toBe('from the guest');
    connection.write('from the host');
    expect(await read(port!, 13)).toBe('from the host');
    expect(both.agent.server.requestCount).toBe(1);
  });

  test('each direction ends for itself', async () => {
    await using both = withPorts();
    const connection = await open(both.agent);
    const port = both.ports[0]!;
    connection.end('question');
    expect(await text(port)).toBe('question');
    port.write('answer, ');
    expect(await read(connection, 8)).toBe('answer, ');
    port.end('and more');
    expect(await text(connection)).toBe('and more');
    if (!port.closed) await closeOf(port);
    expect(both.agent.internalErrors).toEqual([]);
  });

  test('the guest may end first', async () => {
    await using both = withPorts();
    const connection = await open(both.agent);
    const port = both.ports[0]!;
    port.end('greeting');
    expect(await text(connection)).toBe('greeting');
    connection.end('late');
    expect(await text(port)).toBe('late');
  });

  test('a cut of one end cuts the other', async () => {
    await using both = withPorts();
    const first = await open(both.agent);
    const port = both.ports[0]!;
    const portClosed = closeOf(port);
    first.destroy();
    await portClosed;
    expect(port.errored).toMatchObject({ code: 'ECONNRESET' });
    const second = await open(both.agent);
    const cut = once(second, 'error');
    both.ports[1]!.destroy();
    expect(await cut).toMatchObject([{ code: 'ECONNRESET' }]);
  });

  test('who does not read holds the sender up, and loses nothing', async () => {
    await using both = withPorts();
    const connection = await open(both.agent);
    const port = both.ports[0]!;
    let sentBytes = 0;
    while (sentBytes < 8 * 1024 * 1024 && port.write(Buffer.alloc(16 * 1024, 1))) {
      sentBytes += 16 * 1024;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(sentBytes).toBeLessThan(1024 * 1024);
    port.end();
    expect((await text(connection)).length).toBe(sentBytes + 16 * 1024);
  });

  test.each([
    [new AgentError('unavailable', 'nobody is there'), '502 Bad Gateway', 'unavailable'],
    [new AgentError('deadline_exceeded', 'too slow'), '504 Gateway Timeout', 'deadline_exceeded'],
    [new AgentError('permission_denied', 'not there'), '403 Forbidden', 'permission_denied'],
    [new AgentError('invalid_argument', 'no port'), '400 Bad Request', 'invalid_argument'],
  ])('%s is told as other errors are', async (error, status, code) => {
    await using agent = new AgentFixture({
      openPort: async () => {
        throw error;
      },
    });
    const connection = agent.connect();
    connection.write('CONNECT 127.0.0.1:1 HTTP/1.1\r\nhost: a\r\n\r\n');
    const reply = await text(connection);
    expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status}\r\n[^]*connection: close\r\n`));
    const body: unknown = JSON.parse(reply.slice(reply.indexOf('\r\n\r\n')));
    expect(body).toEqual({ code, message: error.message });
  });

  test('a fault of the agent is reported, and told as no more than that', async () => {
    await using agent = new AgentFixture({
      openPort: async () => {
        throw new TypeError('secret');
      },
    });
    const connection = agent.connect();
    connection.write('CONNECT 127.0.0.1:1 HTTP/1.1\r\nhost: a\r\n\r\n');
    expect(await text(connection)).not.toContain('secret');
    expect(agent.internalErrors).toMatchObject([{ where: 'a forwarded port' }]);
  });

  test('without the token nothing is opened', async () => {
    await using both = withPorts({ authenticate: requireBearer('token') });
    const connection = both.agent.connect();
    connection.write('CONNECT 127.0.0.1:80 HTTP/1.1\r\nhost: a\r\n\r\nearly');
    expect(await text(connection)).toMatch(/^HTTP\/1\.1 401 [^]*www-authenticate: Bearer/);
    expect(both.targets).toEqual([]);
  });

  test('an agent that forwards none says so', async () => {
    await using agent = new AgentFixture();
    const connection = agent.connect();
    connection.write('CONNECT 127.0.0.1:80 HTTP/1.1\r\nhost: a\r\n\r\n');
    expect(await text(connection)).toMatch(/^HTTP\/1\.1 501 [^]*"unimplemented"/);
  });

  test('one too many is refused, until one is gone', async () => {
    await using both = withPorts();
    const kept: Duplex[] = [];
    while (kept.length < MAX_TUNNEL_COUNT) kept.push(await open(both.agent));
    const refused = both.agent.connect();
    refused.write('CONNECT 127.0.0.1:80 HTTP/1.1\r\nhost: a\r\n\r\n');
    expect(await text(refused)).toMatch(/^HTTP\/1\.1 429 [^]*"resource_exhausted"/);
    const closed = closeOf(both.ports[0]!);
    kept[0]!.destroy();
    await closed;
    await open(both.agent);
  });

  test('a caller that leaves while a port is being opened ends that', async () => {
    const started = Promise.withResolvers<AbortSignal>();
    await using agent = new AgentFixture({
      openPort: async (_target, signal) => {
        started.resolve(signal);
        await once(signal, 'abort');
        throw signal.reason;
      },
    });
    const connection = agent.connect();
    connection.write('CONNECT 127.0.0.1:80 HTTP/1.1\r\nhost: a\r\n\r\n');
    const signal = await started.promise;
    connection.destroy();
    if (!signal.aborted) await once(signal, 'abort');
    expect(agent.internalErrors).toEqual([]);
  });

  test('an agent that closes gives them the grace of a request, then cuts them', async () => {
    await using both = withPorts();
    const connection = await open(both.agent);
    const closed = both.agent.server.close({ graceMs: 50 });
    connection.write('still');
    expect(await read(both.ports[0]!, 5)).toBe('still');
    const cut = once(connection, 'error');
    await closed;
    await cut;
    expect(both.agent.server.connectionCount).toBe(0);
  });
});
