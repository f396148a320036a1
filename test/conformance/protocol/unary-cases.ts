import { SERVICES } from '@vmslot/proto/rpc';
import { expect } from 'vitest';
import type { ConformanceCase } from '../conformance-case.ts';
import { callJson, expectError, expectTypedError, jsonOf, pathOf } from './call-json.ts';

const GET_INFO = pathOf('SystemService/GetInfo');
const PROTO = { 'content-type': 'application/proto' };
const { getInfo } = SERVICES.system;

/** Calls with one reply, in both formats. */
export const UNARY_CASES: readonly ConformanceCase[] = [
  {
    name: 'a call in protobuf',
    async run(agent) {
      const reply = await agent.raw({
        path: GET_INFO,
        headers: PROTO,
        body: getInfo.request.encode({}, 'proto'),
      });
      expect(reply.status).toBe(200);
      expect(reply.headers['content-type']).toBe('application/proto');
      expect(getInfo.response.decode(reply.body, 'proto').features).toEqual(agent.features);
    },
  },
  {
    name: 'a call in JSON, with 64-bit numbers as strings and names in camel case',
    async run(agent) {
      const reply = await callJson(agent, 'SystemService/GetInfo', {});
      expect(reply.status).toBe(200);
      expect(reply.headers['content-type']).toBe('application/json');
      expect(jsonOf(reply)).toMatchObject({
        features: agent.features,
        memoryTotalBytes: expect.stringMatching(/^[1-9]\d+$/) as string,
      });
    },
  },
  {
    name: 'a content type with parameters and capitals',
    async run(agent) {
      const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
      expect(await callJson(agent, 'SystemService/GetInfo', {}, headers)).toMatchObject({
        status: 200,
      });
    },
  },
  {
    name: 'names of the schema are understood in JSON, as those in camel case are',
    async run(agent) {
      const body = { path: '/', max_count: 1, after_name: '' };
      const one = await callJson(agent, 'FileService/ListDirectory', body);
      expect(jsonOf(one)['files']).toHaveLength(1);
      const other = { path: '/', maxCount: 1 };
      const two = await callJson(agent, 'FileService/ListDirectory', other);
      expect(jsonOf(two)).toEqual(jsonOf(one));
    },
  },
  {
    name: 'a 64-bit number may be a number or a string',
    async run(agent) {
      for (const afterSequence of [3, '3']) {
        const body = { taskId: 'nobody-knows-it', afterSequence };
        // The kind of call is wrong, which shows that nothing of the message was.
        expectError(await callJson(agent, 'TaskService/Attach', body), 415, 'invalid_argument');
      }
      const wrong = await callJson(agent, 'FileService/ListDirectory', {
        path: '/',
        maxCount: '1',
      });
      expect(wrong.status).toBe(200);
    },
  },
  {
    name: 'an empty message has no bytes in protobuf',
    async run(agent) {
      expect(await agent.raw({ path: GET_INFO, headers: PROTO })).toMatchObject({ status: 200 });
    },
  },
  {
    name: 'no bytes are no JSON',
    async run(agent) {
      const reply = await callJson(agent, 'SystemService/GetInfo', '');
      expectError(reply, 400, 'invalid_argument');
    },
  },
  ...(
    [
      ['an open brace', '{'],
      ['a list', '[]'],
      ['a string', '"text"'],
      ['null', 'null'],
      ['a number', '1'],
      ['two objects', '{}{}'],
      ['a byte order mark', '\ufeff{}'],
      ['bytes that are not UTF-8', Buffer.from('{"path":"\xff"}', 'latin1')],
      ['single quotes', "{'path':'/'}"],
      ['a nesting of 100,000', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ] as const
  ).map(([what, body]): ConformanceCase => ({
    name: `a body of JSON that is ${what} is invalid_argument`,
    async run(agent) {
      const reply = await callJson(agent, 'FileService/Stat', body);
      expectError(reply, 400, 'invalid_argument');
    },
  })),
  {
    name: 'fields that the agent does not know are passed over, in JSON',
    async run(agent) {
      const body = { path: '/', more: 1, 'with space': { deep: [1, 2, { a: null }] } };
      expect(await callJson(agent, 'FileService/Stat', body)).toMatchObject({ status: 200 });
    },
  },
  {
    name: 'fields that the agent does not know are passed over, in protobuf',
    async run(agent) {
      // Field 1000 of each wire type: varint, 64 bits, bytes, 32 bits.
      const unknown = Buffer.from('c03e01c13e0102030405060708c23e0361626fc53e01020304', 'hex');
      const path = SERVICES.file.stat.request.encode({ path: '/' }, 'proto');
      const reply = await agent.raw({
        path: pathOf('FileService/Stat'),
        headers: PROTO,
        body: Buffer.concat([unknown, path, unknown]),
      });
      expect(reply.status).toBe(200);
    },
  },
  {
    name: 'null in JSON is as good as nothing',
    async run(agent) {
      const body = { path: '/', maxCount: null, afterName: null };
      expect(await callJson(agent, 'FileService/ListDirectory', body)).toMatchObject({
        status: 200,
      });
    },
  },
  ...(
    [
      ['a wrong type', 'FileService/Stat', { path: 7 }, 'path'],
      ['a list in place of a value', 'FileService/Stat', { path: ['/'] }, 'path'],
      ['a negative count', 'FileService/ListDirectory', { path: '/', maxCount: -1 }, 'maxCount'],
      ['a fraction', 'FileService/ListDirectory', { path: '/', maxCount: 1.5 }, 'maxCount'],
      ['2^32', 'FileService/ListDirectory', { path: '/', maxCount: 2 ** 32 }, 'maxCount'],
      [
        'a word for a number',
        'FileService/ListDirectory',
        { path: '/', maxCount: 'x' },
        'maxCount',
      ],
      ['a number for true', 'FileService/Remove', { path: '/x', recursive: 1 }, 'recursive'],
      ['an unknown enum name', 'TaskService/Control', { taskId: 't', verb: 'NOPE' }, 'verb'],
      ['a name all objects have', 'TaskService/Control', { verb: 'constructor' }, 'verb'],
      ['a fraction for an enum', 'TaskService/Control', { taskId: 't', verb: 0.5 }, 'verb'],
      ['no base64', 'TaskService/Deliver', { taskId: 't', content: 'a b' }, 'content'],
    ] as const
  ).map(([what, label, body, field]): ConformanceCase => ({
    name: `${what} is invalid_argument, and the message names the field ${field}`,
    async run(agent) {
      const message = expectError(await callJson(agent, label, body), 400, 'invalid_argument');
      expect(message.toLowerCase().replaceAll('_', '')).toContain(field.toLowerCase());
    },
  })),
  {
    name: 'an enum value that the agent does not know is a typed error',
    async run(agent) {
      const body = { taskId: 'nobody-knows-it', verb: 4711 };
      const reply = await callJson(agent, 'TaskService/Control', body);
      expectTypedError(reply, ['invalid_argument', 'not_found']);
    },
  },
  ...(
    [
      ['a field that is cut off', '0a05616263'],
      ['an endless number', 'ff'.repeat(12)],
      ['a wire type that does not exist', '0f'],
      ['a group that does not end', '0b'],
      ['a field with the number 0', '0200'],
      ['text that is not UTF-8', '0a01ff'],
      ['a length of 4 GiB', '0affffffff0f'],
    ] as const
  ).map(([what, hex]): ConformanceCase => ({
    name: `a message in protobuf with ${what} is invalid_argument`,
    async run(agent) {
      const reply = await agent.raw({
        path: pathOf('FileService/Stat'),
        headers: PROTO,
        body: Buffer.from(hex, 'hex'),
      });
      expectError(reply, 400, 'invalid_argument');
    },
  })),
  {
    name: 'an error is JSON with code and message also where the call is in protobuf',
    async run(agent) {
      const path = `${agent.scratch}/is not there`;
      const reply = await agent.raw({
        path: pathOf('FileService/Stat'),
        headers: PROTO,
        body: SERVICES.file.stat.request.encode({ path }, 'proto'),
      });
      expect(expectError(reply, 404, 'not_found')).toContain(path);
    },
  },
  {
    name: 'version 1 of the Connect protocol is spoken, others are refused',
    async run(agent) {
      for (const [version, status] of [
        ['1', 200],
        ['2', 400],
        ['', 400],
        ['1.0', 400],
      ] as const) {
        const headers = { 'connect-protocol-version': version };
        const reply = await callJson(agent, 'SystemService/GetInfo', {}, headers);
        expect([version, reply.status]).toEqual([version, status]);
      }
    },
  },
];
