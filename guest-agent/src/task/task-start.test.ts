import { expect, test } from 'vitest';
import {
  createStoreFixture,
  collect,
  endOf,
  NEVER,
  outputOf,
  shell,
} from './task-store-fixture.ts';
import { parseRunRequest } from './task-request.ts';

const START = {
  step: 1,
  fractionDone: 0.75,
  cpuTimeMs: 60_000,
  floatingPointOperations: 3e9,
  integerOperations: 4,
  checkpointCount: 2,
  checkpointCpuTimeMs: 50_000,
};

const STEPS = [shell('echo first'), shell('echo second'), shell('echo third')];

test('a task that goes on runs the steps that are left, and begins with the figures of before', async () => {
  await using fixture = await createStoreFixture();
  const request = { taskId: 'moved', steps: STEPS, start: START };
  const events = await collect(fixture.store.run(request, NEVER));
  expect(outputOf(events)).toBe('second\nthird\n');
  const end = endOf(events);
  expect(end).toMatchObject({
    succeeded: true,
    step: 2,
    status: { fractionDone: 1, floatingPointOperations: 3e9, checkpointCount: 2 },
  });
  expect(end.status?.cpuTimeMs).toBeGreaterThanOrEqual(60_000);
  // The same request attaches, another start is another task.
  expect(endOf(await collect(fixture.store.run(request, NEVER)))).toEqual(end);
  await expect(
    collect(fixture.store.run({ ...request, start: { ...START, step: 2 } }, NEVER)),
  ).rejects.toMatchObject({ code: 'already_exists' });
});

test('what it ran and used is the same for the next life of the agent', async () => {
  await using fixture = await createStoreFixture();
  const request = { taskId: 'moved', steps: STEPS, start: { ...START, step: 2 } };
  const events = await collect(fixture.store.run(request, NEVER));
  const store = await fixture.reopen();
  const again = await collect(store.attach('moved', 0, NEVER));
  expect(outputOf(again)).toBe('third\n');
  expect(endOf(again)).toEqual(endOf(events));
  expect(await store.list()).toMatchObject([{ status: { checkpointCount: 2 } }]);
});

test.each([
  ['start.step', { step: 3 }],
  ['start.fraction_done', { fractionDone: 1.1 }],
  ['start.fraction_done', { fractionDone: Number.NaN }],
  ['start.floating_point_operations', { floatingPointOperations: -1 }],
  ['start.integer_operations', { integerOperations: Number.POSITIVE_INFINITY }],
])('refuses a start with a wrong %s', (field, wrong) => {
  const request = { taskId: 'x', steps: STEPS, start: { ...START, ...wrong } };
  expect(() => parseRunRequest(request)).toThrow(field);
});
