import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createDuplexPair } from './duplex-pair.ts';

describe('createDuplexPair', () => {
  test('carries bytes and ends in both directions, and closes both ends', async () => {
    const [first, second] = createDuplexPair();
    const closed = Promise.all([once(first, 'close'), once(second, 'close')]);
    first.end('to the second');
    second.end('to the first');
    expect(String(await buffer(first))).toBe('to the first');
    expect(String(await buffer(second))).toBe('to the second');
    await closed;
  });

  test('a reader that stops holds the writer back', async () => {
    const [first, second] = createDuplexPair({ highWaterMarkBytes: 1024 });
    const chunk = Buffer.alloc(1024);
    let writtenCount = 0;
    while (first.write(chunk, () => (writtenCount += 1))) continue;
    first.write(chunk, () => (writtenCount += 1));
    await once(second, 'readable');
    expect([second.readableLength, first.writableLength]).toEqual([1024, 2048]);
    expect(writtenCount).toBe(0);
    const drained = once(first, 'drain');
    second.resume();
    await drained;
    expect(writtenCount).toBe(2);
    first.destroy();
    await once(second, 'error');
  });

  test('a chunk is copied before its writer goes on', async () => {
    const [first, second] = createDuplexPair();
    const chunk = Buffer.from('good');
    first.write(chunk, () => chunk.fill('b'));
    first.end();
    second.end();
    expect(String(await buffer(second))).toBe('good');
    first.resume();
  });

  test('destroy ends the other end with ECONNRESET', async () => {
    for (const error of [undefined, new Error('cause on this side')]) {
      const [first, second] = createDuplexPair();
      first.on('error', (found) => expect(found).toBe(error));
      const failed = once(second, 'error');
      first.destroy(error);
      expect(await failed).toMatchObject([{ code: 'ECONNRESET' }]);
      expect(second.destroyed).toBe(true);
    }
  });

  test('destroy fails a write that waits, on both sides', async () => {
    const [first, second] = createDuplexPair({ highWaterMarkBytes: 16 });
    first.on('error', () => undefined);
    const failed = new Promise((resolve) => first.write(Buffer.alloc(64), resolve));
    second.destroy();
    expect(await failed).toMatchObject({ code: 'ECONNRESET' });
    const late = new Promise((resolve) => first.write('late', resolve));
    expect(await late).toBeInstanceOf(Error);
  });
});
