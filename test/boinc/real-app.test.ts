import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleWithRealBoinc } from '../interop/boinc-bundle.ts';
import { RESULT_STATE, TASK_STATE } from './client-task.ts';
import { MANY_TASKS } from './fault-tasks.ts';
import { machinesOf, TaskWorld } from './task-world.ts';

const SOURCE = new URL('../interop/real-boinc-probe.cpp', import.meta.url).pathname;

/** Longest way of a task to its end, with others before it. */
const END_TIMEOUT_MS = 400_000;

/** A job whose program, linked with BOINC's own library, does what these lines say. */
async function addProbe(world: TaskWorld, name: string, script: string): Promise<string> {
  const probe = await bundleWithRealBoinc('probe', SOURCE);
  const { resultName } = await world.addJob(name, {
    files: { ...probe.files, 'script.sh': `#!/bin/sh\n${script}\n` },
    elements: `
      <minimum_checkpoint_interval>4</minimum_checkpoint_interval>
      <checkpoint_write_limit_mb>0</checkpoint_write_limit_mb>
      ${probe.inputs}
      <input><source>script.sh</source></input>
      <task>
        <application>script.sh</application>
        <stdout_filename>said.txt</stdout_filename>
        <boinc_api>real</boinc_api>
      </task>
      <output><source>said.txt</source></output>`,
  });
  return resultName;
}

const lines = (...words: readonly string[]) =>
  `printf '%s\\n' ${words.map((word) => `'${word}'`).join(' ')} > lines; exec ./probe < lines`;

/** Says something new each second, until it is told to leave. */
const ENDLESS = `
mkfifo ask
{ echo init
  step=0
  while :; do
    step=$((step + 1))
    echo "fraction 0.$((100 + step))"
    sleep 1
  done
} > ask &
exec ./probe < ask`;

test('BOINC’s own programs run unmodified in a machine, and end as they do under a client', async () => {
  await using world = await TaskWorld.create(MANY_TASKS);
  const message = await addProbe(
    world,
    'message',
    lines('init', 'fraction 0.5', 'finish-message 4 no luck here'),
  );
  const crash = await addProbe(world, 'crash', lines('init', 'crash'));
  const later = await addProbe(world, 'later', lines('init', 'temporary 600 no licence'));
  const premature = await addProbe(
    world,
    'premature',
    `if [ -e state ]; then ${lines('init', 'state', 'finish 0')}
    else ${lines('init', 'fraction 0.25', 'checkpoint', 'exit 0')}; fi`,
  );
  const client = await world.startClient({ ncpus: 2 });
  const { project } = world;

  for (const name of [message, crash, premature]) {
    await client.waitForTask(name, ({ readyToReport }) => readyToReport, {
      timeoutMs: END_TIMEOUT_MS,
    });
  }
  await client.updateProjects();
  const ended = await project.waitForReport(message);
  expect(ended).toMatchObject({ exitStatus: 30, state: RESULT_STATE.computeError });
  expect(ended.stderrText).toMatch(/^failed .*the program exited with 4: no luck here/);
  const crashed = await project.waitForReport(crash);
  expect(crashed).toMatchObject({ exitStatus: 30, state: RESULT_STATE.computeError });
  expect(crashed.stderrText).toMatch(/^failed .*the program exited with 193/);
  const restarted = await project.waitForReport(premature);
  expect(restarted, restarted.stderrText).toMatchObject({
    exitStatus: 0,
    state: RESULT_STATE.uploaded,
  });
  expect((await project.output(premature, 'out.said.txt')).toString()).toBe(
    '0\nfraction 0.25\ncheckpoint 0\n0\nstate 0.25\n',
  );
  const put = await client.waitForTask(
    later,
    ({ isWaiting, waitReason }) => isWaiting && waitReason !== '',
  );
  expect(put.waitReason).toMatch(/in 600 s: no licence$/);
});

test('one is suspended, goes on, leaves memory, goes on from there, and is aborted', async () => {
  await using world = await TaskWorld.create();
  const name = await addProbe(world, 'endless', ENDLESS);
  const client = await world.startClient({ preferences: { leave_apps_in_memory: 0 } });
  const fractionOf = (task: { readonly active?: { readonly fractionDone: number } | undefined }) =>
    task.active?.fractionDone ?? 0;
  const after = async (least: number) =>
    await client.waitForTask(name, (task) => fractionOf(task) > least);

  await client.waitForTask(name, ({ active }) => (active?.checkpointCpuTimeS ?? 0) > 0);
  const before = await after(0.101);
  const slot = client.slotDirectory(before.active?.slot ?? -1);
  await client.setRunMode('never');
  const left = await client.waitForTask(
    name,
    ({ active }) => active?.state === TASK_STATE.notRunning,
  );
  await expect.poll(() => machinesOf(client)).toEqual([]);
  await client.setRunMode('always');
  const again = await after(fractionOf(left));
  expect(fractionOf(again)).toBeGreaterThanOrEqual(fractionOf(before));
  expect(await readFile(join(slot, 'stderr.txt'), 'utf8')).toMatch(/going on from checkpoint-\d+/);

  await client.setPreferences({ leave_apps_in_memory: 1 });
  await client.suspendTask(name);
  const stood = await client.waitForTask(
    name,
    ({ active }) => active?.state === TASK_STATE.suspended,
  );
  expect(machinesOf(client)).toHaveLength(1);
  await client.resumeTask(name);
  await after(fractionOf(stood));

  await client.abortTask(name);
  await client.waitForTask(name, ({ readyToReport }) => readyToReport);
  await client.updateProjects();
  const report = await world.project.waitForReport(name);
  expect(report).toMatchObject({ exitStatus: 203, state: RESULT_STATE.aborted });
  await expect.poll(() => machinesOf(client)).toEqual([]);
});
