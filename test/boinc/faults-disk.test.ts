import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shellTask } from '../e2e/job-directory.ts';
import { SmallFileSystem } from '../e2e/small-file-system.ts';
import { expectHealed, expectPostponed, MANY_TASKS } from './fault-tasks.ts';
import { SlotsFileSystem } from './slots-file-system.ts';
import { TaskWorld } from './task-world.ts';

/** Room for the job that writes, not for the one that may write more. */
const SLOTS_MB = 1200;
const HUGE_LIMIT_MB = 3000;

/** What is left when the disk is made full: enough for the client's own small files. */
const LEFT_BYTES = 3 * 1024 * 1024;

const STEPS = 40;

/** Each step writes 2 MB that no compression makes less, and adds to a result that tells all steps. */
const WRITING = `
step=0
while [ $step -lt ${STEPS} ]; do
  step=$((step + 1))
  head -c 2000000 /dev/urandom > big.$step
  sync
  echo $step >> result
  echo "$step ${STEPS}" | awk '{ print $1 / $2 }' > fraction
  sleep 0.5
done`;

const isPossible = await SmallFileSystem.isPossible();

// On a test machine of ours a file system that cannot be mounted is a failure, like a missing client.
describe.skipIf(!isPossible && process.env['CI'] !== 'true')(
  'slots on a disk that is full (needs the right to mount a file system)',
  () => {
    test('at the start, or in the middle: the tasks wait, and go on from where they were', async () => {
      await using world = await TaskWorld.create(MANY_TASKS);
      const client = await world.startClient({ ncpus: 2 });
      await using slots = await SlotsFileSystem.mount(
        join(client.dataDirectory, 'slots'),
        SLOTS_MB,
        () => client.killAll9(),
      );
      const start = await world.addJob('start', {
        diskLimitMb: HUGE_LIMIT_MB,
        elements: `<accelerator>tcg</accelerator>${shellTask('echo done > out')}
          <output><source>out</source></output>`,
      });
      const middle = await world.addJob('middle', {
        diskLimitMb: 128,
        elements: `<accelerator>tcg</accelerator><memory_size_mb>256</memory_size_mb>
          <minimum_checkpoint_interval>5</minimum_checkpoint_interval>
          <checkpoint_write_limit_mb>0</checkpoint_write_limit_mb>
          ${shellTask(WRITING, '<fraction_done_filename>fraction</fraction_done_filename>')}
          <output><source>result</source></output>`,
      });
      await client.updateProjects();
      await expectPostponed(client, start.resultName, {
        phase: 'prepare',
        code: 'no_room',
        words: [`no room in ${client.dataDirectory}/slots/`, /\d+ bytes/, 'free some'],
        advice: /free disk space; the task then goes on by itself/,
        machine: true,
      });
      const before = await client.waitForTask(
        middle.resultName,
        ({ active }) => (active?.checkpointCpuTimeS ?? 0) > 0 && (active?.fractionDone ?? 0) > 0.1,
      );
      expect(before.active?.fractionDone).toBeLessThan(1);
      await slots.leave(LEFT_BYTES);
      const full = { code: 'no_room', advice: /free disk space; the task then goes on by itself/ };
      const place = `${client.dataDirectory}/slots/`;
      await expectPostponed(
        client,
        middle.resultName,
        { ...full, phase: 'run', words: ["the host's disk is full", place], machine: true },
        { ...full, phase: 'prepare', words: ['MB are free in the slot', place], machine: false },
      );
      await slots.resize(2 * HUGE_LIMIT_MB * 1024 * 1024);
      const stderr = await expectHealed(world, middle.resultName);
      expect(stderr).toMatch(/going on from checkpoint-\d+/);
      expect((await world.project.output(middle.resultName, 'out.result')).toString()).toBe(
        Array.from({ length: STEPS }, (_, index) => `${index + 1}\n`).join(''),
      );
      await expectHealed(world, start.resultName);
    });
  },
);
