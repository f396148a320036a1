import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RESULT_STATE } from './client-task.ts';
import { countedBy, machinesOf, TaskWorld } from './task-world.ts';

/** Share of the CPU that the volunteer allows. */
const LIMIT = 0.5;

/** How long CPU time is measured. */
const MEASURED_MS = 60_000;

const COUNT = { steps: 100, rounds: 3 };

/** CPU time of a process in seconds: user and system, in ticks of 10 ms (proc(5)). */
function cpuTimeS(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

test('a client that throttles gets that share of the CPU, and the job still ends', async () => {
  await using world = await TaskWorld.create();
  const { resultName } = await world.addCounting('throttled', COUNT);
  const client = await world.startClient({
    preferences: { cpu_usage_limit: 100 * LIMIT, niu_cpu_usage_limit: 100 * LIMIT },
  });
  await client.waitForTask(resultName, ({ active }) => (active?.fractionDone ?? 0) > 0);
  const [machine] = machinesOf(client);
  const pid = machine?.pid ?? 0;
  const startedAt = performance.now();
  const startCpuS = cpuTimeS(pid);
  await expect
    .poll(() => performance.now() - startedAt, { timeout: 2 * MEASURED_MS, interval: 100 })
    .toBeGreaterThan(MEASURED_MS);
  const share = (cpuTimeS(pid) - startCpuS) / ((performance.now() - startedAt) / 1000);
  console.log(`share of the CPU at a limit of ${LIMIT}: ${share.toFixed(3)}`);
  expect(share).toBeGreaterThan(0.9 * LIMIT);
  expect(share).toBeLessThan(1.1 * LIMIT);
  await client.setPreferences({ cpu_usage_limit: 100, niu_cpu_usage_limit: 100 });
  const report = await world.project.waitForReport(resultName);
  expect(report).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
  const output = await world.project.output(resultName, 'out.result.txt');
  expect(output.toString()).toBe(countedBy(COUNT));
});
