import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { RpcError } from '@vmslot/proto/rpc';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BODY_PIECE_BYTES, RequestBody } from './request-body.ts';

/** A request as far as its body goes. */
function open(): { readonly incoming: PassThrough; readonly body: RequestBody } {
  const incoming = new PassThrough({ highWaterMark: 4 * BODY_PIECE_BYTES });
  return { incoming, body: new RequestBody(incoming as unknown as IncomingMessage) };
}

async function piecesOf(body: RequestBody): Promise<number[]> {
  const lengths: number[] = [];
  for await (const piece of body) lengths.push((piece as Buffer).length);
  return lengths;
}

test('what comes in one turn is one piece', async () => {
  const { incoming, body } = open();
  const pieces = piecesOf(body);
  for (let index = 0; index < 10; index += 1) incoming.write(Buffer.alloc(1000));
  incoming.end();
  expect(await pieces).toEqual([10_000]);
});

test('but no piece waits for more than it may have', async () => {
  const { incoming, body } = open();
  const pieces = piecesOf(body);
  const step = BODY_PIECE_BYTES / 4;
  for (let index = 0; index < 7; index += 1) incoming.write(Buffer.alloc(step));
  incoming.end();
  expect(await pieces).toEqual([BODY_PIECE_BYTES, 3 * step]);
});

test('no byte is lost, doubled or moved, however they come', async () => {
  const chunks = fc.array(
    fc.record({ bytes: fc.integer({ min: 0, max: BODY_PIECE_BYTES }), pause: fc.boolean() }),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(chunks, async (list) => {
      const { incoming, body } = open();
      const received = buffer(body);
      const sent: Buffer[] = [];
      for (const { bytes, pause } of list) {
        const chunk = randomBytes(bytes);
        sent.push(chunk);
        incoming.write(chunk);
        if (pause) await new Promise((resolve) => setImmediate(resolve));
      }
      incoming.end();
      expect((await received).equals(Buffer.concat(sent))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('a body that is cut off fails, and one that is given up stays quiet', async () => {
  const cut = open();
  const failed = piecesOf(cut.body);
  cut.incoming.write('half');
  cut.incoming.destroy();
  await expect(failed).rejects.toThrow(RpcError);
  const left = open();
  left.body.on('data', () => undefined);
  left.incoming.write('half');
  await new Promise((resolve) => process.nextTick(resolve));
  left.body.destroy();
  await new Promise((resolve) => setImmediate(resolve));
  expect(left.body.destroyed).toBe(true);
  expect(left.incoming.destroyed, 'the connection is not the body’s').toBe(false);
});
