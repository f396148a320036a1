import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectError, jsonOf } from './call-json.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const digestField = (bytes: Uint8Array) => `sha-256=:${sha256(bytes).toString('base64')}:`;
const fileAt = (agent: AgentUnderTest, name = 'file') =>
  `/v1/files?path=${encodeURIComponent(`${agent.scratch}/${name}`)}`;
const CONTENT = Buffer.from('what stands in the file');

/** Names in the directory of the case. */
async function namesIn(agent: AgentUnderTest): Promise<(string | null | undefined)[]> {
  const { files } = await agent.client.file.listDirectory({ path: agent.scratch });
  return (files ?? []).map(({ name }) => name);
}

async function put(agent: AgentUnderTest, body: Uint8Array, headers = {}, query = '') {
  return await agent.raw({ method: 'PUT', path: `${fileAt(agent)}${query}`, headers, body });
}

/** Bodies of plain bytes, with what proves them whole. */
export const BULK_CASES: readonly ConformanceCase[] = [
  {
    name: 'a file goes in and comes out again, with its SHA-256 as trailer',
    async run(agent) {
      const reply = await put(agent, CONTENT);
      expect(reply.status).toBe(200);
      expect(jsonOf(reply)).toEqual({
        contentBytes: CONTENT.length,
        sha256: sha256(CONTENT).toString('hex'),
      });
      const got = await agent.raw({ method: 'GET', path: fileAt(agent) });
      expect(got.body.toString()).toBe(CONTENT.toString());
      expect(got.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        trailer: 'content-digest',
      });
      expect(got.trailers).toEqual({ 'content-digest': digestField(CONTENT) });
      expect(await namesIn(agent)).toEqual(['file']);
    },
  },
  {
    name: 'a large file goes in and comes out again by the client',
    async run(agent) {
      const content = randomBytes(agent.bulkBytes);
      const path = `${agent.scratch}/large`;
      const received = await agent.client.putFile(path, Readable.from([content]));
      expect(received.sha256).toBe(sha256(content).toString('hex'));
      const { body, verified } = await agent.client.getFile(path);
      expect((await buffer(body)).equals(content)).toBe(true);
      await verified;
    },
  },
  {
    name: 'an empty file has a digest too',
    async run(agent) {
      expect((await put(agent, Buffer.alloc(0))).status).toBe(200);
      const got = await agent.raw({ method: 'GET', path: fileAt(agent) });
      expect(got.body).toHaveLength(0);
      expect(got.trailers).toEqual({ 'content-digest': digestField(Buffer.alloc(0)) });
    },
  },
  {
    name: 'a part of a file, by offset and length',
    async run(agent) {
      await put(agent, CONTENT);
      for (const [query, expected] of [
        ['&offset=5', CONTENT.subarray(5)],
        ['&offset=5&length=6', CONTENT.subarray(5, 11)],
        ['&length=0', Buffer.alloc(0)],
        [`&offset=${CONTENT.length}`, Buffer.alloc(0)],
        ['&length=1000000', CONTENT],
      ] as const) {
        const got = await agent.raw({ method: 'GET', path: `${fileAt(agent)}${query}` });
        expect(got.body.toString(), query).toBe(expected.toString());
        expect(got.trailers).toEqual({ 'content-digest': digestField(expected) });
      }
    },
  },
  {
    name: 'a file goes on at an offset, and not behind its end',
    async run(agent) {
      await put(agent, CONTENT);
      await put(agent, Buffer.from(' and more'), {}, `&offset=${CONTENT.length}`);
      const got = await agent.raw({ method: 'GET', path: fileAt(agent) });
      expect(got.body.toString()).toBe(`${CONTENT.toString()} and more`);
      const behind = await put(agent, CONTENT, {}, '&offset=1000');
      expectError(behind, 400, 'out_of_range');
    },
  },
  ...(
    [
      [
        'SHA-256 behind the body',
        (body: Buffer) => [
          Buffer.concat([body, sha256(body)]),
          { 'vmslot-digest': 'sha-256-suffix' },
        ],
      ],
      ['SHA-256 in the header', (body: Buffer) => [body, { 'content-digest': digestField(body) }]],
    ] as const
  ).map(([what, encode]): ConformanceCase => ({
    name: `an upload with its ${what} is checked`,
    async run(agent) {
      const [body, headers] = encode(CONTENT) as [Buffer, Record<string, string>];
      expect(jsonOf(await put(agent, body, headers))).toMatchObject({
        contentBytes: CONTENT.length,
      });
      const damaged = Buffer.from(body);
      damaged[0] = (damaged[0] ?? 0) ^ 1;
      expectError(await put(agent, damaged, headers), 500, 'data_loss');
      const got = await agent.raw({ method: 'GET', path: fileAt(agent) });
      expect(got.body.toString()).toBe(CONTENT.toString());
      expect(await namesIn(agent)).toEqual(['file']);
    },
  })),
  {
    name: 'an upload that is too short for its SHA-256 leaves nothing',
    async run(agent) {
      const headers = { 'vmslot-digest': 'sha-256-suffix' };
      expectError(await put(agent, Buffer.alloc(31), headers), 400, 'invalid_argument');
      expect(await namesIn(agent)).toEqual([]);
    },
  },
  ...(
    [
      ['an unknown way', { 'vmslot-digest': 'md5' }],
      [
        'two ways at once',
        { 'vmslot-digest': 'sha-256-suffix', 'content-digest': digestField(CONTENT) },
      ],
      ['another digest', { 'content-digest': 'md5=:AAAA:' }],
      ['a short digest', { 'content-digest': 'sha-256=:AAAA:' }],
      ['no digest at all', { 'content-digest': '' }],
    ] as const
  ).map(([what, headers]): ConformanceCase => ({
    name: `an upload whose header names ${what} is refused and leaves nothing`,
    async run(agent) {
      expectError(await put(agent, CONTENT, headers), 400, 'invalid_argument');
      expect(await namesIn(agent)).toEqual([]);
    },
  })),
  {
    name: 'an upload that is cut off leaves what was there, and nothing else',
    async run(agent) {
      await put(agent, CONTENT);
      const connection = agent.connect();
      const headers = { 'content-length': '1000000' };
      connection.send({ method: 'PUT', path: fileAt(agent), headers, body: Buffer.alloc(100_000) });
      // The new file is there beside the old one before the connection is cut.
      await expect.poll(() => namesIn(agent), { timeout: 30_000 }).toHaveLength(2);
      connection.destroy();
      await expect.poll(() => namesIn(agent), { timeout: 30_000 }).toEqual(['file']);
      const got = await agent.raw({ method: 'GET', path: fileAt(agent) });
      expect(got.body.toString()).toBe(CONTENT.toString());
    },
  },
  {
    name: 'an upload that ends before its announced length leaves nothing',
    async run(agent) {
      const connection = agent.connect();
      const headers = { 'content-length': '1000' };
      connection.send({ method: 'PUT', path: fileAt(agent), headers, body: 'short' });
      connection.end();
      expect((await connection.readToEnd()).toString('latin1')).not.toMatch(/^HTTP\/1\.1 2/);
      await expect.poll(() => namesIn(agent), { timeout: 30_000 }).toEqual([]);
    },
  },
  {
    name: 'a download that is left in the middle holds up nothing',
    async run(agent) {
      await put(agent, Buffer.alloc(agent.bulkBytes, 'x'));
      for (let count = 0; count < 3; count += 1) {
        const { body } = await agent.client.getFile(`${agent.scratch}/file`);
        for await (const chunk of body as AsyncIterable<Buffer>) {
          expect(chunk[0]).toBe('x'.charCodeAt(0));
          break;
        }
      }
      await agent.client.file.remove({ path: `${agent.scratch}/file` });
      expect(await namesIn(agent)).toEqual([]);
    },
  },
  {
    name: 'what fails before the first byte is an error with a status',
    async run(agent) {
      const missing = await agent.raw({ method: 'GET', path: fileAt(agent, 'missing') });
      expectError(missing, 404, 'not_found');
      const path = `/v1/files?path=${agent.scratch}`;
      const directory = await agent.raw({ method: 'GET', path });
      expectError(directory, 400, 'failed_precondition');
    },
  },
  {
    name: 'an archive of a task that does not exist is not_found, in both directions',
    async run(agent) {
      const path = '/v1/tasks/nobody-knows-it/archive?path=a';
      expectError(await agent.raw({ method: 'GET', path }), 404, 'not_found');
    },
  },
  ...(
    [
      ['no path', ''],
      ['an empty path', '?path=a&path='],
      ['1,001 paths', `?${Array.from({ length: 1001 }, () => 'path=a').join('&')}`],
    ] as const
  ).map(([what, query]): ConformanceCase => ({
    name: `an archive of ${what} is invalid_argument`,
    async run(agent) {
      const path = `/v1/tasks/t/archive${query}`;
      expectError(await agent.raw({ method: 'GET', path }), 400, 'invalid_argument');
    },
  })),
];
