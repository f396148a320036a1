import { vmslot } from '@vmslot/proto/agent';
import { RpcError } from '@vmslot/proto/rpc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  watchProcess,
  type OutputPiece,
  type ProcessEnd,
  type ProcessWatcher,
} from './watch-process.ts';

const { EndReason, OutputStream } = vmslot.agent.v1;
const { OUTPUT_STREAM_STDOUT, OUTPUT_STREAM_STDERR } = OutputStream;

type Reply = vmslot.agent.v1.IWatchResponse;
type Request = vmslot.agent.v1.IWatchRequest;

/** An agent that answers each call by `answer`. */
function agent(answer: (request: Request, call: number) => Iterable<Reply>): ProcessWatcher {
  let call = 0;
  return {
    process: {
      watch: async function* (request: Request) {
        for (const reply of answer(request, (call += 1))) yield reply;
      } as ProcessWatcher['process']['watch'],
    },
  };
}

async function watch(client: ProcessWatcher, signal = new AbortController().signal) {
  const pieces: OutputPiece[] = [];
  const iterator = watchProcess(client, 'p', { signal });
  for (;;) {
    const next = await iterator.next();
    if (next.done === true) return { pieces, end: next.value };
    pieces.push(next.value);
  }
}

const out = (offset: number, text: string, lostBytes = 0): Reply => ({
  output: { stream: OUTPUT_STREAM_STDOUT, offset, lostBytes, data: Buffer.from(text) },
});

const END: ProcessEnd = {
  reason: EndReason.END_REASON_EXITED,
  exitCode: 3,
  stdoutBytes: 4,
  stderrBytes: 0,
};

const textOf = (pieces: readonly OutputPiece[]) =>
  pieces.map(({ data }) => Buffer.from(data).toString()).join('');

describe('watchProcess', () => {
  test('pieces of both streams, then the end', async () => {
    const { pieces, end } = await watch(
      agent(() => [
        out(0, 'ab'),
        { output: { stream: OUTPUT_STREAM_STDERR, offset: 0, data: Buffer.from('!') } },
        { figures: {} },
        out(2, 'cd'),
        { end: { ...END, stderrBytes: 1 } },
      ]),
    );
    expect(pieces.map(({ stream }) => stream)).toEqual(['stdout', 'stderr', 'stdout']);
    expect(textOf(pieces)).toBe('ab!cd');
    expect(end.exitCode).toBe(3);
  });

  test('goes on from the next byte wherever the connection is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.array(fc.nat({ max: 60 }), { maxLength: 8 }),
        async (content, cuts) => {
          const { pieces } = await watch(
            agent(function* ({ stdoutOffset = 0 }, call) {
              const cut = cuts[call - 1] ?? Infinity;
              let given = 0;
              for (let at = stdoutOffset; at < content.length; at += 7) {
                if (given + 7 > cut && cut !== Infinity) throw new RpcError('unavailable', 'cut');
                const data = content.subarray(at, at + 7);
                given += data.length;
                yield { output: { stream: OUTPUT_STREAM_STDOUT, offset: at, data } };
              }
              yield { end: { ...END, stdoutBytes: content.length } };
            }),
          );
          expect(Buffer.concat(pieces.map(({ data }) => data))).toEqual(Buffer.from(content));
        },
      ),
      // A cut that brought nothing is waited after.
      { numRuns: 10 },
    );
  }, 60_000);

  test('bytes that are gone are counted, in the middle and at the end', async () => {
    const { pieces } = await watch(
      agent(() => [out(0, 'a'), out(6, 'b', 5), { end: { ...END, stdoutBytes: 9 } }]),
    );
    expect(pieces.map(({ lostBytes }) => lostBytes)).toEqual([0, 5, 2]);
  });

  test.each<[string, Reply[], string]>([
    ['a hole', [out(1, 'a')], 'data_loss'],
    ['a repeated piece', [out(0, 'ab'), out(1, 'b')], 'data_loss'],
    ['a false number of lost bytes', [out(4, 'a', 3)], 'data_loss'],
  ])('%s is found out', async (_name, replies, code) => {
    await expect(watch(agent(() => replies))).rejects.toMatchObject({ code });
  });

  test('another error than a lost connection is told at once', async () => {
    let calls = 0;
    const client = agent(() => {
      calls += 1;
      throw new RpcError('not_found', 'no such process');
    });
    await expect(watch(client)).rejects.toMatchObject({ code: 'not_found' });
    expect(calls).toBe(1);
  });

  test('aborting ends it', async () => {
    const controller = new AbortController();
    const client = agent(() => {
      controller.abort();
      throw new RpcError('unavailable', 'cut');
    });
    await expect(watch(client, controller.signal)).rejects.toMatchObject({ code: 'canceled' });
  });
});
