import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { describe, expect, test } from 'vitest';
import { AgentError } from '../errors.ts';
import { AgentFixture, untilStable } from './agent-fixture.ts';
import type { BodyDigest, BulkServices } from './bulk-services.ts';
import { MAX_ARCHIVE_PATH_COUNT } from './limits.ts';

const ARCHIVE = '/v1/tasks/wu-1/archive';
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const contentDigest = (bytes: Uint8Array): string =>
  `sha-256=:${sha256(bytes).toString('base64')}:`;

/** Receiver that keeps what it was given. */
function recorder() {
  const calls: { taskId: string; digest: BodyDigest; body: Buffer }[] = [];
  const receiveArchive: BulkServices['receiveArchive'] = async (taskId, source, { digest }) => {
    const body = await buffer(source);
    calls.push({ taskId, digest, body });
    return { entryCount: 3, contentBytes: body.length, sha256: sha256(body) };
  };
  return { calls, receiveArchive };
}

describe('PUT archive', () => {
  const body = Buffer.from('as good as a tar');

  test.each<[string, Record<string, string>, BodyDigest]>([
    ['no digest', {}, { kind: 'none' }],
    ['digest at the end', { 'vmslot-digest': 'sha-256-suffix' }, { kind: 'suffix' }],
    [
      'digest in front',
      { 'content-digest': contentDigest(body) },
      { kind: 'value', sha256: sha256(body) },
    ],
  ])('with %s', async (_name, headers, digest) => {
    const { calls, receiveArchive } = recorder();
    await using agent = new AgentFixture({ bulk: { receiveArchive } });
    const reply = await agent.send({ method: 'PUT', path: ARCHIVE, headers, body });
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body.toString())).toEqual({
      entryCount: 3,
      contentBytes: body.length,
      sha256: sha256(body).toString('hex'),
    });
    expect(calls).toEqual([{ taskId: 'wu-1', digest, body }]);
  });

  test.each<[string, string, Record<string, string>]>([
    ['unknown way', ARCHIVE, { 'vmslot-digest': 'md5' }],
    [
      'two digests',
      ARCHIVE,
      { 'vmslot-digest': 'sha-256-suffix', 'content-digest': contentDigest(body) },
    ],
    ['digest of another kind', ARCHIVE, { 'content-digest': 'md5=:AAAA:' }],
    ['short digest', ARCHIVE, { 'content-digest': 'sha-256=:AAAA:' }],
    ['task id', '/v1/tasks/..%2Fx/archive', {}],
    ['hidden task id', '/v1/tasks/.x/archive', {}],
  ])('refuses a wrong header: %s', async (_name, path, headers) => {
    const { calls, receiveArchive } = recorder();
    await using agent = new AgentFixture({ bulk: { receiveArchive } });
    const reply = await agent.send({ method: 'PUT', path, headers, body });
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body.toString())).toMatchObject({ code: 'invalid_argument' });
    expect(calls).toEqual([]);
  });

  test('a service whose pipeline fails can still say why, and the connection lives on', async () => {
    await using agent = new AgentFixture({
      bulk: {
        receiveArchive: async (_taskId, source) => {
          const failing = async (chunks: AsyncIterable<unknown>): Promise<void> => {
            for await (const chunk of chunks) {
              throw new AgentError('data_loss', `no tar in ${String(chunk).length} bytes`);
            }
          };
          await pipeline(source, failing);
          throw new Error('not reached');
        },
      },
    });
    const connection = agent.connect();
    const headers = { connection: 'keep-alive' };
    const large = Buffer.alloc(500_000, 'x');
    for (const round of [1, 2]) {
      const reply = await agent.send(
        { method: 'PUT', path: ARCHIVE, headers, body: large },
        connection,
      );
      expect([round, reply.status]).toEqual([round, 500]);
      expect(JSON.parse(reply.body.toString())).toMatchObject({ code: 'data_loss' });
    }
  });

  test('a body that is cut off fails the source and aborts the signal', async () => {
    const failed = Promise.withResolvers<{ error: unknown; signal: AbortSignal }>();
    await using agent = new AgentFixture({
      bulk: {
        receiveArchive: async (_taskId, source, { signal }) => {
          const error: unknown = await buffer(source).catch((reason: unknown) => reason);
          failed.resolve({ error, signal });
          throw error;
        },
      },
    });
    const connection = agent.connect();
    connection.write(`PUT ${ARCHIVE} HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nonly this`);
    await once(agent.server.http, 'request');
    connection.destroy();
    const { error, signal } = await failed.promise;
    expect(error).toMatchObject({ code: 'canceled' });
    expect(signal.aborted).toBe(true);
    expect(agent.internalErrors).toEqual([]);
  });

  test('a service that never reads holds the sender back', async () => {
    const received = Promise.withResolvers<Readable>();
    const go = Promise.withResolvers<void>();
    await using agent = new AgentFixture({
      bulk: {
        receiveArchive: async (_taskId, source) => {
          received.resolve(source);
          await go.promise;
          const { length } = await buffer(source);
          return { entryCount: 0, contentBytes: length, sha256: new Uint8Array(32) };
        },
      },
    });
    const connection = agent.connect();
    const total = 8 * 1024 * 1024;
    connection.write(
      `PUT ${ARCHIVE} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: ${total}\r\n\r\n`,
    );
    const chunk = Buffer.alloc(64 * 1024);
    let sentBytes = 0;
    const source = Readable.from(
      (function* () {
        for (; sentBytes < total; sentBytes += chunk.length) yield chunk;
      })(),
    );
    source.pipe(connection, { end: false });
    await received.promise;
    await untilStable(() => sentBytes);
    expect(sentBytes).toBeLessThan(1024 * 1024);
    go.resolve();
    expect(await text(connection)).toContain(`"contentBytes":${total}`);
  });
});

describe('GET archive', () => {
  test('passes the paths on, and ends with the digest of the body', async () => {
    const asked: unknown[] = [];
    await using agent = new AgentFixture({
      bulk: {
        sendArchive: async (taskId, paths) => {
          asked.push(taskId, paths);
          return Readable.from([Buffer.from('one'), Buffer.from('two')]);
        },
      },
    });
    const reply = await agent.send({ method: 'GET', path: `${ARCHIVE}?path=a%20b&path=c/d` });
    expect(reply).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/x-tar', trailer: 'content-digest' },
      trailers: { 'content-digest': contentDigest(Buffer.from('onetwo')) },
    });
    expect(reply.body.toString()).toBe('onetwo');
    expect(asked).toEqual(['wu-1', ['a b', 'c/d']]);
  });

  test('an empty stream has a digest too', async () => {
    await using agent = new AgentFixture({ bulk: { sendArchive: async () => Readable.from([]) } });
    const reply = await agent.send({ method: 'GET', path: `${ARCHIVE}?path=a` });
    expect(reply.trailers).toEqual({ 'content-digest': contentDigest(Buffer.alloc(0)) });
  });

  test.each([
    ['no path', ''],
    ['empty path', '?path=a&path='],
    [
      'too many',
      `?${Array.from({ length: MAX_ARCHIVE_PATH_COUNT + 1 }, () => 'path=a').join('&')}`,
    ],
  ])('refuses %s', async (_name, query) => {
    await using agent = new AgentFixture();
    const reply = await agent.send({ method: 'GET', path: `${ARCHIVE}${query}` });
    expect(JSON.parse(reply.body.toString())).toMatchObject({ code: 'invalid_argument' });
  });

  test('what fails before the first byte is told', async () => {
    const failing = new Readable({
      read() {
        this.destroy(new AgentError('not_found', 'a is missing'));
      },
    });
    await using agent = new AgentFixture({ bulk: { sendArchive: async () => failing } });
    const reply = await agent.send({ method: 'GET', path: `${ARCHIVE}?path=a` });
    expect(reply.status).toBe(404);
    expect(JSON.parse(reply.body.toString())).toMatchObject({ message: 'a is missing' });
  });

  test('what fails later cuts the reply, and is reported', async () => {
    const fault = new Error('disk gone');
    const failing = Readable.from(
      (async function* () {
        yield Buffer.from('some');
        throw fault;
      })(),
    );
    await using agent = new AgentFixture({ bulk: { sendArchive: async () => failing } });
    const reply = agent.send({ method: 'GET', path: `${ARCHIVE}?path=a` });
    await expect(reply).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(agent.internalErrors).toEqual([{ error: fault, where: 'GET archive' }]);
  });

  test('a reader that stops holds the source back; one that leaves destroys it', async () => {
    let readCount = 0;
    const source = new Readable({
      read() {
        readCount += 1;
        this.push(Buffer.alloc(16 * 1024));
      },
    });
    await using agent = new AgentFixture({ bulk: { sendArchive: async () => source } });
    const connection = agent.connect(32 * 1024);
    const reply = await agent.open({ method: 'GET', path: `${ARCHIVE}?path=a` }, connection);
    reply.on('error', () => undefined);
    await untilStable(() => readCount);
    expect(readCount).toBeLessThan(40);
    const closed = new Promise((resolve) => source.once('close', resolve));
    connection.destroy();
    await closed;
    expect(agent.internalErrors).toEqual([]);
  });
});

describe('files', () => {
  test('GET a part of a file', async () => {
    const asked: unknown[] = [];
    await using agent = new AgentFixture({
      bulk: {
        readFile: async (path, range) => {
          asked.push(path, range);
          const stream = Readable.from([Buffer.from('part')]);
          return { fileBytes: 9, contentBytes: 4, stream };
        },
      },
    });
    const reply = await agent.send({ method: 'GET', path: '/v1/files?path=/a&offset=5&length=4' });
    expect(reply.body.toString()).toBe('part');
    expect(reply.trailers).toEqual({ 'content-digest': contentDigest(Buffer.from('part')) });
    expect(reply.headers).toMatchObject({ 'vmslot-file-bytes': '9', 'vmslot-content-bytes': '4' });
    await agent.send({ method: 'GET', path: '/v1/files?path=/a' });
    expect(asked).toEqual(['/a', { offset: 5, length: 4 }, '/a', { offset: 0, length: undefined }]);
  });

  test('PUT from an offset on', async () => {
    const asked: unknown[] = [];
    await using agent = new AgentFixture({
      bulk: {
        writeFile: async (path, offset, source, { digest }) => {
          asked.push(path, offset, String(await buffer(source)), digest);
          return { contentBytes: 4, sha256: new Uint8Array(32) };
        },
      },
    });
    const path = '/v1/files?path=%2Fa%20b&offset=7';
    const reply = await agent.send({ method: 'PUT', path, body: 'text' });
    expect(JSON.parse(reply.body.toString())).toEqual({ contentBytes: 4, sha256: '00'.repeat(32) });
    expect(asked).toEqual(['/a b', 7, 'text', { kind: 'none' }]);
  });

  test.each([
    '/v1/files',
    '/v1/files?path=relative',
    '/v1/files?path=/a&path=/b',
    '/v1/files?path=/a%00b',
    '/v1/files?path=/a&offset=-1',
    '/v1/files?path=/a&offset=1.5',
    '/v1/files?path=/a&offset=9007199254740993',
    '/v1/files?path=/a&length=many',
  ])('refuses %s', async (path) => {
    await using agent = new AgentFixture();
    const reply = await agent.send({ method: 'GET', path });
    expect(JSON.parse(reply.body.toString())).toMatchObject({ code: 'invalid_argument' });
  });

  test('405 for other methods', async () => {
    await using agent = new AgentFixture();
    for (const path of ['/v1/files?path=/a', ARCHIVE]) {
      expect(await agent.send({ method: 'DELETE', path })).toMatchObject({
        status: 405,
        headers: { allow: 'GET, PUT' },
      });
    }
  });
});
