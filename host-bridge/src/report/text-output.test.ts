import { getEventListeners } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { TextOutput } from './text-output.ts';

const NEVER = new AbortController().signal;

/** A stream with room for ten bytes, read by hand. */
const narrow = () => new PassThrough({ highWaterMark: 10 });

test('does not wait while there is room', async () => {
  const output = new TextOutput(narrow());
  output.write('few');
  await output.drained({ signal: NEVER });
  expect(output.isTerminal).toBe(false);
});

test('waits for a slow reader, and leaves no listeners', async () => {
  const stream = narrow();
  const output = new TextOutput(stream);
  const before = stream.eventNames();
  output.write('more than ten bytes');
  let isDrained = false;
  const drained = output.drained({ signal: NEVER }).then(() => {
    isDrained = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isDrained).toBe(false);
  expect(String(stream.read())).toBe('more than ten bytes');
  await drained;
  expect(stream.eventNames()).toEqual(before);
  expect(stream.listenerCount('error')).toBe(1);
});

test('waits no longer than the run', async () => {
  const output = new TextOutput(narrow());
  output.write('more than ten bytes');
  const controller = new AbortController();
  const drained = output.drained(controller);
  controller.abort(new Error('over'));
  await drained;
  await output.drained(controller);
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
});

test('a reader that leaves ends the wait, and nothing more is written', async () => {
  const stream = narrow();
  const output = new TextOutput(stream);
  output.write('more than ten bytes');
  const drained = output.drained({ signal: NEVER });
  stream.destroy();
  await drained;
  output.write('late');
  await output.drained({ signal: NEVER });
  expect(stream.errored).toBeNull();
});

test('a broken pipe is no error of the run', async () => {
  let writeCount = 0;
  const stream = new Writable({
    write(_chunk, _encoding, callback) {
      writeCount++;
      callback(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    },
  });
  const output = new TextOutput(stream);
  const closed = new Promise((resolve) => stream.once('close', resolve));
  output.write('a');
  await closed;
  output.write('b');
  await output.drained({ signal: NEVER });
  expect(writeCount).toBe(1);
});
