import { expect, test } from 'vitest';
import type { BoincClient } from './boinc-client.ts';
import { type ClientTask, RESULT_STATE, TASK_STATE } from './client-task.ts';
import { countedBy, TaskWorld } from './task-world.ts';

/** Lasts several times as long as until a checkpoint, on a fast machine as well. Most of it sleeps. */
const COUNT = { steps: 100, rounds: 1, stepPauseS: 0.8, checkpointIntervalS: 8 };

/** Ways in which the work on a task is cut off. The client is started again afterwards. */
const CUTS: readonly {
  readonly name: string;
  readonly cut: (client: BoincClient) => Promise<void>;
}[] = [
  { name: 'the client is killed with SIGKILL', cut: async (client) => await client.kill9() },
  { name: 'the client is stopped politely', cut: async (client) => await client.quit() },
  { name: 'the host is reset: all is killed', cut: async (client) => await client.killAll9() },
];

const hasGotOn =
  (lastFraction: number) =>
  ({ active }: ClientTask) =>
    (active?.checkpointCpuTimeS ?? 0) > 0 && (active?.fractionDone ?? 0) > lastFraction + 0.15;

test('a job that is cut off three times ends right, and never starts from zero', async () => {
  await using world = await TaskWorld.create();
  const { resultName } = await world.addCounting('cut', COUNT);
  const client = await world.startClient();
  let lastFraction = 0;
  for (const { name, cut } of CUTS) {
    const before = await client.waitForTask(resultName, hasGotOn(lastFraction));
    await cut(client);
    await client.restart();
    const isAtWork = ({ active }: ClientTask) => active?.state === TASK_STATE.executing;
    const after = await client.waitForTask(resultName, isAtWork);
    // What the client saved of CPU time is not lost either.
    const lastCheckpointS = before.active?.checkpointCpuTimeS ?? 0;
    expect(after.active?.cpuTimeS, name).toBeGreaterThanOrEqual(lastCheckpointS);
    lastFraction = before.active?.fractionDone ?? 1;
  }
  const report = await world.project.waitForReport(resultName, { timeoutMs: 400_000 });
  expect(report).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
  const output = await world.project.output(resultName, 'out.result.txt');
  expect(output.toString()).toBe(countedBy(COUNT));
  expect(report.stderrText.match(/going on from checkpoint-\d+/g)).toHaveLength(CUTS.length);
  expect(report.stderrText.match(/registered VM/g)).toHaveLength(1);
});
