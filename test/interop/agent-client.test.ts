import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { SuffixDigestReader } from '@vmslot/proto/archive';
import { encodeEnvelope, ENVELOPE_END_STREAM } from '@vmslot/proto/rpc';
import { describe, expect, test } from 'vitest';
import { AgentError } from '../../guest-agent/src/errors.ts';
import {
  AgentFixture,
  untilStable,
  type FixtureOptions,
} from '../../guest-agent/src/http/agent-fixture.ts';
import type { BulkServices } from '../../guest-agent/src/http/index.ts';
import {
  createAgentClient,
  watchTask,
  type AgentClient,
} from '../../host-bridge/src/agent-client/index.ts';

/** Both ends in one process. */
function connected(
  options: FixtureOptions,
): AsyncDisposable & { readonly agent: AgentFixture; readonly client: AgentClient } {
  const agent = new AgentFixture(options);
  const client = createAgentClient({ openStream: () => agent.connect() });
  return {
    agent,
    client,
    [Symbol.asyncDispose]: async () => {
      await client.destroy();
      await agent[Symbol.asyncDispose]();
    },
  };
}

/** Agent that says whatever a test wants, on a TCP socket. */
async function lyingAgent(
  reply: Buffer | string,
  { end = false }: { readonly end?: boolean } = {},
): Promise<AsyncDisposable & { client: AgentClient }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.once('data', () => (end ? socket.end(reply) : socket.write(reply)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const client = createAgentClient({ host: '127.0.0.1', port });
  return {
    client,
    [Symbol.asyncDispose]: async () => {
      await client.destroy();
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function httpReply(type: string, body: Buffer | string, status = '200 OK'): Buffer {
  const head = `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
}

describe('unary calls', () => {
  test('a reply, and an error with its code', async () => {
    await using both = connected({
      file: {
        stat: async ({ path }) => {
          if (path === '/missing') throw new AgentError('not_found', '/missing is missing');
          return { file: { name: path, sizeBytes: 2 ** 40 } };
        },
      },
    });
    const { file } = both.client;
    expect((await file.stat({ path: '/x' })).file).toMatchObject({
      name: '/x',
      sizeBytes: 2 ** 40,
    });
    await expect(file.stat({ path: '/missing' })).rejects.toMatchObject({
      code: 'not_found',
      message: '/missing is missing',
    });
    await expect(both.client.system.getInfo({})).rejects.toMatchObject({ code: 'unimplemented' });
    expect(both.agent.server.requestCount).toBe(3);
  });

  test('a deadline and an abort stop the work in the agent', async () => {
    const reasons: unknown[] = [];
    const started = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let callCount = 0;
    await using both = connected({
      file: {
        stat: async (_request, { signal }) => {
          started[callCount++]?.resolve();
          if (!signal.aborted) await once(signal, 'abort');
          reasons.push(signal.reason);
          throw signal.reason;
        },
      },
    });
    const { file } = both.client;
    await expect(file.stat({}, { timeoutMs: 500 })).rejects.toMatchObject({
      code: 'deadline_exceeded',
    });
    const controller = new AbortController();
    const call = file.stat({}, { signal: controller.signal });
    await started[1]?.promise;
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'canceled' });
    await both.agent.server.close();
    expect(reasons).toHaveLength(2);
  });

  test('an agent that cannot be reached is unavailable', async () => {
    const refused = createAgentClient({ socketPath: '/nonexistent/vmslot.sock' });
    await expect(refused.system.getInfo({})).rejects.toMatchObject({ code: 'unavailable' });
    await refused.destroy();
    const failing = createAgentClient({
      openStream: () => {
        throw Object.assign(new Error('no link'), { code: 'ECONNRESET' });
      },
    });
    await expect(failing.system.getInfo({})).rejects.toMatchObject({ code: 'unavailable' });
    await failing.destroy();
    await expect(failing.system.getInfo({})).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('over a unix socket', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-client-'));
    const socketPath = join(directory, 'agent.sock');
    const agent = new AgentFixture({ system: { getInfo: async () => ({ bootId: 'b' }) } });
    agent.server.http.listen(socketPath);
    await once(agent.server.http, 'listening');
    const client = createAgentClient({ socketPath });
    expect((await client.system.getInfo({})).bootId).toBe('b');
    await client.close();
    await agent[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  test.each<[string, Buffer | string, string]>([
    ['no HTTP', 'SSH-2.0-something\r\n', 'internal'],
    ['another content type', httpReply('text/html', '<p>'), 'internal'],
    ['damaged bytes', httpReply('application/proto', Buffer.from('ff', 'hex')), 'internal'],
    ['an error without a body', httpReply('text/plain', 'no', '503 Busy'), 'unavailable'],
    ['an error that is none', httpReply('application/json', '[]', '404 X'), 'unimplemented'],
    ['a header of 1 MB', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(1024 * 1024)}`, 'internal'],
    [
      'a body of 5 MB',
      httpReply('application/proto', Buffer.alloc(5 * 1024 * 1024)),
      'resource_exhausted',
    ],
  ])('a reply that is %s', async (_name, reply, code) => {
    await using lying = await lyingAgent(reply);
    await expect(lying.client.system.getInfo({})).rejects.toMatchObject({ code });
  });
});

test.each<[string, Buffer | string]>([
  ['in the header', 'HTTP/1.1 200 OK\r\ncontent-'],
  ['before the header', ''],
  ['in a body of known length', httpReply('application/proto', 'abc').subarray(0, -1)],
  [
    'in a chunked body',
    'HTTP/1.1 200 OK\r\ncontent-type: application/proto\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab',
  ],
])('a reply that is cut off %s is unavailable', async (_name, reply) => {
  await using lying = await lyingAgent(reply, { end: true });
  await expect(lying.client.system.getInfo({})).rejects.toMatchObject({ code: 'unavailable' });
});

describe('server streams', () => {
  test('leaving the iteration cancels the call', async () => {
    const cleanedUp = Promise.withResolvers<unknown>();
    await using both = connected({
      task: {
        async *attach(_request, { signal }) {
          try {
            for (let sequence = 1; ; sequence += 1) yield { event: { sequence } };
          } finally {
            cleanedUp.resolve(signal.reason);
          }
        },
      },
    });
    const seen: number[] = [];
    for await (const { event } of both.client.task.attach({ taskId: 't' })) {
      if (seen.push(event?.sequence ?? 0) === 3) break;
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(await cleanedUp.promise).toMatchObject({ code: 'canceled' });
  });

  test('a reader that stops holds the agent back', async () => {
    let pulledCount = 0;
    await using both = connected({
      task: {
        async *attach() {
          for (; pulledCount < 3000; pulledCount += 1) {
            yield { event: { output: { data: Buffer.alloc(8192) } } };
          }
        },
      },
    });
    const replies = both.client.task.attach({ taskId: 't' })[Symbol.asyncIterator]();
    await replies.next();
    await untilStable(() => pulledCount);
    expect(pulledCount).toBeLessThan(200);
    let count = 1;
    while ((await replies.next()).done !== true) count += 1;
    expect(count).toBe(3000);
  });

  test('an error in the middle', async () => {
    await using both = connected({
      task: {
        async *attach() {
          yield { event: { sequence: 1 } };
          throw new AgentError('data_loss', 'journal');
        },
      },
    });
    const seen: unknown[] = [];
    const read = async (): Promise<void> => {
      for await (const reply of both.client.task.attach({ taskId: 't' })) seen.push(reply);
    };
    await expect(read()).rejects.toMatchObject({ code: 'data_loss', message: 'journal' });
    expect(seen).toHaveLength(1);
  });

  test.each<[string, Buffer, string]>([
    ['no end', Buffer.alloc(0), 'internal'],
    ['half an envelope', Buffer.from('0000', 'hex'), 'internal'],
    ['a false length', Buffer.from('00ffffffff', 'hex'), 'resource_exhausted'],
    ['damaged bytes', Buffer.from(encodeEnvelope(0, Buffer.from('ff', 'hex'))), 'internal'],
    ['more after the end', Buffer.from('02000000027b7d0000000000', 'hex'), 'internal'],
    [
      'an unknown error',
      Buffer.from(encodeEnvelope(ENVELOPE_END_STREAM, Buffer.from('{"error":{}}'))),
      'unknown',
    ],
  ])('a stream with %s', async (_name, body, code) => {
    await using lying = await lyingAgent(httpReply('application/connect+proto', body));
    const first = lying.client.task.attach({})[Symbol.asyncIterator]().next();
    await expect(first).rejects.toMatchObject({ code });
  });
});

describe('watchTask', () => {
  test('comes through lost connections', async () => {
    const total = 2000;
    let connectionCount = 0;
    const agent = new AgentFixture({
      task: {
        run: () => eventsAfter(0, total),
        attach: (r) => eventsAfter(r.afterSequence, total),
      },
    });
    const client = createAgentClient({
      openStream: () => {
        const connection = agent.connect(4096);
        // The first ones are lost after some bytes.
        let leftBytes = (connectionCount += 1) <= 5 ? 1500 * connectionCount : Infinity;
        connection.on('data', (chunk: Buffer) => {
          leftBytes -= chunk.length;
          if (leftBytes < 0) connection.destroy();
        });
        return connection;
      },
    });
    const request = { taskId: 't', steps: [{ argv: ['a'] }] };
    const text: string[] = [];
    let reconnectCount = 0;
    const events = watchTask(client, request, {
      signal: new AbortController().signal,
      ready: async () => undefined,
      onReconnect: () => (reconnectCount += 1),
      retryPauseMs: 0,
    });
    for await (const event of events) if (event.output) text.push(String(event.output.data));
    expect(text.join('')).toBe(Array.from({ length: total }, (_, i) => `line ${i + 1}\n`).join(''));
    expect(reconnectCount).toBe(5);
    await client.destroy();
    await agent[Symbol.asyncDispose]();
  });
});

async function* eventsAfter(after: number, total: number): AsyncGenerator<{ event: object }> {
  let offset = 0;
  for (let sequence = 1; sequence <= total; sequence += 1) {
    const data = Buffer.from(`line ${sequence}\n`);
    if (sequence > after) yield { event: { sequence, output: { stream: 1, offset, data } } };
    offset += data.length;
  }
  yield { event: { sequence: total + 1, ended: { succeeded: true } } };
}

describe('archives', () => {
  const receiveArchive: BulkServices['receiveArchive'] = async (_taskId, source, { digest }) => {
    expect(digest).toEqual({ kind: 'suffix' });
    const reader = new SuffixDigestReader();
    const [body] = await Promise.all([buffer(reader), pipeline(source, reader)]);
    return { entryCount: 1, contentBytes: body.length, sha256: reader.digest ?? Buffer.alloc(0) };
  };

  test('up, with the digest at the end', async () => {
    await using both = connected({ bulk: { receiveArchive } });
    const chunks = Array.from({ length: 40 }, () => randomBytes(50_000));
    const received = await both.client.putArchive('t', Readable.from(chunks));
    const sha256 = createHash('sha256').update(Buffer.concat(chunks)).digest('hex');
    expect(received).toEqual({ entryCount: 1, contentBytes: 2_000_000, receivedBytes: 0, sha256 });
  });

  test('up, and the agent refuses in the middle: the error comes, the source is destroyed', async () => {
    await using both = connected({
      bulk: {
        receiveArchive: async (_taskId, source) => {
          await once(source, 'readable');
          throw new AgentError('resource_exhausted', 'no room');
        },
      },
    });
    const endless = new Readable({
      read() {
        this.push(Buffer.alloc(64 * 1024));
      },
    });
    const call = both.client.putArchive('t', endless);
    await expect(call).rejects.toMatchObject({ code: 'resource_exhausted', message: 'no room' });
    expect(endless.destroyed).toBe(true);
  });

  test('up, and the source fails', async () => {
    await using both = connected({ bulk: { receiveArchive } });
    const cause = new Error('disk gone');
    const failing = Readable.from(
      (async function* () {
        yield Buffer.alloc(100_000);
        throw cause;
      })(),
    );
    const call = both.client.putArchive('t', failing);
    await expect(call).rejects.toMatchObject({ code: 'aborted', cause });
    const broken = Readable.from([Buffer.alloc(1)]);
    broken.destroy(cause);
    await expect(both.client.putArchive('t', broken)).rejects.toMatchObject({ code: 'aborted' });
  });

  test('up, and the caller gives up', async () => {
    const received = Promise.withResolvers<AbortSignal>();
    await using both = connected({
      bulk: {
        receiveArchive: async (_taskId, source, { signal }) => {
          received.resolve(signal);
          await buffer(source);
          throw new Error('not reached');
        },
      },
    });
    const controller = new AbortController();
    const quiet = new Readable({ read: () => undefined });
    quiet.push('some');
    const call = both.client.putArchive('t', quiet, { signal: controller.signal });
    const signal = await received.promise;
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'canceled' });
    expect(quiet.destroyed).toBe(true);
    if (!signal.aborted) await once(signal, 'abort');
    expect(both.agent.internalErrors).toEqual([]);
  });

  test('down, with names that need care, and the digest is found right', async () => {
    const chunks = Array.from({ length: 30 }, () => randomBytes(30_000));
    const asked: unknown[] = [];
    await using both = connected({
      bulk: {
        sendArchive: async (taskId, paths) => {
          asked.push(taskId, paths);
          return Readable.from(chunks);
        },
      },
    });
    const paths = ['a b&c', 'ü/%41', '+?#'];
    const { body, verified } = await both.client.getArchive('t-1', paths);
    expect((await buffer(body)).equals(Buffer.concat(chunks))).toBe(true);
    await verified;
    expect(asked).toEqual(['t-1', paths]);
  });

  test('down, and it breaks in the middle', async () => {
    await using both = connected({
      bulk: {
        sendArchive: async () =>
          Readable.from(
            (async function* () {
              yield Buffer.alloc(10);
              throw new AgentError('data_loss', 'changed while read');
            })(),
          ),
      },
    });
    const { body, verified } = await both.client.getArchive('t', ['a']);
    await expect(buffer(body)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(verified).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('down, and nobody reads it', async () => {
    const source = new Readable({
      read() {
        this.push(Buffer.alloc(1024));
      },
    });
    await using both = connected({ bulk: { sendArchive: async () => source } });
    const { body, verified } = await both.client.getArchive('t', ['a']);
    const closed = new Promise((resolve) => source.once('close', resolve));
    body.destroy();
    await expect(verified).rejects.toMatchObject({ code: 'canceled' });
    await closed;
  });

  test.each([
    ['a wrong digest', `content-digest: sha-256=:${Buffer.alloc(32).toString('base64')}:\r\n`],
    ['no digest', ''],
    ['a malformed digest', 'content-digest: sha-256=:AAAA:\r\n'],
  ])('down with %s is data loss', async (_name, trailer) => {
    const head =
      'HTTP/1.1 200 OK\r\ncontent-type: application/x-tar\r\ntransfer-encoding: chunked\r\n';
    await using lying = await lyingAgent(`${head}\r\n3\r\nabc\r\n0\r\n${trailer}\r\n`);
    const { body, verified } = await lying.client.getArchive('t', ['a']);
    await expect(buffer(body)).rejects.toMatchObject({ code: 'data_loss' });
    await expect(verified).rejects.toMatchObject({ code: 'data_loss' });
  });

  test('too many paths for one request', async () => {
    await using both = connected({});
    const call = both.client.getArchive(
      't',
      Array.from({ length: 100 }, () => 'x'.repeat(1000)),
    );
    await expect(call).rejects.toMatchObject({ code: 'invalid_argument' });
  });

  test('single files, with offset', async () => {
    const asked: unknown[] = [];
    await using both = connected({
      bulk: {
        readFile: async (path, range) => {
          asked.push(path, range);
          const stream = Readable.from([Buffer.from('part')]);
          return { fileBytes: 9, contentBytes: 4, stream };
        },
        writeFile: async (path, offset, source) => {
          asked.push(path, offset, (await buffer(source)).length);
          return { contentBytes: 4, sha256: Buffer.alloc(32) };
        },
      },
    });
    const { body } = await both.client.getFile('/a b', { offset: 3, length: 4 });
    expect(String(await buffer(body))).toBe('part');
    await both.client.putFile('/c', Readable.from([Buffer.from('text')]), { offset: 9 });
    expect(asked).toEqual(['/a b', { offset: 3, length: 4 }, '/c', 9, 4 + 32]);
  });
});
