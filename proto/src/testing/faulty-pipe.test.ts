import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createFaultyPipe } from './faulty-pipe.ts';

test('tampers in each direction, and passes ends on', async () => {
  const { first, second, cut } = createFaultyPipe({
    firstToSecond: (chunk) => [chunk.subarray(1), Buffer.from('!')],
    secondToFirst: () => [],
  });
  first.end('hello');
  second.end('nothing of this');
  expect(String(await buffer(second))).toBe('ello!');
  expect(String(await buffer(first))).toBe('');
  cut();
});

test('keeps to the pace of a reader that stops', async () => {
  const noise = Buffer.alloc(1024 * 1024);
  let chunkCount = 0;
  const { first, second, cut } = createFaultyPipe({
    firstToSecond: (chunk) => {
      chunkCount += 1;
      return [chunk, noise];
    },
  });
  const wanted = 100 * noise.length;
  for (let i = 0; i < 100; i++) first.write(Buffer.alloc(64 * 1024));
  await once(second, 'readable');
  expect(chunkCount).toBeLessThan(3);
  let receivedBytes = 0;
  second.on('data', (chunk: Buffer) => (receivedBytes += chunk.length));
  first.end();
  second.end();
  await once(second, 'end');
  expect(receivedBytes).toBe(wanted + 100 * 64 * 1024);
  cut();
});

test('cut ends both ends with an error', async () => {
  const { first, second, cut } = createFaultyPipe();
  const failed = Promise.all([once(first, 'error'), once(second, 'error')]);
  cut();
  cut();
  for (const [error] of await failed) expect(error).toMatchObject({ code: 'ECONNRESET' });
});

test('destroying one end ends the other', async () => {
  const { first, second } = createFaultyPipe();
  const failed = once(second, 'error');
  first.destroy();
  expect(await failed).toMatchObject([{ code: 'ECONNRESET' }]);
});
