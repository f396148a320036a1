import { expect, test } from 'vitest';
import { untilAborted } from './request-scope.ts';

// A rejection that nobody handles fails the run; so would it end the agent.
test.each(['before', 'while'])(
  'work that fails is looked at where the signal is aborted %s it is waited for',
  async (when) => {
    const controller = new AbortController();
    const reason = new Error('the caller left');
    const { promise, reject } = Promise.withResolvers<never>();
    if (when === 'before') controller.abort(reason);
    const waiting = untilAborted(promise, controller.signal);
    if (when === 'while') controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    reject(new Error('the work failed as well'));
    await new Promise(setImmediate);
  },
);

test('gives what the work gives, and leaves nothing at the signal', async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(Promise.resolve(7), signal)).toBe(7);
  const error = new Error('no');
  await expect(untilAborted(Promise.reject(error), signal)).rejects.toBe(error);
});
