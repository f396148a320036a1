import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectSuccess } from './expect-outcome.ts';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { writtenBytes } from './process-figures.ts';
import { VmslotRun } from './run-vmslot.ts';
import { IMAGE_DIRECTORY, Workspace } from './workspace.ts';

/** A start with an image that is there may write less than this. */
const START_LIMIT_BYTES = 10e6;

/** Room on the disk that files take below a directory, in bytes; `blocks` counts units of 512: stat(2). */
function takenBytes(directory: string): number {
  let bytes = 0;
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    bytes += lstatSync(join(directory, name)).blocks * 512;
  }
  return bytes;
}

/** All that changes when a file is written, or only touched. */
function imageStamps(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(IMAGE_DIRECTORY).map((name) => {
      const stats = lstatSync(join(IMAGE_DIRECTORY, name), { bigint: true });
      return [name, [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ')];
    }),
  );
}

test('the second start writes less than 10 MB before the guest runs, and no start writes the image', async () => {
  await using workspace = await Workspace.create();
  await writeJobDirectory(workspace.job, { elements: shellTask('echo done') });
  const stamps = imageStamps();
  await using first = await VmslotRun.start(workspace);
  await expectSuccess(workspace, first);

  await using second = await VmslotRun.start(workspace);
  const start = { taken: 0, bridge: 0, qemu: 0 };
  second.onLine((line) => {
    if (line.type !== 'phase' || line.phase !== 'boot') return;
    // The line comes when the guest has just been let go, so these are upper bounds.
    const qemu = Number(/pid (\d+)$/.exec(line.text)?.[1]);
    start.taken = takenBytes(workspace.slot) + takenBytes(workspace.temporary);
    start.bridge = writtenBytes(second.pid);
    start.qemu = writtenBytes(qemu);
  });
  await expectSuccess(workspace, second);
  console.log(`written by a start: ${JSON.stringify(start)} bytes`);
  // Overlay and seed disk are there, so something was measured.
  expect(start.taken).toBeGreaterThan(0);
  expect(start.taken).toBeLessThan(START_LIMIT_BYTES);
  expect(start.bridge + start.qemu).toBeLessThan(START_LIMIT_BYTES);
  expect(imageStamps()).toEqual(stamps);
});
