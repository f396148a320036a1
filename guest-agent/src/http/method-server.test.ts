import { connect, type Server } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { APP_METHODS } from '@vmslot/proto/rpc';
import { afterAll, expect, test } from 'vitest';
import { createMethodServer } from './method-server.ts';

const directory = mkdtempSync(join(tmpdir(), 'vmslot-method-'));
afterAll(() => rmSync(directory, { recursive: true }));

const METHODS = { finish: APP_METHODS.finish };
const PATH = '/vmslot.agent.v1.AppService/Finish';

let count = 0;

/** A server whose handler waits until it is released. */
async function startServer() {
  const path = join(directory, String((count += 1)));
  const asked: unknown[] = [];
  const released = Promise.withResolvers<object>();
  const server = createMethodServer({
    methods: METHODS,
    handlers: {
      finish: async ({ message }) => {
        asked.push(message);
        return await released.promise;
      },
    },
    onInternalError: (error) => asked.push(error),
    maxConnectionCount: 3,
    maxRequestBytes: 1000,
    maxLargeCount: 1,
    smallRequestBytes: 100,
    maxHeaderBytes: 2000,
    timeoutMs: 60_000,
  });
  server.listen(path);
  await once(server, 'listening');
  return {
    path,
    server,
    asked,
    release: () => released.resolve({}),
    /** What comes back for some bytes until the connection ends. */
    send: async (bytes: string) => {
      const socket = connect(path);
      socket.write(bytes);
      return await text(socket);
    },
    async [Symbol.asyncDispose]() {
      released.resolve({});
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const post = (body: string, path = PATH, more = 'connection: close\r\n'): string =>
  `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${more}` +
  `content-length: ${body.length}\r\n\r\n${body}`;

test('serves its methods and nothing else', async () => {
  await using served = await startServer();
  served.release();
  expect(await served.send(post('{"message":"m"}'))).toMatch(/^HTTP\/1.1 200 [\s\S]*\{\}$/);
  expect(served.asked).toEqual(['m']);
  for (const path of ['/', `${PATH}x`, '/vmslot.agent.v1.TaskService/List', '*']) {
    expect(await served.send(post('{}', path))).toMatch(/^HTTP\/1.1 404 [\s\S]*unimplemented/);
  }
  const get = `GET ${PATH} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`;
  expect(await served.send(get)).toMatch(/^HTTP\/1.1 405 /);
  const large = post(JSON.stringify({ message: 'x'.repeat(1000) }));
  expect(await served.send(large)).toMatch(/^HTTP\/1.1 429 [\s\S]*resource_exhausted/);
  expect(await served.send(post('{}', PATH, `x: ${'x'.repeat(2000)}\r\n`))).toMatch(
    /^HTTP\/1.1 431 /,
  );
});

test('a request behind one that is not answered ends the connection', async () => {
  await using served = await startServer();
  const body = '{"message":"m"}';
  expect(await served.send(post(body, PATH, '').repeat(3))).toBe('');
  expect(served.asked).toEqual(['m']);
});

test('one large request at once, beside small ones', async () => {
  await using served = await startServer();
  const large = post(JSON.stringify({ message: 'x'.repeat(500) }));
  const first = served.send(large);
  while (served.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(await served.send(large)).toMatch(/^HTTP\/1.1 429 [\s\S]*send this later/);
  const small = served.send(post('{}'));
  while (served.asked.length === 1) await new Promise((resolve) => setImmediate(resolve));
  served.release();
  expect(await first).toMatch(/^HTTP\/1.1 200 /);
  expect(await small).toMatch(/^HTTP\/1.1 200 /);
  // The place is free again.
  expect(await served.send(large)).toMatch(/^HTTP\/1.1 200 /);
});

test('callers that leave give no room for more before their calls are over', async () => {
  await using served = await startServer();
  const large = post(JSON.stringify({ message: 'x'.repeat(500) }));
  const leave = async (bytes: string, askedCount: number) => {
    const socket = connect(served.path);
    socket.write(bytes);
    while (served.asked.length < askedCount) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    while ((await connectionCount(served.server)) > 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await leave(large, 1);
  expect(await served.send(large)).toMatch(/^HTTP\/1.1 429 [\s\S]*large requests are under way/);
  await leave(post('{}'), 2);
  await leave(post('{}'), 3);
  expect(await served.send(post('{}'))).toMatch(/^HTTP\/1.1 429 [\s\S]*3 calls are under way/);
  expect(served.asked).toHaveLength(3);
  served.release();
  await expect.poll(() => served.send(large)).toMatch(/^HTTP\/1.1 200 /);
});

function connectionCount(server: Server): Promise<number> {
  return promisify<number>((callback) => server.getConnections(callback))();
}
