import { expect, test } from 'vitest';
import { type BoincBundle, bundleWithOurs, bundleWithRealBoinc } from '../interop/boinc-bundle.ts';
import type { BoincClient } from './boinc-client.ts';
import { RESULT_STATE } from './client-task.ts';
import { MANY_TASKS } from './fault-tasks.ts';
import { TaskWorld } from './task-world.ts';

const SOURCE = new URL('../e2e/same-source.c', import.meta.url).pathname;

/** Longest way of a task to its end, with others before it. */
const END_TIMEOUT_MS = 400_000;

/** Adds a job of one task for a program. @returns name of its result */
async function addJob(
  world: TaskWorld,
  [name, { files, inputs }, api, finish]: readonly [string, BoincBundle, string, number],
): Promise<string> {
  const { resultName } = await world.addJob(name, {
    files,
    elements: `
      ${inputs}
      <task>
        <name>work</name>
        <application>${Object.keys(files)[0]}</application>
        <command_line>${finish === 0 ? '1 due' : '0 always'} ${finish}</command_line>
        <stdout_filename>said.txt</stdout_filename>
        <boinc_api>${api}</boinc_api>
      </task>
      <output><source>said.txt</source></output>`,
  });
  return resultName;
}

/** All that a client and a server see of a task. */
async function observe(world: TaskWorld, client: BoincClient, resultName: string) {
  const fractions = new Set<number>();
  await client.waitForTask(
    resultName,
    ({ active, readyToReport }) => {
      if (active !== undefined) fractions.add(active.fractionDone);
      return readyToReport;
    },
    { timeoutMs: END_TIMEOUT_MS },
  );
  await client.updateProjects();
  const { project } = world;
  const report = await project.waitForReport(resultName);
  const said = report.exitStatus === 0 ? await project.output(resultName, 'out.said.txt') : '';
  return {
    fractions: [...fractions].filter((fraction) => fraction > 0 && fraction < 1),
    state: report.state,
    exitStatus: report.exitStatus,
    cause: /^cause .*$/m.exec(report.stderrText)?.[0],
    failed: /^failed .*?\): (.*)$/m.exec(report.stderrText)?.[1],
    said: said.toString(),
    trickles: project.trickles
      .filter((trickle) => trickle.resultName === resultName)
      .map(({ variety, text }) => `${variety}: ${text}`)
      // The client sends several together in the order of its directory.
      .toSorted(),
  };
}

test('the same C source says the same to client and server with BOINC’s library and with ours', async () => {
  await using world = await TaskWorld.create(MANY_TASKS);
  const real = await bundleWithRealBoinc('worker', SOURCE);
  const ours = await bundleWithOurs('worker', SOURCE);
  const names = {
    real: await addJob(world, ['real', real, 'real', 0]),
    ours: await addJob(world, ['ours', ours, 'none', 0]),
    realFails: await addJob(world, ['real_fails', real, 'real', 7]),
    oursFails: await addJob(world, ['ours_fails', ours, 'none', 7]),
  };
  const client = await world.startClient({ ncpus: 2 });
  const seen = await Promise.all(
    Object.values(names).map(async (name) => await observe(world, client, name)),
  );
  const [realSeen, oursSeen, realFails, oursFails] = seen;
  expect(realSeen).toEqual({
    fractions: [0.25, 0.5, 0.75],
    state: RESULT_STATE.uploaded,
    exitStatus: 0,
    cause: undefined,
    failed: undefined,
    said: [
      'init 0',
      'standalone 0',
      ...['0.25', '0.50', '0.75', '1.00'].map((fraction) => `checkpoint 0 at ${fraction}`),
      '',
    ].join('\n'),
    trickles: ['stage: stage 1', 'stage: stage 2', 'stage: stage 3', 'stage: stage 4'],
  });
  expect(oursSeen).toEqual(realSeen);
  expect(realFails).toMatchObject({
    exitStatus: 30,
    failed: expect.stringMatching(/^the program exited with 7/),
    trickles: realSeen?.trickles,
  });
  expect({ ...oursFails, fractions: [] }).toEqual({ ...realFails, fractions: [] });
});
