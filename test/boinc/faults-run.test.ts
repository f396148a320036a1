import { expect, test } from 'vitest';
import { shellTask } from '../e2e/job-directory.ts';
import { AGENT_KILLER, makeDyingAgentImage } from './dying-agent-image.ts';
import { expectError, expectHealed, expectPostponed, MANY_TASKS } from './fault-tasks.ts';
import { countedBy, machinesOf, TaskWorld } from './task-world.ts';

const TCG = '<accelerator>tcg</accelerator>';
const OUTPUT = '<output><source>out</source></output>';

/** Lasts several times as long as until the first checkpoint, on a fast machine as well. */
const COUNT = { steps: 30, rounds: 1, stepPauseS: 0.8, checkpointIntervalS: 4, elements: TCG };

test('an app that crashes or leaves no output, an agent that dies, a QEMU that is killed', async () => {
  await using world = await TaskWorld.create(MANY_TASKS);
  await makeDyingAgentImage(world.path('dying'));
  const dying = await world.addJob('dying', {
    image: world.path('dying'),
    elements: `${TCG}${shellTask(`: >${AGENT_KILLER}; while :; do sleep 1; done`)}${OUTPUT}`,
  });
  const killed = await world.addCounting('killed', COUNT);
  const crash = await world.addJob('crash', {
    elements: `${TCG}${shellTask('echo it goes wrong >&2; kill -SEGV $$')}${OUTPUT}`,
  });
  const noOutput = await world.addJob('no_output', {
    elements: `${TCG}${shellTask('echo nothing')}${OUTPUT}`,
  });
  const client = await world.startClient({ ncpus: 4 });

  const before = await client.waitForTask(
    killed.resultName,
    ({ active }) => (active?.checkpointCpuTimeS ?? 0) > 0 && (active?.fractionDone ?? 0) > 0.2,
  );
  const slot = client.slotDirectory(before.active?.slot ?? -1);
  const machines = machinesOf(client).filter(({ commandLine }) => commandLine.includes(`${slot}/`));
  expect(machines).toHaveLength(1);
  for (const { pid } of machines) process.kill(pid, 'SIGKILL');
  await expectPostponed(client, killed.resultName, {
    phase: 'run',
    code: 'vm_stopped',
    words: ['the hypervisor ended by itself', 'SIGKILL'],
    advice: 'it is tried again',
    machine: true,
  });
  await expectError(world, client, crash.resultName, {
    exitStatus: 31,
    phase: 'run',
    code: 'app_signaled',
    words: ['task ', /SIGSEGV|signal 11/, 'see what it printed'],
    advice: 'see what it printed',
    machine: true,
  });
  await expectError(world, client, noOutput.resultName, {
    exitStatus: 40,
    phase: 'outputs',
    code: 'output_missing',
    words: ['out'],
    advice: 'see what the app printed',
    machine: true,
  });
  await expectPostponed(client, dying.resultName, {
    phase: 'run',
    code: 'agent_lost',
    words: ['agent'],
    advice: 'it is tried again',
    machine: true,
  });
  const stderr = await expectHealed(world, killed.resultName);
  expect(stderr).toMatch(/going on from checkpoint-\d+/);
  const output = await world.project.output(killed.resultName, 'out.result.txt');
  expect(output.toString()).toBe(countedBy(COUNT));
});
