import { createHash, randomBytes, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { GuestLink, HostLink } from '@vmslot/proto/link';
import { createDuplexPair } from '@vmslot/proto/testing';
import { Agent as HttpAgent, request } from 'undici';
import { describe, expect, test } from 'vitest';
import { openLoopbackPort } from '../../guest-agent/src/forward/index.ts';
import { AgentFixture } from '../../guest-agent/src/http/agent-fixture.ts';
import {
  attachConnection,
  MAX_TUNNEL_COUNT,
  requireBearer,
} from '../../guest-agent/src/http/index.ts';
import {
  createAgentClient,
  type AgentAddress,
  type AgentClient,
} from '../../host-bridge/src/agent-client/index.ts';
import { REAL_CLOCK } from '../../host-bridge/src/link-session/real-clock.ts';

interface World extends AsyncDisposable {
  readonly client: AgentClient;
  readonly agent: AgentFixture;
  /** Cuts everything between both ends. */
  cut(): void;
}

/** Both ends of a real link, over a pair of streams. */
async function overLink(): Promise<World> {
  const agent = new AgentFixture({ openPort: openLoopbackPort });
  const [hostEnd, guestEnd] = createDuplexPair();
  const terms = { secret: randomBytes(32), bootId: 'forward', clock: REAL_CLOCK };
  const guest = new GuestLink({ ...terms, transport: guestEnd });
  guest.on('stream', (stream) => attachConnection(agent.server, stream));
  const host = new HostLink({ ...terms, transport: hostEnd });
  await once(host, 'up');
  return world(agent, { openStream: () => host.open() }, () => {
    host.destroy();
    guest.destroy();
  });
}

/** The same over a TCP socket with a token. */
async function overTcp(): Promise<World> {
  const agent = new AgentFixture({
    openPort: openLoopbackPort,
    authenticate: requireBearer('token'),
  });
  agent.server.http.listen(0, '127.0.0.1');
  await once(agent.server.http, 'listening');
  const { port } = agent.server.http.address() as AddressInfo;
  return world(agent, { host: '127.0.0.1', port, token: 'token' }, () => agent.server.destroy());
}

function world(agent: AgentFixture, address: AgentAddress, cut: () => void): World {
  const client = createAgentClient(address);
  return {
    client,
    agent,
    cut,
    [Symbol.asyncDispose]: async () => {
      await client.destroy();
      cut();
      await agent[Symbol.asyncDispose]();
    },
  };
}

/** A service of the guest. */
async function listen(server: Server): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const halfOpen = (handle: (socket: Socket) => void): Server =>
  createServer({ allowHalfOpen: true }, handle);

const CHUNK_COUNT = 1024;
const CHUNK_BYTES = 64 * 1024;

/** Sends 64 MiB of noise, as fast as they are taken, and ends. */
async function sendNoise(to: Duplex): Promise<string> {
  const hash = createHash('sha256');
  const noise = randomBytes(CHUNK_BYTES);
  for (let index = 0; index < CHUNK_COUNT; index += 1) {
    noise.writeUInt32LE(index);
    const chunk = Buffer.from(noise);
    hash.update(chunk);
    if (!to.write(chunk)) await once(to, 'drain');
  }
  to.end();
  return hash.digest('hex');
}

async function digestOf(from: Duplex): Promise<string> {
  const hash: Hash = createHash('sha256');
  for await (const chunk of from) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

describe.each([
  ['a link', overLink],
  ['a TCP socket', overTcp],
])('a forwarded port over %s', (_name, create) => {
  test('carries 64 MiB both ways at once, unchanged', async () => {
    const inside = Promise.withResolvers<readonly [sent: string, received: string]>();
    await using service = await listen(
      halfOpen((socket) => {
        Promise.all([sendNoise(socket), digestOf(socket)]).then(inside.resolve, inside.reject);
      }),
    );
    await using both = await create();
    const tunnel = await both.client.openTunnel(service.port);
    const [sent, received] = await Promise.all([sendNoise(tunnel), digestOf(tunnel)]);
    const [sentInside, receivedInside] = await inside.promise;
    expect(receivedInside).toBe(sent);
    expect(received).toBe(sentInside);
  }, 120_000);

  test('carries HTTP, several at once, beside calls', async () => {
    await using service = await listen(
      createHttpServer((incoming, outgoing) => {
        text(incoming).then(
          (body) => outgoing.end(`${incoming.url}: ${body}`),
          () => outgoing.destroy(),
        );
      }),
    );
    await using both = await create();
    const http = new HttpAgent({
      connections: 4,
      connect: (_options, callback) => {
        const opened = (stream: Duplex): void => callback(null, stream as Socket);
        const failed = (error: Error): void => callback(error, null);
        both.client.openTunnel(service.port).then(opened, failed);
      },
    });
    const replies = await Promise.all(
      Array.from({ length: 20 }, async (_value, index) => {
        const { body, statusCode } = await request(`http://guest/${index}`, {
          method: 'POST',
          body: 'x'.repeat(index * 1000),
          dispatcher: http,
        });
        return `${statusCode} ${await body.text()}`;
      }),
    );
    expect(replies).toEqual(
      Array.from({ length: 20 }, (_value, index) => `200 /${index}: ${'x'.repeat(index * 1000)}`),
    );
    await expect(both.client.system.getInfo({})).rejects.toMatchObject({ code: 'unimplemented' });
    await http.destroy();
  });

  test('each direction ends for itself', async () => {
    await using service = await listen(
      halfOpen((socket) => {
        socket.write('hello ');
        text(socket).then(
          (question) => socket.end(`and ${question}`),
          () => socket.destroy(),
        );
      }),
    );
    await using both = await create();
    const tunnel = await both.client.openTunnel(service.port);
    tunnel.end('goodbye');
    expect(await text(tunnel)).toBe('hello and goodbye');
  });

  test('a service that resets is no end of what it sent', async () => {
    await using service = await listen(
      halfOpen((socket) => {
        socket.once('data', () => socket.resetAndDestroy());
      }),
    );
    await using both = await create();
    const tunnel = await both.client.openTunnel(service.port);
    tunnel.write('now');
    tunnel.resume();
    await expect(finished(tunnel)).rejects.toThrow();
  });

  test('a cut in the middle is seen at both ends', async () => {
    const inside = Promise.withResolvers<Socket>();
    await using service = await listen(halfOpen(inside.resolve));
    await using both = await create();
    const tunnel = await both.client.openTunnel(service.port);
    const failed = expect(digestOf(tunnel)).rejects.toThrow();
    const socket = await inside.promise;
    const failedInside = expect(digestOf(socket)).rejects.toThrow();
    socket.write('half of');
    tunnel.write('half of');
    both.cut();
    await failed;
    await failedInside;
  });

  test('a port that nobody listens on is told, and so is one too many', async () => {
    const gone = await listen(halfOpen(() => undefined));
    await gone[Symbol.asyncDispose]();
    await using both = await create();
    await expect(both.client.openTunnel(gone.port)).rejects.toMatchObject({
      code: 'unavailable',
      message: `port ${gone.port} of the guest takes no connection: ECONNREFUSED`,
    });
    await expect(both.client.openTunnel(0)).rejects.toThrow(RangeError);
    await using service = await listen(halfOpen(() => undefined));
    const kept: Duplex[] = [];
    while (kept.length < MAX_TUNNEL_COUNT) {
      kept.push(await both.client.openTunnel(service.port));
    }
    await expect(both.client.openTunnel(service.port)).rejects.toMatchObject({
      code: 'resource_exhausted',
    });
    for (const tunnel of kept) tunnel.on('error', () => undefined).destroy();
  });
});

test.each([
  ['example.org:80', 'permission_denied'],
  ['127.0.0.2:80', 'permission_denied'],
  ['[::2]:80', 'permission_denied'],
  ['0.0.0.0:80', 'permission_denied'],
  ['127.0.0.1:0', 'invalid_argument'],
  ['127.0.0.1:65536', 'invalid_argument'],
  ['127.0.0.1:080', 'invalid_argument'],
  ['127.0.0.1', 'invalid_argument'],
  ['::1:80', 'invalid_argument'],
  ['', 'invalid_argument'],
])('%j is no port of the guest', async (target, code) => {
  const { signal } = new AbortController();
  await expect(openLoopbackPort(target, signal)).rejects.toMatchObject({ code });
});
