import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RESULT_STATE, TASK_STATE } from './client-task.ts';
import { countedBy, machinesOf, TaskWorld } from './task-world.ts';

/** Longest way of the task to its end, on a slow machine. */
const END_TIMEOUT_MS = 400_000;

test('a task that leaves memory gives it back, keeps no secret, and goes on from where it was', async () => {
  await using world = await TaskWorld.create();
  // Several times as long as until the first checkpoint, on a fast machine as well.
  const count = { steps: 30, rounds: 1, stepPauseS: 0.8, checkpointIntervalS: 4 };
  const { resultName } = await world.addCounting('leaving', count);
  const client = await world.startClient({ preferences: { leave_apps_in_memory: 0 } });
  const before = await client.waitForTask(
    resultName,
    ({ active }) => (active?.checkpointCpuTimeS ?? 0) > 0 && (active?.fractionDone ?? 0) > 0.2,
  );
  expect(machinesOf(client)).toHaveLength(1);
  await client.setRunMode('never');
  await client.waitForTask(resultName, ({ active }) => active?.state === TASK_STATE.notRunning);
  await expect.poll(() => machinesOf(client)).toEqual([]);

  // The saved machine is all that the guest holds: its memory as it is, its disk, its seed.
  const slot = client.slotDirectory(before.active?.slot ?? 0);
  const saved = await bytesBelow(join(slot, 'vmslot_data'));
  expect(
    saved.some((bytes) => bytes.includes('finished=$step')),
    'the app is in it',
  ).toBe(true);
  const { authenticator } = world.project;
  expect(saved.filter((bytes) => bytes.includes(authenticator))).toEqual([]);
  expect((await readFile(join(slot, 'init_data.xml'))).includes(authenticator)).toBe(true);

  await client.setRunMode('always');
  const seen: number[] = [];
  await client.waitForTask(
    resultName,
    ({ active, readyToReport }) => {
      if (active?.state === TASK_STATE.executing) seen.push(active.fractionDone);
      return readyToReport;
    },
    { timeoutMs: END_TIMEOUT_MS },
  );
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(before.active?.fractionDone ?? 1);
  const report = await world.project.waitForReport(resultName);
  expect(report).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
  expect(report.stderrText).toMatch(/going on from checkpoint-\d+/);
  const output = await world.project.output(resultName, 'out.result.txt');
  expect(output.toString()).toBe(countedBy(count));
});

async function bytesBelow(directory: string): Promise<readonly Buffer[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name))));
}
