import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shellTask } from '../e2e/job-directory.ts';
import { type ClientTask, RESULT_STATE, TASK_STATE } from './client-task.ts';
import { countedBy, machinesOf, TaskWorld } from './task-world.ts';

/** How long the suspension lasts that a guest must not notice. */
const SUSPENSION_MS = 10_000;

/** One line a second: how long the guest has run, its wall clock, and the steps done so far. */
const CLOCK_SCRIPT = `
step=0
while [ $step -lt 14 ]; do
  step=$((step + 1))
  echo "$(cut -d' ' -f1 /proc/uptime) $(date +%s) $step" >> ticks
  echo "0.$((step + 10))" > fraction
  sleep 1
done`;

/** Longest gap between two lines by the clock of a guest that has noticed nothing, in seconds. */
const LONGEST_GAP_S = 5;

/** Longest way of the task to its end, on a slow machine. */
const END_TIMEOUT_MS = 400_000;

const isIn =
  (state: number) =>
  ({ active }: ClientTask) =>
    active?.state === state;

test('a suspended task stands still, its guest with its clock, and goes on', async () => {
  await using world = await TaskWorld.create();
  const elements = `${shellTask(CLOCK_SCRIPT, '<fraction_done_filename>fraction</fraction_done_filename>')}
    <output><source>ticks</source></output>`;
  const { resultName } = await world.addJob('clock', { elements });
  const client = await world.startClient();
  await client.waitForTask(resultName, ({ active }) => (active?.fractionDone ?? 0) > 0.12);
  await client.suspendTask(resultName);
  const suspended = await client.waitForTask(resultName, isIn(TASK_STATE.suspended));
  const suspendedAt = performance.now();
  const cpuTimeS = suspended.active?.cpuTimeS ?? 0;
  await expect
    .poll(() => performance.now() - suspendedAt, { timeout: 2 * SUSPENSION_MS })
    .toBeGreaterThan(SUSPENSION_MS);
  // Pausing takes up to a second; the client may have read a status from before it.
  const still = await client.waitForTask(resultName);
  expect((still.active?.cpuTimeS ?? 0) - cpuTimeS).toBeLessThan(2);
  await client.resumeTask(resultName);
  const report = await world.project.waitForReport(resultName);
  expect(report).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
  expect(report.stderrText).toContain('suspended by the client');
  const ticks = (await world.project.output(resultName, 'out.ticks')).toString().trim().split('\n');
  const column = (index: number) => ticks.map((line) => Number(line.split(' ')[index]));
  const gaps = (times: number[]) => times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(column(2)).toEqual([...ticks.keys()].map((n) => n + 1));
  expect(Math.max(...gaps(column(0)))).toBeLessThanOrEqual(LONGEST_GAP_S);
  // Its wall clock has been set right since: the suspension is in one of the gaps.
  expect(Math.max(...gaps(column(1))) * 1000).toBeGreaterThan(SUSPENSION_MS / 2);
});

test('a task that leaves memory gives it back, keeps no secret, and goes on from where it was', async () => {
  await using world = await TaskWorld.create();
  // Several times as long as until the first checkpoint, on a fast machine as well.
  const count = { steps: 100, rounds: 3, checkpointIntervalS: 4 };
  const { resultName } = await world.addCounting('leaving', count);
  const client = await world.startClient({ preferences: { leave_apps_in_memory: 0 } });
  const before = await client.waitForTask(
    resultName,
    ({ active }) => (active?.checkpointCpuTimeS ?? 0) > 0 && (active?.fractionDone ?? 0) > 0.2,
  );
  expect(machinesOf(client)).toHaveLength(1);
  await client.setRunMode('never');
  await client.waitForTask(resultName, isIn(TASK_STATE.notRunning));
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
