import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkResult } from '../../examples/cunningham/check.ts';
import { REPOSITORY } from '../e2e/workspace.ts';
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
  expect(report).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
  const output = await world.project.output(resultName, 'out.result.txt');
  expect(output.toString()).toBe(countedBy(COUNT));
  expect(new Set(seen).size).toBeGreaterThan(3);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(report.stderrText.split('\n').slice(0, 20).join('\n')).toMatch(
    /done +the job succeeded\ncost +CPU [\d.]+ s by the hypervisor's process, [\d.]+ s by the guest/,
  );
  expect(world.project.problems).toEqual([]);
});

test('the factoring example runs this way too', async () => {
  await using world = await TaskWorld.create();
  const { resultName } = await world.addExample('cunningham');
  await world.startClient();
  const report = await world.project.waitForReport(resultName, { timeoutMs: 400_000 });
  expect(report).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
  const factors = (await world.project.output(resultName, 'out.factors.txt')).toString();
  const numbers = await readFile(join(REPOSITORY, 'examples/cunningham/numbers.txt'), 'utf8');
  expect(checkResult(numbers, factors)).not.toEqual([]);
  expect(checkResult(numbers, factors).filter(({ right }) => !right)).toEqual([]);
  expect(report.intopsCumulative + report.fpopsCumulative).toBeGreaterThan(0);
});
