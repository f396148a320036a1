import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  create,
  createFileRegistry,
  fromBinary,
  toJson,
  type DescMessage,
  type DescService,
  type FileRegistry,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { vmslot } from '@vmslot/proto/agent';
import { beforeAll, describe, expect, test } from 'vitest';
import { AgentError } from '../../guest-agent/src/errors.ts';
import { AgentFixture, type FixtureOptions } from '../../guest-agent/src/http/agent-fixture.ts';

const { v1 } = vmslot.agent;
const root = fileURLToPath(new URL('../../', import.meta.url));
const buf = `${root}node_modules/.bin/buf`;
const run = promisify(execFile);

/** The schemas as buf reads them: no line of ours is between the file and the stock client. */
let registry: FileRegistry;

beforeAll(async () => {
  const { stdout } = await run(buf, ['build', 'proto', '-o', '-#format=binpb'], {
    cwd: root,
    encoding: 'buffer',
  });
  registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, stdout));
});

function service(name: string): DescService {
  const found = registry.getService(`vmslot.agent.v1.${name}`);
  if (found === undefined) throw new Error(`the schemas have no ${name}`);
  return found;
}

function message(name: string): DescMessage {
  const found = registry.getMessage(`vmslot.agent.v1.${name}`);
  if (found === undefined) throw new Error(`the schemas have no ${name}`);
  return found;
}

/** Calls a method without types, as the schemas are read while the test runs. */
type Caller = (method: string, request: object, options?: object) => unknown;

type Method = (request: object, options?: object) => unknown;

interface Session extends AsyncDisposable {
  readonly agent: AgentFixture;
  readonly baseUrl: string;
  /** Client of a service. */
  stub(name: string): Caller;
}

async function start(options: FixtureOptions, useBinaryFormat: boolean): Promise<Session> {
  const agent = new AgentFixture(options);
  agent.server.http.listen(0, '127.0.0.1');
  await once(agent.server.http, 'listening');
  const { port } = agent.server.http.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const transport: Transport = createConnectTransport({
    baseUrl,
    httpVersion: '1.1',
    useBinaryFormat,
  });
  return {
    agent,
    baseUrl,
    stub: (name) => {
      const client = createClient(service(name), transport) as Record<string, Method>;
      return (method, request, options) => (client[method] as Method)(request, options);
    },
    [Symbol.asyncDispose]: () => agent.server.close({ graceMs: 0 }),
  };
}

async function collect(name: string, replies: unknown): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const reply of replies as AsyncIterable<never>) all.push(toJson(message(name), reply));
  return all;
}

async function failureOf(call: Promise<unknown>): Promise<ConnectError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConnectError);
  return error as ConnectError;
}

describe.each([
  ['protobuf', true],
  ['JSON', false],
])('a stock Connect client in %s', (_name, useBinaryFormat) => {
  test('unary call with every kind of field', async () => {
    const file = {
      name: 'a ü',
      type: v1.FileType.FILE_TYPE_DIRECTORY,
      sizeBytes: 2 ** 53 - 1,
      mode: 0o755,
      uid: 2 ** 32 - 1,
      modifiedMs: -1500,
    };
    await using session = await start(
      { file: { stat: async ({ path }) => ({ file: { ...file, name: path } }) } },
      useBinaryFormat,
    );
    const request = create(message('StatRequest'), { path: 'a ü' });
    const reply = await session.stub('FileService')('stat', request);
    expect(toJson(message('StatResponse'), reply as never)).toEqual({
      file: {
        name: 'a ü',
        type: 'FILE_TYPE_DIRECTORY',
        sizeBytes: '9007199254740991',
        mode: 0o755,
        uid: 2 ** 32 - 1,
        modifiedMs: '-1500',
      },
    });
  });

  test('a request with lists, maps, doubles, 64-bit numbers and nested messages', async () => {
    const requests: object[] = [];
    const stream = v1.OutputStream.OUTPUT_STREAM_STDERR;
    await using session = await start(
      {
        task: {
          async *run(request) {
            requests.push(request);
            yield { event: { sequence: 1, output: { stream, data: Buffer.from('hi') } } };
            yield { event: { sequence: 2, ended: { succeeded: true } } };
          },
        },
      },
      useBinaryFormat,
    );
    const json = {
      taskId: 'wu-1',
      steps: [{ argv: ['ecm', '-c'], env: { A: '1' }, weight: 2.5, timeLimitMs: 90_000n }],
      limits: { memoryBytes: 2n ** 40n },
    };
    const replies = session.stub('TaskService')('run', create(message('RunRequest'), json));
    expect(await collect('RunResponse', replies)).toEqual([
      { event: { sequence: '1', output: { stream: 'OUTPUT_STREAM_STDERR', data: 'aGk=' } } },
      { event: { sequence: '2', ended: { succeeded: true } } },
    ]);
    expect(requests).toMatchObject([
      {
        taskId: 'wu-1',
        steps: [{ argv: ['ecm', '-c'], env: { A: '1' }, weight: 2.5, timeLimitMs: 90_000 }],
        limits: { memoryBytes: 2 ** 40 },
      },
    ]);
  });

  test('errors keep their code and message, unary and in the middle of a stream', async () => {
    await using session = await start(
      {
        file: {
          stat: async () => {
            throw new AgentError('not_found', 'no such file: ü');
          },
        },
        task: {
          async *attach() {
            yield { event: { sequence: 1 } };
            throw new AgentError('data_loss', 'journal');
          },
        },
      },
      useBinaryFormat,
    );
    const unary = await failureOf(
      session.stub('FileService')('stat', create(message('StatRequest'))) as Promise<unknown>,
    );
    expect([unary.code, unary.rawMessage]).toEqual([Code.NotFound, 'no such file: ü']);
    const stream = await failureOf(
      collect(
        'AttachResponse',
        session.stub('TaskService')('attach', create(message('AttachRequest'))),
      ),
    );
    expect([stream.code, stream.rawMessage]).toEqual([Code.DataLoss, 'journal']);
  });

  test('a deadline, and a stream that is left', async () => {
    const aborted = Promise.withResolvers<unknown>();
    await using session = await start(
      {
        file: { stat: () => Promise.withResolvers<never>().promise },
        task: {
          async *attach(_request, { signal }) {
            signal.addEventListener('abort', () => aborted.resolve(signal.reason));
            for (let sequence = 1; ; sequence += 1) yield { event: { sequence } };
          },
        },
      },
      useBinaryFormat,
    );
    const late = session.stub('FileService')('stat', create(message('StatRequest')), {
      timeoutMs: 50,
    });
    expect((await failureOf(late as Promise<unknown>)).code).toBe(Code.DeadlineExceeded);
    // This client cancels by its signal; leaving the loop alone does not end its request.
    const controller = new AbortController();
    const request = create(message('AttachRequest'));
    const { signal } = controller;
    const replies = session.stub('TaskService')('attach', request, { signal });
    const read = async (): Promise<void> => {
      for await (const reply of replies as AsyncIterable<object>) {
        expect(reply).toHaveProperty('event');
        controller.abort();
      }
    };
    expect((await failureOf(read())).code).toBe(Code.Canceled);
    expect(await aborted.promise).toMatchObject({ code: 'canceled' });
  });

  test('a method that the agent does not have', async () => {
    await using session = await start({}, useBinaryFormat);
    const call = session.stub('SystemService')('getInfo', create(message('GetInfoRequest')));
    expect((await failureOf(call as Promise<unknown>)).code).toBe(Code.Unimplemented);
  });
});

describe('command line', () => {
  const fileService = {
    stat: async ({ path }: { path: string }) => {
      if (path === '/missing') throw new AgentError('not_found', '/missing is missing');
      return { file: { name: path, sizeBytes: 7 } };
    },
  };
  const stat = '/vmslot.agent.v1.FileService/Stat';

  test('curl with JSON', async () => {
    await using session = await start({ file: fileService }, false);
    const json = ['-sS', '-H', 'content-type: application/json', '-w', ' %{http_code}'];
    const good = await run('curl', [...json, '-d', '{"path":"/x"}', session.baseUrl + stat]);
    expect(good.stdout).toBe('{"file":{"name":"/x","sizeBytes":"7"}} 200');
    const bad = await run('curl', [...json, '-d', '{"path":"/missing"}', session.baseUrl + stat]);
    expect(bad.stdout).toBe('{"code":"not_found","message":"/missing is missing"} 404');
    const wrong = await run('curl', [...json, '-d', '{"path":7}', session.baseUrl + stat]);
    expect(wrong.stdout).toContain('StatRequest.path must be a string');
  });

  test('buf curl with the schemas, which checks the protocol strictly', async () => {
    await using session = await start(
      {
        file: fileService,
        task: {
          async *attach({ afterSequence }) {
            yield { event: { sequence: afterSequence + 1 } };
            yield { event: { sequence: afterSequence + 2 } };
          },
        },
      },
      false,
    );
    const call = (path: string, data: string) =>
      run(buf, ['curl', '--schema', 'proto', '--data', data, session.baseUrl + path], {
        cwd: root,
      });
    const unary = await call(stat, '{"path":"/x"}');
    expect(JSON.parse(unary.stdout)).toEqual({ file: { name: '/x', sizeBytes: '7' } });
    const stream = await call('/vmslot.agent.v1.TaskService/Attach', '{"afterSequence":4}');
    expect(stream.stdout.replaceAll(/\s/g, '')).toBe(
      '{"event":{"sequence":"5"}}{"event":{"sequence":"6"}}',
    );
    await expect(call(stat, '{"path":"/missing"}')).rejects.toMatchObject({
      stderr: expect.stringContaining('not_found') as string,
    });
  });
});
