import { encodeEnvelope, SERVICES } from '@vmslot/proto/rpc';
import { vmslot } from '@vmslot/proto/agent';
import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectError } from './call-json.ts';
import { jsonMessages, readStream, streamRequest } from './stream-reply.ts';

const { TASK_VERB_KILL } = vmslot.agent.v1.TaskVerb;
const RUN = 'TaskService/Run';
const ATTACH = 'TaskService/Attach';
const NOBODY = Buffer.from('{"taskId":"nobody-knows-it"}');

/** A task that prints a line, and then ends or sleeps. */
function task(taskId: string, { sleeps = false } = {}) {
  const script = sleeps ? 'echo hi; sleep 3600' : 'echo hi';
  return { taskId, steps: [{ name: 'step', argv: ['/bin/sh', '-c', script] }] };
}

/** Ends a task and lets the agent forget it. */
async function forget(agent: AgentUnderTest, taskId: string): Promise<void> {
  await agent.client.task.control({ taskId, verb: TASK_VERB_KILL }).catch(() => undefined);
  for await (const { event } of agent.client.task.attach({ taskId })) {
    if (event?.ended) break;
  }
  await agent.client.task.acknowledge({ taskId });
}

/** Server streams of the Connect protocol. */
export const STREAM_CASES: readonly ConformanceCase[] = [
  {
    name: 'a stream in JSON: messages in envelopes, then the end-stream message',
    async run(agent) {
      const reply = await agent.raw(streamRequest(RUN, task('stream-json')));
      expect(reply.headers['content-type']).toBe('application/connect+json');
      const stream = readStream(reply);
      expect(stream.end).toEqual({ error: undefined, metadata: {} });
      const events = jsonMessages(stream) as { event: Record<string, unknown> }[];
      expect(events.find(({ event }) => 'output' in event)?.event['output']).toMatchObject({
        data: Buffer.from('hi\n').toString('base64'),
      });
      expect(events.at(-1)?.event['ended']).toMatchObject({ succeeded: true });
      const numbers = events.map(({ event }) => Number(event['sequence']));
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      await forget(agent, 'stream-json');
    },
  },
  {
    name: 'a stream in protobuf',
    async run(agent) {
      const { request, response } = SERVICES.task.run;
      const body = encodeEnvelope(0, request.encode(task('stream-proto'), 'proto'));
      const headers = { 'content-type': 'application/connect+proto' };
      const reply = await agent.raw(streamRequest(RUN, body, headers));
      expect(reply.headers['content-type']).toBe('application/connect+proto');
      const { messages, end } = readStream(reply);
      expect(end.error).toBeUndefined();
      const last = response.decode(messages.at(-1) ?? new Uint8Array(), 'proto');
      expect(last.event?.ended?.succeeded).toBe(true);
      await forget(agent, 'stream-proto');
    },
  },
  {
    name: 'an error before the first message stands in the end-stream message, status 200',
    async run(agent) {
      const reply = await agent.raw(streamRequest(ATTACH, { taskId: 'nobody-knows-it' }));
      const { messages, end } = readStream(reply);
      expect(messages).toEqual([]);
      expect(end.error).toMatchObject({ code: 'not_found' });
      expect(end.error?.message).toContain('nobody-knows-it');
    },
  },
  ...(
    [
      ['no envelope', new Uint8Array(), 'unimplemented'],
      [
        'two envelopes',
        Buffer.concat([encodeEnvelope(0, NOBODY), encodeEnvelope(0, NOBODY)]),
        'unimplemented',
      ],
      ['an end-stream envelope', encodeEnvelope(2, Buffer.from('{}')), 'unimplemented'],
      ['a compressed envelope', encodeEnvelope(1, NOBODY), 'internal'],
      ['an unknown flag', encodeEnvelope(0x80, NOBODY), 'internal'],
      ['half a header', Buffer.from('000000', 'hex'), 'internal'],
      ['half a message', encodeEnvelope(0, NOBODY).subarray(0, -1), 'internal'],
      ['a length of 4 GiB', Buffer.from('00ffffffff7b7d', 'hex'), 'resource_exhausted'],
      ['a message without an envelope', NOBODY, 'internal|resource_exhausted'],
      ['a message that is no JSON', encodeEnvelope(0, Buffer.from('{')), 'invalid_argument'],
    ] as const
  ).map(([what, body, code]): ConformanceCase => ({
    name: `a stream's request with ${what} is refused in the end-stream message`,
    async run(agent) {
      const { messages, end } = readStream(await agent.raw(streamRequest(ATTACH, body)));
      expect(messages).toEqual([]);
      expect(code.split('|')).toContain(end.error?.code);
    },
  })),
  {
    name: 'a stream is not called with the content type of a unary call, nor the other way round',
    async run(agent) {
      const unary = { 'content-type': 'application/json' };
      const reply = await agent.raw(streamRequest(ATTACH, NOBODY, unary));
      expectError(reply, 415, 'invalid_argument');
      expect(reply.headers['accept-post']).toBe(
        'application/connect+proto, application/connect+json',
      );
      const other = await agent.raw(streamRequest('SystemService/GetInfo', {}));
      expectError(other, 415, 'invalid_argument');
      expect(other.headers['accept-post']).toBe('application/proto, application/json');
    },
  },
  {
    name: 'a stream with compression is refused',
    async run(agent) {
      const headers = { 'connect-content-encoding': 'gzip' };
      const { end } = readStream(await agent.raw(streamRequest(ATTACH, NOBODY, headers)));
      expect(end.error?.code).toBe('unimplemented');
    },
  },
  {
    name: 'the deadline of a stream ends it, and not the task that it watches',
    async run(agent) {
      for await (const { event } of agent.client.task.run(task('deadline', { sleeps: true }))) {
        if (event?.output) break;
      }
      const headers = { 'connect-timeout-ms': '300' };
      const request = streamRequest(ATTACH, { taskId: 'deadline' }, headers);
      const { end } = readStream(await agent.raw(request));
      expect(end.error?.code).toBe('deadline_exceeded');
      const { tasks } = await agent.client.task.list({});
      const found = tasks?.find(({ taskId }) => taskId === 'deadline');
      expect(found?.state).toBe(vmslot.agent.v1.TaskState.TASK_STATE_RUNNING);
      await forget(agent, 'deadline');
    },
  },
  {
    name: 'a caller that leaves a stream ends it, and not the task; Attach goes on where it left',
    async run(agent) {
      const connection = agent.connect();
      connection.send(streamRequest(RUN, task('left', { sleeps: true })));
      let seen = 0;
      // Read as bytes: the reply has no end.
      for await (const { event } of agent.client.task.run(task('left', { sleeps: true }))) {
        seen = event?.sequence ?? 0;
        if (event?.output) break;
      }
      connection.destroy();
      await agent.client.task.control({ taskId: 'left', verb: TASK_VERB_KILL });
      const rest: number[] = [];
      for await (const { event } of agent.client.task.attach({
        taskId: 'left',
        afterSequence: seen,
      })) {
        rest.push(event?.sequence ?? 0);
        if (event?.ended) break;
      }
      expect(rest.length).toBeGreaterThan(0);
      expect(rest.every((sequence) => sequence > seen)).toBe(true);
      await forget(agent, 'left');
    },
  },
  {
    name: 'the header of a stream comes before its first message',
    async run(agent) {
      // The task exists and has nothing new to say.
      for await (const { event } of agent.client.task.run(task('quiet', { sleeps: true }))) {
        if (event?.output) break;
      }
      const connection = agent.connect();
      connection.send(streamRequest(ATTACH, { taskId: 'quiet', afterSequence: '1000000' }));
      const first = await new Promise<Buffer>((resolve) => {
        connection.duplex.once('data', resolve);
      });
      expect(first.toString('latin1')).toMatch(/^HTTP\/1\.1 200 /);
      connection.destroy();
      await forget(agent, 'quiet');
    },
  },
  {
    name: 'many streams at once, each to its end',
    async run(agent) {
      const ids = Array.from({ length: 12 }, (_, index) => `at-once-${index}`);
      const replies = await Promise.all(
        ids.map(async (id) => readStream(await agent.raw(streamRequest(RUN, task(id))))),
      );
      for (const reply of replies) {
        expect(jsonMessages(reply).at(-1)).toMatchObject({ event: { ended: { succeeded: true } } });
      }
      for (const id of ids) await forget(agent, id);
    },
  },
];
