import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { RESULT_STATE } from './client-task.ts';
import { machinesOf, TaskWorld } from './task-world.ts';

/** The client tells of the abort before the task has left; it kills after 60 s. */
const LEAVE_LIMIT_MS = 30_000;

test('an aborted job leaves nothing: no process, no socket, no file', async () => {
  await using world = await TaskWorld.create();
  const temporary = world.path('tmp');
  const { resultName } = await world.addCounting('aborted', { steps: 900, rounds: 3 });
  const client = await world.startClient({ environment: { ...process.env, TMPDIR: temporary } });
  const { active } = await client.waitForTask(
    resultName,
    (task) => (task.active?.fractionDone ?? 0) > 0,
  );
  expect(machinesOf(client)).toHaveLength(1);
  await client.abortTask(resultName);
  const task = await client.waitForTask(resultName, ({ readyToReport }) => readyToReport);
  expect(task).toMatchObject({ state: RESULT_STATE.aborted, exitStatus: 203 });
  const others = () => client.processes().filter(({ pid }) => pid !== client.pid);
  await expect.poll(others, { timeout: LEAVE_LIMIT_MS }).toEqual([]);
  const slot = client.slotDirectory(active?.slot ?? 0);
  await expect.poll(() => readdir(slot), { timeout: LEAVE_LIMIT_MS }).toEqual([]);
  // The directory of temporary files was never made, so nothing can have been put there.
  expect(existsSync(temporary)).toBe(false);
  await client.updateProjects();
  const report = await world.project.waitForReport(resultName);
  expect(report.stderrText).toContain('the client aborts the task');
});
