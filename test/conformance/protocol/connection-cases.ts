import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { encodeRequest, type RawConnection } from '../raw-connection.ts';
import { callJson, jsonOf, jsonRequest } from './call-json.ts';
import { readStream, streamRequest } from './stream-reply.ts';

const INFO = jsonRequest('SystemService/GetInfo', {});

/** Time for the agent to notice that connections were closed, on any machine. */
const NOTICE_TIMEOUT_MS = 60_000;

/** Checks that the agent serves others, whatever it was sent; connections that were cut may still count. */
async function expectAlive(agent: AgentUnderTest): Promise<void> {
  const status = () => agent.raw(INFO).then((reply) => reply.status, String);
  await expect.poll(status, { timeout: NOTICE_TIMEOUT_MS }).toBe(200);
}

/** Connections: one request after the other, several at once, and what ends in the middle. */
export const CONNECTION_CASES: readonly ConformanceCase[] = [
  {
    name: 'a connection takes one request after the other, good and bad ones',
    async run(agent) {
      const connection = agent.connect();
      const missing = jsonRequest('FileService/Stat', { path: `${agent.scratch}/missing` });
      for (const [request, status] of [
        [INFO, 200],
        [missing, 404],
        [{ ...INFO, path: '/nothing' }, 404],
        [{ ...INFO, body: '{' }, 400],
        [{ method: 'GET', path: `/v1/files?path=${agent.scratch}/missing` }, 404],
        [INFO, 200],
      ] as const) {
        expect((await connection.call(request)).status).toBe(status);
      }
      connection.destroy();
    },
  },
  {
    name: '20 requests sent at once are answered in their order',
    async run(agent) {
      const connection = agent.connect();
      const names = Array.from({ length: 20 }, (_, index) => `${agent.scratch}/${index}`);
      for (const path of names) connection.send(jsonRequest('FileService/Stat', { path }));
      for (const path of names) {
        expect(jsonOf(await connection.read())['message']).toContain(`${path}"`);
      }
      connection.destroy();
    },
  },
  {
    name: 'requests that share a piece of bytes with others, or are cut anywhere, are served',
    async run(agent) {
      const connection = agent.connect();
      const one = encodeRequest(INFO, agent.token);
      const three = Buffer.concat([one, one, one]);
      for (let offset = 0; offset < three.length; offset += 61) {
        connection.write(three.subarray(offset, offset + 61));
      }
      for (let count = 0; count < 3; count += 1) {
        expect(await connection.read()).toMatchObject({ status: 200 });
      }
      connection.destroy();
    },
  },
  {
    name: 'a request that comes byte by byte is served',
    async run(agent) {
      const connection = agent.connect();
      const bytes = encodeRequest(INFO, agent.token);
      for (let offset = 0; offset < bytes.length; offset += 1) {
        connection.write(bytes.subarray(offset, offset + 1));
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await connection.read()).toMatchObject({ status: 200 });
      connection.destroy();
    },
  },
  {
    name: 'a request behind a stream is answered when the stream has ended',
    async run(agent) {
      const connection = agent.connect();
      connection.send(streamRequest('TaskService/Attach', { taskId: 'nobody-knows-it' }));
      connection.send(INFO);
      expect(readStream(await connection.read()).end.error?.code).toBe('not_found');
      expect(await connection.read()).toMatchObject({ status: 200 });
      connection.destroy();
    },
  },
  {
    name: 'a caller that says it will say no more counts as one that left',
    async run(agent) {
      const connection = agent.connect();
      connection.send(INFO);
      connection.end();
      expect((await connection.readToEnd()).toString('latin1')).toMatch(/^(HTTP\/1\.1 200 |$)/);
      await expectAlive(agent);
    },
  },
  {
    name: 'connection: close is honoured',
    async run(agent) {
      const connection = agent.connect();
      const headers = { ...INFO.headers, connection: 'close' };
      const reply = await connection.call({ ...INFO, headers });
      expect(reply.headers['connection']).toBe('close');
      expect(await connection.readToEnd()).toHaveLength(0);
    },
  },
  {
    name: 'HTTP/1.0 is answered, and the connection closed',
    async run(agent) {
      const connection = agent.connect();
      const text = encodeRequest(INFO, agent.token).toString('latin1');
      connection.write(text.replace('HTTP/1.1', 'HTTP/1.0'));
      expect((await connection.readToEnd()).toString('latin1')).toMatch(/^HTTP\/1\.1 200 /);
    },
  },
  {
    name: 'a body in chunks, with extensions and trailers, is taken',
    async run(agent) {
      const headers = { 'transfer-encoding': 'chunked', trailer: 'x-after' };
      const body = '1;name=value\r\n{\r\n1\r\n}\r\n0\r\nx-after: 1\r\n\r\n';
      const reply = await callJson(agent, 'SystemService/GetInfo', body, headers);
      expect(reply.status).toBe(200);
    },
  },
  {
    name: 'expect: 100-continue is answered before the body comes',
    async run(agent) {
      const connection = agent.connect();
      const headers = { expect: '100-continue', 'content-length': '2' };
      connection.send(jsonRequest('SystemService/GetInfo', '', headers));
      expect((await connection.read()).status).toBe(100);
      connection.write('{}');
      expect((await connection.read()).status).toBe(200);
      connection.destroy();
    },
  },
  {
    name: 'another expectation is refused',
    async run(agent) {
      const reply = await callJson(agent, 'SystemService/GetInfo', {}, { expect: 'a miracle' });
      expect(reply.status).toBe(417);
    },
  },
  {
    name: 'an upgrade that is offered is not taken',
    async run(agent) {
      const headers = { upgrade: 'websocket', connection: 'upgrade' };
      const reply = await callJson(agent, 'SystemService/GetInfo', {}, headers);
      expect(reply.status).toBe(200);
    },
  },
  {
    name: 'CONNECT opens no tunnel',
    async run(agent) {
      const connection = agent.connect();
      connection.send({ method: 'CONNECT', path: 'localhost:22' });
      expect((await connection.readToEnd()).toString('latin1')).not.toMatch(/^HTTP\/1\.1 2/);
      await expectAlive(agent);
    },
  },
  {
    name: 'a header of 40 KB is taken',
    async run(agent) {
      const headers = { 'x-long': 'y'.repeat(40_000) };
      expect(await callJson(agent, 'SystemService/GetInfo', {}, headers)).toMatchObject({
        status: 200,
      });
    },
  },
  {
    name: '100 connections that are cut after their request, and one that is not',
    async run(agent) {
      for (let count = 0; count < 100; count += 1) {
        const connection = agent.connect();
        connection.send(INFO);
        await new Promise((resolve) => setImmediate(resolve));
        connection.destroy();
      }
      await expectAlive(agent);
    },
  },
  {
    name: 'requests that are cut at any byte leave the agent as it was',
    async run(agent) {
      const bytes = encodeRequest(INFO, agent.token);
      for (let offset = 0; offset < bytes.length; offset += 17) {
        const connection = agent.connect();
        connection.write(bytes.subarray(0, offset));
        connection.end();
        await new Promise((resolve) => setImmediate(resolve));
        connection.destroy();
      }
      await expectAlive(agent);
    },
  },
  {
    name: '200 calls at once each get their own reply',
    async run(agent) {
      const paths = Array.from({ length: 200 }, (_, index) => `${agent.scratch}/call-${index}`);
      const messages = await Promise.all(
        paths.map((path) =>
          agent.client.file.stat({ path }).then(String, (error: Error) => error.message),
        ),
      );
      for (const [index, path] of paths.entries()) expect(messages[index]).toContain(`${path}"`);
    },
  },
  {
    name: '30 connections at once are served',
    async run(agent) {
      const replies = await Promise.all(Array.from({ length: 30 }, () => agent.raw(INFO)));
      expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    },
  },
  {
    name: 'connections beyond the limit are refused, and the others served',
    async run(agent) {
      const connections: RawConnection[] = [];
      const results = await Promise.all(
        Array.from({ length: 90 }, async () => {
          try {
            const connection = agent.connect();
            // Kept open, so that all are there at once.
            connections.push(connection);
            return (await connection.call(INFO)).status;
          } catch {
            return 0;
          }
        }),
      );
      const served = results.filter((status) => status === 200).length;
      expect(results.every((status) => status === 200 || status === 0)).toBe(true);
      // Of earlier cases some may still be counted.
      expect(served).toBeGreaterThanOrEqual(1);
      expect(served).toBeLessThanOrEqual(64);
      for (const connection of connections) connection.destroy();
      await expectAlive(agent);
    },
  },
  {
    name: 'a call that the client aborts is canceled',
    async run(agent) {
      const controller = new AbortController();
      const call = agent.client.system.getInfo({}, { signal: controller.signal });
      controller.abort();
      await expect(call).rejects.toMatchObject({ code: 'canceled' });
      await expectAlive(agent);
    },
  },
  {
    name: 'a reader that stops holds up nobody else',
    async run(agent) {
      const stopped = agent.connect();
      const path = `${agent.scratch}/large`;
      const body = Buffer.alloc(Math.min(agent.bulkBytes, 2 * 1024 * 1024), 'x');
      await agent.raw({ method: 'PUT', path: `/v1/files?path=${path}`, body });
      stopped.send({ method: 'GET', path: `/v1/files?path=${path}` });
      for (let count = 0; count < 20; count += 1) await expectAlive(agent);
      const reply = await stopped.read('GET');
      expect(reply.body.equals(body)).toBe(true);
      stopped.destroy();
    },
  },
];
