import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'vitest';
import { shellTask } from '../e2e/job-directory.ts';
import { QEMU_PROGRAM } from '../e2e/workspace.ts';
import {
  expectHealed,
  expectPostponed,
  MANY_TASKS,
  withQemu,
  writeWrapper,
} from './fault-tasks.ts';
import { TaskWorld } from './task-world.ts';

const ELEMENTS = `<accelerator>tcg</accelerator>${shellTask('echo done > out')}
  <output><source>out</source></output>`;

/** More than what {@link MEMORY_LIMIT_KB} leaves to a QEMU. */
const MEMORY_MB = 2048;

/** Address space in which QEMU's trial has its place, and the machine has none. */
const MEMORY_LIMIT_KB = 2_000_000;

/** Once the client has the tasks, nobody asks it for anything: it only shows what it does. */
test('a computer without QEMU, without an accelerator, without memory: each task waits, and goes on by itself', async () => {
  await using world = await TaskWorld.create(MANY_TASKS);
  const [none, broken, small] = ['none', 'broken', 'small'].map((name) => world.path(name)) as [
    string,
    string,
    string,
  ];
  for (const directory of [none, broken, small]) await mkdir(directory);
  // As a QEMU says it that was built without emulation.
  await writeWrapper(
    join(broken, QEMU_PROGRAM),
    `[ "$1" = --version ] || { echo "qemu: -accel tcg: invalid accelerator tcg" >&2; exit 1; }`,
  );
  await writeWrapper(join(small, QEMU_PROGRAM), `ulimit -v ${MEMORY_LIMIT_KB}`);
  const missing = await world.addJob('missing', { elements: ELEMENTS }, withQemu(none));
  const unusable = await world.addJob('unusable', { elements: ELEMENTS }, withQemu(broken));
  const memory = `<memory_size_mb>${MEMORY_MB}</memory_size_mb>${ELEMENTS}`;
  const refused = await world.addJob('refused', { elements: memory }, withQemu(small));
  const client = await world.startClient({ ncpus: 4 });

  await expectPostponed(client, missing.resultName, {
    phase: 'prepare',
    code: 'hypervisor_missing',
    words: ['qemu-system-x86_64 was not found in', none, 'apt-get install'],
    advice: /install QEMU; the task then goes on by itself/,
    machine: false,
  });
  await expectPostponed(client, unusable.resultName, {
    phase: 'prepare',
    code: 'accelerator_unusable',
    words: ['no allowed accelerator', 'tcg', 'invalid accelerator tcg'],
    advice: /virtualization.*goes on by itself/,
    machine: false,
  });
  await expectPostponed(client, refused.resultName, {
    phase: 'boot',
    code: 'no_memory',
    words: [`no ${MEMORY_MB} MB of memory`, 'free some', 'Cannot allocate memory'],
    advice: /free memory; the task then goes on by itself/,
    machine: true,
  });
  for (const directory of [none, broken, small]) {
    await writeWrapper(join(directory, QEMU_PROGRAM), ':');
  }
  for (const { resultName } of [missing, unusable, refused]) {
    await expectHealed(world, resultName);
  }
});
