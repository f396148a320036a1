import { stat, truncate } from 'node:fs/promises';
import { test } from 'vitest';
import { makeSilentImage } from '../e2e/broken-image.ts';
import { shellTask } from '../e2e/job-directory.ts';
import {
  changeAppFile,
  dropAppFile,
  expectError,
  expectPostponed,
  MANY_TASKS,
} from './fault-tasks.ts';
import { TaskWorld } from './task-world.ts';

const HELLO = `<accelerator>tcg</accelerator>${shellTask('echo hello > out')}
  <output><source>out</source></output>`;

/** Seconds that an image gets which never answers. */
const SILENT_BOOT_S = 10;

test('an image that is damaged, incomplete, silent: the task says which file, or waits', async () => {
  await using world = await TaskWorld.create(MANY_TASKS);
  const corrupt = await world.addJob(
    'corrupt',
    { elements: HELLO },
    { change: (packaged) => changeAppFile(packaged, 'image/disk.img', makeZeros) },
  );
  const noManifest = await world.addJob(
    'no_manifest',
    { elements: HELLO },
    { change: (packaged) => dropAppFile(packaged, 'image/manifest.json') },
  );
  const noDisk = await world.addJob(
    'no_disk',
    { elements: HELLO },
    { change: (packaged) => dropAppFile(packaged, 'image/disk.img') },
  );
  await makeSilentImage(world.path('silent'));
  const silent = await world.addJob('silent', {
    image: world.path('silent'),
    bootTimeoutS: SILENT_BOOT_S,
    elements: HELLO,
  });
  const client = await world.startClient({ ncpus: 4 });

  await expectPostponed(client, noManifest.resultName, {
    phase: 'prepare',
    code: 'image_missing',
    words: ['there is no image at', '/image', 'manifest.json'],
    advice: 'reset the project',
    machine: false,
  });
  await expectPostponed(client, silent.resultName, {
    phase: 'link',
    code: 'boot_timeout',
    words: [`did not answer within ${SILENT_BOOT_S} s`, 'the image', 'boot_timeout_s'],
    advice: 'too busy; it is tried again',
    machine: true,
  });
  await expectError(world, client, noDisk.resultName, {
    exitStatus: 13,
    phase: 'prepare',
    code: 'image_unusable',
    words: ['the image lacks', 'disk.img', 'download it again'],
    advice: 'reset the project, so that the image is downloaded again',
    machine: false,
  });
  await expectError(world, client, corrupt.resultName, {
    exitStatus: 13,
    phase: 'link',
    code: 'image_unusable',
    words: ['image file', 'disk.img', 'is damaged', 'download it again'],
    advice: 'reset the project, so that the image is downloaded again',
    machine: true,
  });
});

/** The same size, and nothing in it. */
async function makeZeros(path: string): Promise<void> {
  const { size } = await stat(path);
  await truncate(path, 0);
  await truncate(path, size);
}
