import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('works run one after the other, also after one that failed', async () => {
  const turns = new Turns();
  const steps: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = turns.take(async () => {
    steps.push('first begins');
    await gate.promise;
    steps.push('first ends');
    throw new Error('first');
  });
  const second = turns.take(async () => steps.push('second'));
  gate.resolve();
  await expect(first).rejects.toThrow('first');
  await second;
  expect(steps).toEqual(['first begins', 'first ends', 'second']);
});

test('who gives up before its turn does not run, and who gives up later holds its place', async () => {
  const turns = new Turns();
  const steps: string[] = [];
  const gate = Promise.withResolvers<void>();
  const controller = new AbortController();
  const begun = Promise.withResolvers<void>();
  const first = turns.take(async () => {
    begun.resolve();
    await gate.promise;
    steps.push('first');
  }, controller.signal);
  const second = turns.take(async () => steps.push('second'), controller.signal);
  const third = turns.take(async () => steps.push('third'));
  await begun.promise;
  controller.abort(new Error('enough'));
  const canceled = { code: 'canceled', cause: { message: 'enough' } };
  await expect(first).rejects.toMatchObject(canceled);
  await expect(second).rejects.toMatchObject(canceled);
  gate.resolve();
  await third;
  expect(steps).toEqual(['first', 'third']);
});

test('a signal that has aborted before lets nothing run', async () => {
  const turns = new Turns();
  await expect(
    turns.take(() => Promise.reject(new Error('ran')), AbortSignal.abort()),
  ).rejects.toMatchObject({ code: 'canceled' });
});
