import { expect, test } from 'vitest';
import { countedBy, TaskWorld } from './task-world.ts';
import { RESULT_STATE } from './client-task.ts';

const COUNT = { steps: 20, rounds: 3 };

test('a job runs from download to reported success, and its progress rises', async () => {
  await using world = await TaskWorld.create();
  const { resultName } = await world.addCounting('count', COUNT);
  const client = await world.startClient();
  const seen: number[] = [];
  await client.waitForTask(resultName, ({ active, readyToReport }) => {
    if (active !== undefined && active.fractionDone > 0) seen.push(active.fractionDone);
    return readyToReport;
  });
  const report = await world.project.waitForReport(resultName);
  console.log(report.stderrText);
  expect(report).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
  const output = await world.project.output(resultName, 'out.result.txt');
  expect(output.toString()).toBe(countedBy(COUNT));
  expect(new Set(seen).size).toBeGreaterThan(3);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(world.project.problems).toEqual([]);
});
