import { once } from 'node:events';
import {
  decodeEndStream,
  encodeEnvelope,
  ENVELOPE_END_STREAM,
  EnvelopeDecoder,
  SERVICES,
  type EndStream,
} from '@vmslot/proto/rpc';
import { describe, expect, test } from 'vitest';
import { AgentError } from '../errors.ts';
import { AgentFixture, untilStable, type FixtureReply } from './agent-fixture.ts';
import { MAX_REPLIES_PER_TURN } from './limits.ts';

const ATTACH = '/vmslot.agent.v1.TaskService/Attach';
const PROTO = { 'content-type': 'application/connect+proto' };
const { request, response } = SERVICES.task.attach;

function attachRequest(afterSequence = 0): Uint8Array {
  return encodeEnvelope(0, request.encode({ taskId: 't', afterSequence }, 'proto'));
}

/** Sequence numbers and end-stream message of a reply. */
function readStream({ body }: FixtureReply): { sequences: unknown[]; end: EndStream | undefined } {
  const decoder = new EnvelopeDecoder();
  const sequences: unknown[] = [];
  let end: EndStream | undefined;
  for (const { flags, data } of decoder.push(body)) {
    expect(end).toBeUndefined();
    if (flags === ENVELOPE_END_STREAM) end = decodeEndStream(data);
    else sequences.push(response.decode(data, 'proto').event?.sequence);
  }
  decoder.end();
  return { sequences, end };
}

describe('server streams', () => {
  test('replies in order, then the end-stream message', async () => {
    await using agent = new AgentFixture({
      task: {
        async *attach({ afterSequence }) {
          for (let sequence = afterSequence + 1; sequence <= 5; sequence += 1) {
            yield { event: { sequence } };
          }
        },
      },
    });
    const reply = await agent.send({ path: ATTACH, headers: PROTO, body: attachRequest(2) });
    expect(reply).toMatchObject({ status: 200, headers: PROTO });
    expect(readStream(reply)).toEqual({
      sequences: [3, 4, 5],
      end: { error: undefined, metadata: {} },
    });
    const json = await agent.send({
      path: ATTACH,
      headers: { 'content-type': 'application/connect+json' },
      body: encodeEnvelope(0, Buffer.from('{"taskId":"t","afterSequence":"4"}')),
    });
    const expected = Buffer.concat([
      encodeEnvelope(0, Buffer.from('{"event":{"sequence":"5"}}')),
      encodeEnvelope(ENVELOPE_END_STREAM, Buffer.from('{}')),
    ]);
    expect(json.body.toString()).toBe(expected.toString());
  });

  test('the header is out before the first reply', async () => {
    const go = Promise.withResolvers<void>();
    await using agent = new AgentFixture({
      task: {
        async *attach() {
          await go.promise;
          yield { event: { sequence: 1 } };
        },
      },
    });
    const reply = await agent.open({ path: ATTACH, headers: PROTO, body: attachRequest() });
    expect(reply.statusCode).toBe(200);
    go.resolve();
    reply.resume();
    await once(reply, 'end');
  });

  test('a handler that throws in the middle', async () => {
    let cleanedUp = false;
    await using agent = new AgentFixture({
      task: {
        async *attach() {
          try {
            yield { event: { sequence: 1 } };
            throw new AgentError('data_loss', 'the journal is damaged');
          } finally {
            cleanedUp = true;
          }
        },
      },
    });
    const reply = await agent.send({ path: ATTACH, headers: PROTO, body: attachRequest() });
    const { sequences, end } = readStream(reply);
    expect(reply.status).toBe(200);
    expect(sequences).toEqual([1]);
    expect(end?.error).toMatchObject({ code: 'data_loss', message: 'the journal is damaged' });
    expect(cleanedUp).toBe(true);
  });

  test('a reader that stops holds the handler back', async () => {
    const data = Buffer.alloc(16 * 1024);
    let pulledCount = 0;
    const pulled = Promise.withResolvers<void>();
    await using agent = new AgentFixture({
      task: {
        async *attach() {
          for (let sequence = 1; sequence <= 1000; sequence += 1) {
            pulledCount = sequence;
            if (sequence === 2) pulled.resolve();
            yield { event: { sequence, output: { data } } };
          }
        },
      },
    });
    const connection = agent.connect(32 * 1024);
    const reply = await agent.open(
      { path: ATTACH, headers: PROTO, body: attachRequest() },
      connection,
    );
    await pulled.promise;
    // Unread are what the pair holds in both ends and what waits in the reply on either side.
    await untilStable(() => pulledCount);
    expect(pulledCount).toBeLessThan(40);
    reply.resume();
    await once(reply, 'end');
    expect(pulledCount).toBe(1000);
  });

  test('a handler that never waits leaves the others their turn', async () => {
    await using agent = new AgentFixture({
      task: {
        async *attach() {
          for (let sequence = 1; sequence <= 3200; sequence += 1) yield { event: { sequence } };
        },
      },
    });
    let turnCount = 0;
    let turning = true;
    const turn = (): void => {
      turnCount += 1;
      if (turning) setImmediate(turn);
    };
    turn();
    // There is room for all replies at once.
    const connection = agent.connect(64 * 1024 * 1024);
    const options = { path: ATTACH, headers: PROTO, body: attachRequest() };
    const reply = await agent.send(options, connection);
    turning = false;
    expect(readStream(reply).sequences).toHaveLength(3200);
    expect(turnCount).toBeGreaterThan(3200 / MAX_REPLIES_PER_TURN / 2);
  });

  test('a reader that leaves aborts the signal, and return() of the iterator runs', async () => {
    const cleanedUp = Promise.withResolvers<AbortSignal>();
    await using agent = new AgentFixture({
      task: {
        async *attach(_request, { signal }) {
          try {
            yield { event: { sequence: 1 } };
            await once(signal, 'abort');
            yield { event: { sequence: 2 } };
          } finally {
            cleanedUp.resolve(signal);
          }
        },
      },
    });
    const connection = agent.connect();
    const reply = await agent.open(
      { path: ATTACH, headers: PROTO, body: attachRequest() },
      connection,
    );
    reply.on('error', () => undefined);
    await once(reply, 'data');
    connection.destroy();
    const signal = await cleanedUp.promise;
    expect(signal.reason).toMatchObject({ code: 'canceled' });
    expect(agent.internalErrors).toEqual([]);
  });

  test('a deadline ends the stream and the work', async () => {
    const never = Promise.withResolvers<never>().promise;
    let returned = false;
    const signals: AbortSignal[] = [];
    await using agent = new AgentFixture({
      task: {
        attach: (_request, { signal }) => {
          signals.push(signal);
          return {
            [Symbol.asyncIterator]: () => ({
              next: () => never,
              return: async () => {
                returned = true;
                return { done: true, value: undefined };
              },
            }),
          };
        },
      },
    });
    const headers = { ...PROTO, 'connect-timeout-ms': '200' };
    const reply = await agent.send({ path: ATTACH, headers, body: attachRequest() });
    expect(readStream(reply).end?.error?.code).toBe('deadline_exceeded');
    expect(signals[0]?.aborted).toBe(true);
    expect(returned).toBe(true);
  });

  test.each([
    ['no message', Buffer.alloc(0), 'unimplemented'],
    ['two messages', Buffer.concat([attachRequest(), attachRequest()]), 'unimplemented'],
    [
      'an end-stream message',
      encodeEnvelope(ENVELOPE_END_STREAM, Buffer.from('{}')),
      'unimplemented',
    ],
    ['half a message', attachRequest().subarray(0, 6), 'internal'],
    ['a compressed message', encodeEnvelope(1, Buffer.alloc(3)), 'internal'],
    ['damaged bytes', encodeEnvelope(0, Buffer.from('ff', 'hex')), 'invalid_argument'],
    ['a false length', Buffer.from('00ffffffff', 'hex'), 'resource_exhausted'],
  ])('a request of %s', async (_name, body, code) => {
    await using agent = new AgentFixture();
    const reply = await agent.send({ path: ATTACH, headers: PROTO, body });
    expect(reply.status).toBe(200);
    expect(readStream(reply).end?.error?.code).toBe(code);
    expect(agent.internalErrors).toEqual([]);
  });

  test('415 for a content type of unary calls', async () => {
    await using agent = new AgentFixture();
    const headers = { 'content-type': 'application/proto' };
    expect(await agent.send({ path: ATTACH, headers, body: attachRequest() })).toMatchObject({
      status: 415,
      headers: { 'accept-post': 'application/connect+proto, application/connect+json' },
    });
  });
});
