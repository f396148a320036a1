import { RpcError } from '@vmslot/proto/rpc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_INPUT_PIECE_BYTES, sendInput, type InputTaker } from './send-input.ts';

type Piece = Parameters<InputTaker['process']['writeInput']>[0];

/** Takes input as the agent does: what was accepted before is passed over, a hole is refused. */
class Program {
  received = Buffer.alloc(0);
  closed = false;
  calls = 0;
  /** Told before each call; may throw, or say how many bytes there is room for. */
  onCall: (call: number) => number = () => Infinity;
  /** True: the reply of this call is lost after its work was done. */
  losesReply: (call: number) => boolean = () => false;

  readonly process: InputTaker['process'] = {
    writeInput: async ({ offset = 0, data = new Uint8Array(), close }: Piece) => {
      this.calls += 1;
      const room = this.onCall(this.calls);
      if (offset > this.received.length) throw new RpcError('out_of_range', 'a hole');
      const fresh = Buffer.from(data).subarray(this.received.length - offset);
      this.received = Buffer.concat([this.received, fresh.subarray(0, room)]);
      if (close === true) this.closed = true;
      if (this.losesReply(this.calls)) throw new RpcError('unavailable', 'the reply was lost');
      return { acceptedBytes: this.received.length };
    },
  };
}

async function* chunksOf(content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

const send = (program: Program, source: AsyncIterable<Uint8Array>) =>
  sendInput(program, source, { processId: 'p', signal: new AbortController().signal });

describe('sendInput', () => {
  test('each byte arrives once, whatever room there is and whichever reply is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.integer({ min: 1, max: 90 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }),
        fc.option(fc.integer({ min: 1, max: 4 })),
        async (content, size, rooms, lost) => {
          const program = new Program();
          program.onCall = (call) => rooms[call % rooms.length] ?? 1;
          program.losesReply = (call) => call === lost;
          await send(program, chunksOf(content, size));
          expect(program.received).toEqual(Buffer.from(content));
          expect(program.closed).toBe(true);
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);

  test('large pieces are cut', async () => {
    const program = new Program();
    const content = Buffer.alloc(3 * MAX_INPUT_PIECE_BYTES + 1, 'x');
    await send(program, chunksOf(content, content.length));
    expect(program.calls).toBe(5);
    expect(program.received.equals(content)).toBe(true);
  });

  test.each(['failed_precondition', 'not_found'] as const)(
    'a program that takes no more (%s) is no failure, and nothing more is read',
    async (code) => {
      const program = new Program();
      program.onCall = (call) => {
        if (call === 2) throw new RpcError(code, 'it has ended');
        return Infinity;
      };
      let asked = 0;
      await send(
        program,
        (async function* () {
          for (;;) {
            asked += 1;
            yield Buffer.from('x');
          }
        })(),
      );
      expect([asked, program.closed]).toEqual([2, false]);
    },
  );

  test.each([
    ['more than was sent', 2],
    ['less than before', -1],
  ])('an agent that accepts %s lies', async (_name, acceptedBytes) => {
    const liar = {
      process: { writeInput: async () => ({ acceptedBytes }) },
    } as unknown as InputTaker;
    const options = { processId: 'p', signal: new AbortController().signal };
    await expect(sendInput(liar, chunksOf(Buffer.from('x'), 1), options)).rejects.toMatchObject({
      code: 'data_loss',
    });
  });

  test('a source that fails is told', async () => {
    const broken = (async function* () {
      yield Buffer.from('x');
      throw new Error('torn');
    })();
    await expect(send(new Program(), broken)).rejects.toThrow('torn');
  });
});
