import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { RESULT_STATE } from './client-task.ts';
import { machinesOf, TaskWorld } from './task-world.ts';

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
  const others = client.processes().filter(({ pid }) => pid !== client.pid);
  expect(others).toEqual([]);
  expect(await readdir(client.slotDirectory(active?.slot ?? 0))).toEqual([]);
  // The directory of temporary files was never made, so nothing can have been put there.
  expect(existsSync(temporary)).toBe(false);
  await client.updateProjects();
  const report = await world.project.waitForReport(resultName);
  expect(report.stderrText).toContain('the client aborts the task');
});
