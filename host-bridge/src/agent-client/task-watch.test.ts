import { LinkError } from '@vmslot/proto/link';
import { RpcError, SERVICES } from '@vmslot/proto/rpc';
import { describe, expect, test } from 'vitest';
import { toRpcError } from './call-failure.ts';
import { EventOrder, type TaskEvent } from './event-order.ts';
import { parseReceived } from './received.ts';
import { watchTask, type TaskCaller, type WatchTaskOptions } from './task-watch.ts';

const codec = SERVICES.task.run.response;

/** Events as they come off the wire. */
function events(...list: object[]) {
  return list.map((event) => codec.decode(codec.encode({ event }, 'proto'), 'proto'));
}

const output = (sequence: number, offset: number, text: string, more: object = {}): object => ({
  sequence,
  output: { stream: 1, offset, data: Buffer.from(text) },
  ...more,
});
const ended = (sequence: number): object => ({ sequence, ended: { succeeded: true } });
const lost = new RpcError('unavailable', 'the link broke');

/** A call gives these events and then fails, or ends where nothing is thrown. */
interface Script {
  readonly events: object[];
  readonly error?: Error;
}

/** Agent whose calls go by a script, one after the other. */
function scripted(scripts: readonly Script[]) {
  const calls: [string, unknown][] = [];
  async function* play(name: string, request: unknown): AsyncGenerator<object> {
    calls.push([name, request]);
    const script = scripts[calls.length - 1];
    if (script === undefined) throw new Error('one call too many');
    yield* events(...script.events);
    if (script.error) throw script.error;
  }
  const caller = {
    task: {
      run: (request: object) => play('run', request),
      attach: (request: object) => play('attach', request),
    },
  } as unknown as TaskCaller;
  return { calls, caller };
}

const request = { taskId: 't', steps: [{ argv: ['a'] }, { argv: ['b'] }] };

async function watch(
  scripts: readonly Script[],
  options: Partial<WatchTaskOptions> = {},
): Promise<{ sequences: number[]; calls: [string, unknown][]; reconnects: RpcError[] }> {
  const { calls, caller } = scripted(scripts);
  const reconnects: RpcError[] = [];
  const sequences: number[] = [];
  const watched = watchTask(caller, request, {
    signal: new AbortController().signal,
    ready: async () => undefined,
    onReconnect: (error) => reconnects.push(error),
    retryPauseMs: 0,
    ...options,
  });
  for await (const { sequence } of watched) sequences.push(sequence);
  return { sequences, calls, reconnects };
}

describe('watchTask', () => {
  test('one call where nothing breaks', async () => {
    const all = [{ sequence: 1, started: {} }, output(2, 0, 'abc'), output(3, 3, 'd'), ended(4)];
    const { sequences, calls } = await watch([{ events: all }]);
    expect(sequences).toEqual([1, 2, 3, 4]);
    expect(calls).toEqual([['run', request]]);
  });

  test('attaches after the last event, and goes on where it was', async () => {
    const { sequences, calls, reconnects } = await watch([
      { events: [{ sequence: 1, started: {} }, output(2, 0, 'abc')], error: lost },
      { events: [output(3, 3, 'd')], error: lost },
      { events: [{ sequence: 6, status: {} }, ended(7)] },
    ]);
    expect(sequences).toEqual([1, 2, 3, 6, 7]);
    expect(calls).toEqual([
      ['run', request],
      ['attach', { taskId: 't', afterSequence: 2 }],
      ['attach', { taskId: 't', afterSequence: 3 }],
    ]);
    expect(reconnects).toEqual([lost, lost]);
  });

  test('runs again where it saw nothing, and attaches where the agent ended too early', async () => {
    const { calls } = await watch([
      { events: [], error: lost },
      { events: [{ sequence: 1, started: {} }] },
      { events: [ended(2)] },
    ]);
    expect(calls.map(([name]) => name)).toEqual(['run', 'run', 'attach']);
  });

  test('waits for the agent before each further call', async () => {
    const order: string[] = [];
    const ready = async (): Promise<void> => void order.push('ready');
    const onReconnect = (): void => void order.push('call');
    await watch([{ events: [], error: lost }, { events: [ended(1)] }], { ready, onReconnect });
    expect(order).toEqual(['ready', 'call']);
    const gone = new LinkError('unauthenticated', 'another secret');
    const failing = watch([{ events: [], error: lost }], {
      ready: async () => {
        throw gone;
      },
    });
    await expect(failing).rejects.toBe(gone);
  });

  test('gives up after so many calls that brought nothing, counted anew after each event', async () => {
    const fruitless = { events: [], error: lost };
    const scripts = [
      fruitless,
      { events: [output(1, 0, 'a')], error: lost },
      fruitless,
      fruitless,
      { events: [ended(2)] },
    ];
    const options = { maxFruitlessAttemptCount: 3 };
    expect((await watch(scripts, options)).sequences).toEqual([1, 2]);
    const failing = watch([fruitless, fruitless, fruitless], options);
    await expect(failing).rejects.toBe(lost);
  });

  test('another error ends it at once', async () => {
    const error = new RpcError('already_exists', 'with other content');
    await expect(watch([{ events: [], error }])).rejects.toBe(error);
  });

  test('the signal ends the pause', async () => {
    const controller = new AbortController();
    const { caller } = scripted([{ events: [], error: lost }]);
    const watched = watchTask(caller, request, {
      signal: controller.signal,
      ready: async () => undefined,
      retryPauseMs: 3_600_000,
    });
    const first = watched.next();
    setImmediate(() => controller.abort());
    await expect(first).rejects.toMatchObject({ code: 'canceled' });
  });

  test('refuses a number that is not exact', async () => {
    const inexact = watch([{ events: [{ sequence: 2 ** 60, started: {} }] }]);
    await expect(inexact).rejects.toMatchObject({ code: 'invalid_argument' });
  });

  test.each<[string, object[]]>([
    ['a number twice', [output(1, 0, 'a'), output(1, 1, 'b')]],
    ['a number that falls', [output(5, 0, 'a'), output(4, 1, 'b')]],
    ['number 0', [{ started: {} }]],
    ['a hole in the output', [output(1, 0, 'a'), output(2, 2, 'b')]],
    ['output twice', [output(1, 0, 'a'), output(2, 0, 'a')]],
    ['output of a stream that does not begin at 0', [output(1, 1, 'a')]],
    ['a step that falls', [output(1, 0, 'a', { step: 1 }), output(2, 1, 'b')]],
    ['a step that the task does not have', [output(1, 0, 'a', { step: 2 })]],
  ])('refuses %s', async (_name, list) => {
    await expect(watch([{ events: list }])).rejects.toMatchObject({ code: 'data_loss' });
  });

  test('offsets go on over a lost connection, and begin anew with each step', async () => {
    const repeated = watch([
      { events: [output(1, 0, 'abc')], error: lost },
      { events: [output(2, 0, 'abc')] },
    ]);
    await expect(repeated).rejects.toMatchObject({ code: 'data_loss' });
    const next = output(2, 0, 'x', { step: 1 });
    const { sequences } = await watch([{ events: [output(1, 0, 'abc'), next, ended(3)] }]);
    expect(sequences).toEqual([1, 2, 3]);
  });

  test('an event after the last one is refused by the order itself', () => {
    const order = new EventOrder(1);
    const [last, after] = events(ended(1), output(2, 0, 'a'));
    order.accept(last?.event as TaskEvent);
    expect(order.ended).toBe(true);
    expect(() => order.accept(after?.event as TaskEvent)).toThrow(RpcError);
  });
});

describe('toRpcError', () => {
  const withCode = (code: string): Error => Object.assign(new Error('text'), { code });

  test.each([
    ['ECONNRESET', 'unavailable'],
    ['ENOENT', 'unavailable'],
    ['UND_ERR_SOCKET', 'unavailable'],
    ['HPE_INVALID_EOF_STATE', 'unavailable'],
    ['HPE_INVALID_CONSTANT', 'internal'],
    ['UND_ERR_HEADERS_OVERFLOW', 'internal'],
    ['not_found', 'internal'],
  ])('%s is %s, and the cause is kept', (code, expected) => {
    const cause = withCode(code);
    expect(toRpcError(cause)).toMatchObject({ code: expected, cause });
  });

  test('errors of the link', () => {
    expect(toRpcError(new LinkError('epoch_ended', 'm')).code).toBe('unavailable');
    expect(toRpcError(new LinkError('limit_reached', 'm')).code).toBe('resource_exhausted');
  });

  test('an aborted signal explains a failure, but not an answer of the agent', () => {
    const signal = AbortSignal.abort();
    expect(toRpcError(withCode('ECONNRESET'), signal).code).toBe('canceled');
    const reason = new Error('Ctrl-C');
    const stopped = toRpcError(withCode('ECONNRESET'), AbortSignal.abort(reason));
    expect(stopped).toMatchObject({ code: 'canceled', cause: reason });
    const answer = new RpcError('not_found', 'm');
    expect(toRpcError(answer, signal)).toBe(answer);
  });
});

describe('reply to an upload', () => {
  const sha256 = 'ab'.repeat(32);

  test('is read', () => {
    const body = Buffer.from(JSON.stringify({ entryCount: 2, contentBytes: 3, sha256, more: 1 }));
    expect(parseReceived(body)).toEqual({
      entryCount: 2,
      contentBytes: 3,
      receivedBytes: 0,
      sha256,
    });
    const file = Buffer.from(JSON.stringify({ contentBytes: 3, sha256 }));
    expect(parseReceived(file)).toEqual({
      entryCount: 0,
      contentBytes: 3,
      receivedBytes: 0,
      sha256,
    });
  });

  test.each([
    '',
    'null',
    '[]',
    '{}',
    JSON.stringify({ contentBytes: -1, sha256 }),
    JSON.stringify({ contentBytes: '3', sha256 }),
    JSON.stringify({ contentBytes: 3, sha256: 'AB'.repeat(32) }),
    JSON.stringify({ contentBytes: 3, entryCount: null, sha256 }),
  ])('refuses %s', (body) => {
    expect(() => parseReceived(Buffer.from(body))).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
  });
});
