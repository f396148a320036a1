import { expect, test } from 'vitest';
import { shellTask } from '../e2e/job-directory.ts';
import { type ClientTask, RESULT_STATE, TASK_STATE } from './client-task.ts';
import { TaskWorld } from './task-world.ts';

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
