import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code } from '@connectrpc/connect';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AgentCommand, REPOSITORY } from './agent-command.ts';
import { BUF, connectErrorOf, ConnectSchema, run, type StockClient } from './connect-schema.ts';

/** `vmslot agent` as a developer starts it, and clients that know nothing of it but the schemas. */
let agent: AgentCommand;
let schema: ConnectSchema;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-stock-'));
  schema = await ConnectSchema.read();
  agent = await AgentCommand.start();
}, 60_000);

afterAll(async () => {
  await agent[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

const textOf = (data = '') => Buffer.from(data, 'base64').toString();

describe.each([
  ['protobuf', true],
  ['JSON', false],
])('a stock Connect client in %s', (_name, useBinaryFormat) => {
  let client: StockClient;

  const clientWith = (token: string | undefined) =>
    schema.client({ baseUrl: agent.baseUrl, useBinaryFormat, token });

  beforeAll(() => {
    client = clientWith(agent.line.token);
  });

  test('SystemService: info, metrics, the log', async () => {
    const info = await client.call('SystemService', 'getInfo');
    expect(info).toMatchObject({ agentVersion: '0.1.0', contractVersion: 1 });
    expect(info.features).toEqual(expect.arrayContaining(['task', 'file', 'process']));
    const metrics = await client.call('SystemService', 'getMetrics');
    expect(metrics).toMatchObject({ cpu: { cpuCount: expect.any(Number) as number } });
    for await (const { line } of client.stream('SystemService', 'watchLog')) {
      expect(line).toContain('ready on tcp:127.0.0.1:');
      break;
    }
  });

  test('FileService: a directory made, listed, renamed, summed up and removed', async () => {
    const path = join(directory, randomUUID());
    await client.call('FileService', 'makeDirectory', { path, mode: 0o700 });
    const content = Buffer.alloc(200_000, 'content');
    await writeFile(join(path, 'a ü'), content);
    await client.call('FileService', 'rename', { from: join(path, 'a ü'), to: join(path, 'b') });
    const listing = await client.call('FileService', 'listDirectory', { path });
    expect(listing.files).toMatchObject([
      { name: 'b', type: 'FILE_TYPE_REGULAR', sizeBytes: '200000' },
    ]);
    const blocks: Record<string, unknown>[] = [];
    const request = { path: join(path, 'b'), blockBytes: 65_536n };
    for await (const reply of client.stream('FileService', 'checksum', request)) {
      blocks.push(reply);
    }
    expect(blocks).toHaveLength(5);
    const sha256 = createHash('sha256').update(content).digest('base64');
    expect(blocks.at(-1)).toEqual({ whole: { length: '200000', sha256 } });
    await client.call('FileService', 'remove', { path, recursive: true });
    const gone = await connectErrorOf(client.call('FileService', 'stat', { path }));
    expect(gone.code).toBe(Code.NotFound);
    expect(gone.rawMessage).toContain(path);
  });

  test('ProcessService: input, output, the end, and what is known of it', async () => {
    const processId = randomUUID();
    const argv = ['/bin/sh', '-c', 'read line; echo "got $line"; echo bad >&2; exit 3'];
    await client.call('ProcessService', 'start', { processId, spec: { argv, streamInput: true } });
    const data = Buffer.from('input\n');
    const written = await client.call('ProcessService', 'writeInput', {
      processId,
      data,
      close: true,
    });
    expect(written).toEqual({ acceptedBytes: '6' });
    const output = { OUTPUT_STREAM_STDOUT: '', OUTPUT_STREAM_STDERR: '' };
    let end: unknown;
    for await (const reply of client.stream('ProcessService', 'watch', { processId })) {
      const piece = reply.output as { stream: keyof typeof output; data: string } | undefined;
      if (piece !== undefined) output[piece.stream] += textOf(piece.data);
      end ??= reply.end;
    }
    expect(output).toEqual({ OUTPUT_STREAM_STDOUT: 'got input\n', OUTPUT_STREAM_STDERR: 'bad\n' });
    expect(end).toMatchObject({ reason: 'END_REASON_EXITED', exitCode: 3, stdoutBytes: '10' });
    const { process } = await client.call('ProcessService', 'describe', { processId });
    expect(process).toMatchObject({ state: 'PROCESS_STATE_ENDED', spec: { argv } });
    await client.call('ProcessService', 'forget', { processId });
    const gone = connectErrorOf(client.call('ProcessService', 'describe', { processId }));
    expect((await gone).code).toBe(Code.NotFound);
  });

  test('TaskService: events to the end, then acknowledged', async () => {
    const taskId = randomUUID();
    const steps = [{ argv: ['/bin/echo', 'task'] }];
    let text = '';
    let ended: unknown;
    for await (const { event } of client.stream('TaskService', 'run', { taskId, steps })) {
      const { output, ended: last } = event as { output?: { data: string }; ended?: unknown };
      text += textOf(output?.data);
      ended ??= last;
    }
    expect(text).toBe('task\n');
    expect(ended).toMatchObject({ succeeded: true });
    const { tasks } = await client.call('TaskService', 'list');
    expect(tasks).toEqual(
      expect.arrayContaining([expect.objectContaining({ taskId, state: 'TASK_STATE_ENDED' })]),
    );
    await client.call('TaskService', 'acknowledge', { taskId });
  });

  test('a deadline ends the call, and not the task', async () => {
    const taskId = randomUUID();
    const steps = [{ argv: ['/bin/sleep', '1000'] }];
    const read = async (): Promise<void> => {
      const request = { taskId, steps };
      const events = client.stream('TaskService', 'run', request, { timeoutMs: 2_000 });
      for await (const { event } of events) expect(event).toBeDefined();
    };
    expect((await connectErrorOf(read())).code).toBe(Code.DeadlineExceeded);
    const control = (verb: number) => client.call('TaskService', 'control', { taskId, verb });
    const kill = 2;
    await control(kill);
    let last: unknown;
    for await (const { event } of client.stream('TaskService', 'attach', { taskId })) last = event;
    expect(last).toMatchObject({ ended: { outcome: { reason: 'END_REASON_CONTROLLED' } } });
  });

  test('a call that is canceled', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const read = async (): Promise<void> => {
      for await (const { line } of client.stream('SystemService', 'watchLog', {}, { signal })) {
        expect(line).toBeDefined();
        controller.abort();
      }
    };
    expect((await connectErrorOf(read())).code).toBe(Code.Canceled);
  });

  test.each([
    ['a wrong token', 'x'.repeat(43)],
    ['no token', undefined],
  ])('%s is unauthenticated, unary and in a stream', async (_what, token) => {
    const stranger = clientWith(token);
    const unary = await connectErrorOf(stranger.call('SystemService', 'getInfo'));
    expect(unary.code).toBe(Code.Unauthenticated);
    const stream = stranger.stream('TaskService', 'attach', { taskId: 't' }).next();
    expect((await connectErrorOf(stream)).code).toBe(Code.Unauthenticated);
  });

  test('each error has its code, one line, and details that can be read', async () => {
    const calls: [Promise<unknown>, Code][] = [
      [client.call('FileService', 'stat', { path: 'relative' }), Code.InvalidArgument],
      [client.call('FileService', 'stat', { path: '/nonexistent' }), Code.NotFound],
      [client.call('FileService', 'makeDirectory', { path: '/etc' }), Code.AlreadyExists],
      [client.call('ProcessService', 'resize', { processId: '..' }), Code.InvalidArgument],
      [client.stream('TaskService', 'attach', { taskId: 'none' }).next(), Code.NotFound],
    ];
    for (const [call, code] of calls) {
      const error = await connectErrorOf(call);
      expect([error.code, error.rawMessage.split('\n').length]).toEqual([code, 1]);
      expect(error.details).toEqual([]);
    }
  });
});

describe('buf curl', () => {
  const call = (path: string, data: string, token = agent.line.token) =>
    run(
      BUF,
      [
        'curl',
        '--schema',
        'proto',
        '--protocol',
        'connect',
        '--header',
        `authorization: Bearer ${token}`,
        '--data',
        data,
        `${agent.baseUrl}/vmslot.agent.v1.${path}`,
      ],
      { cwd: REPOSITORY },
    );

  test('a unary call', async () => {
    const { stdout } = await call('SystemService/GetInfo', '{}');
    expect(JSON.parse(stdout)).toMatchObject({ agentVersion: '0.1.0' });
  });

  test('a stream', async () => {
    const steps = [{ argv: ['/bin/echo', 'buf'] }];
    const request = JSON.stringify({ taskId: randomUUID(), steps });
    const { stdout } = await call('TaskService/Run', request);
    expect(stdout).toContain(Buffer.from('buf\n').toString('base64'));
    expect(stdout).toContain('END_REASON_EXITED');
  });

  test('an error, and a wrong token', async () => {
    await expect(call('FileService/Stat', '{"path":"/nonexistent"}')).rejects.toMatchObject({
      stderr: expect.stringContaining('not_found') as string,
    });
    await expect(call('SystemService/GetInfo', '{}', 'wrong')).rejects.toMatchObject({
      stderr: expect.stringContaining('unauthenticated') as string,
    });
  });
});
