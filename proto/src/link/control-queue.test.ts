import { describe, expect, test } from 'vitest';
import { ControlQueue } from './control-queue.ts';
import { encodeTotal } from './encode.ts';
import { FRAME_TYPE } from './frame.ts';

const payload = new Uint8Array(0);

describe('ControlQueue', () => {
  test('ping, pong and the credit of a stream wait once, the newest in the place of the oldest', () => {
    const queue = new ControlQueue();
    for (let total = 1; total <= 1000; total++) {
      for (const streamId of [1, 3]) {
        queue.push({ type: FRAME_TYPE.credit, streamId, payload: encodeTotal(total) });
      }
      queue.push({ type: FRAME_TYPE.ping, streamId: 0, payload });
      queue.push({ type: FRAME_TYPE.pong, streamId: 0, payload });
    }
    expect(queue.length).toBe(4);
    expect([1, 2, 3, 4, 5].map(() => queue.shift(true))).toEqual([
      { type: FRAME_TYPE.credit, streamId: 1, payload: encodeTotal(1000) },
      { type: FRAME_TYPE.credit, streamId: 3, payload: encodeTotal(1000) },
      { type: FRAME_TYPE.ping, streamId: 0, payload },
      { type: FRAME_TYPE.pong, streamId: 0, payload },
      undefined,
    ]);
  });

  test('open and reset keep their order, and all wait', () => {
    const queue = new ControlQueue();
    for (const type of [FRAME_TYPE.open, FRAME_TYPE.reset]) {
      for (const streamId of [1, 3]) queue.push({ type, streamId, payload });
    }
    const order = [1, 2, 3, 4].map(() => queue.shift(true)!);
    expect(order.map(({ type, streamId }) => [type, streamId])).toEqual([
      [FRAME_TYPE.open, 1],
      [FRAME_TYPE.open, 3],
      [FRAME_TYPE.reset, 1],
      [FRAME_TYPE.reset, 3],
    ]);
  });

  test('an acknowledgement goes first, and also where there is no room', () => {
    const queue = new ControlQueue();
    queue.push({ type: FRAME_TYPE.ping, streamId: 0, payload });
    queue.ackTotal = 5;
    queue.ackTotal = 7;
    expect(queue.shift(false)).toEqual({
      type: FRAME_TYPE.ack,
      streamId: 0,
      payload: encodeTotal(7),
    });
    expect(queue.shift(false)).toBeUndefined();
    expect(queue.length).toBe(1);
    queue.ackTotal = 9;
    queue.clear();
    expect(queue.shift(true)).toBeUndefined();
  });
});
