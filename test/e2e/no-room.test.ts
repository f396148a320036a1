import { readdir, statfs } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { expectFailure } from './expect-outcome.ts';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { VmslotRun } from './run-vmslot.ts';
import { SmallFileSystem } from './small-file-system.ts';
import { Workspace } from './workspace.ts';

/** Enough for the state file and what the guest itself writes, far less than the app writes. */
const LEFT_BYTES = 4 * 1024 * 1024;

const isPossible = await SmallFileSystem.isPossible();

// On a test machine of ours a file system that cannot be mounted is a failure, like a missing QEMU.
describe.skipIf(!isPossible && process.env['CI'] !== 'true')(
  'a slot without room (needs the right to mount a file system)',
  () => {
    test('at the start: said at once, with figures, and nothing is left', async () => {
      await using workspace = await Workspace.create();
      await using _slot = await SmallFileSystem.mount(workspace, 32);
      await writeJobDirectory(workspace.job, { elements: shellTask('echo hello') });
      await using run = await VmslotRun.start(workspace);
      await expectFailure(workspace, run, {
        code: 'no_room',
        phase: 'prepare',
        words: [workspace.slot, /\d+ MB are free/, /\d+ MB are needed/, 'make room'],
        slot: 'empty',
      });
    });

    test('for the disk that the job may fill: said before the machine starts', async () => {
      await using workspace = await Workspace.create();
      await using _slot = await SmallFileSystem.mount(workspace, 100);
      await writeJobDirectory(workspace.job, {
        diskLimitMb: 500,
        elements: shellTask('echo hello'),
      });
      await using run = await VmslotRun.start(workspace);
      await expectFailure(workspace, run, {
        code: 'no_room',
        phase: 'prepare',
        words: [workspace.slot, 'are free', 'disk limit'],
      });
    });

    test('that others fill while the app writes', async () => {
      await using workspace = await Workspace.create();
      await using slot = await SmallFileSystem.mount(workspace, 300);
      await writeJobDirectory(workspace.job, {
        diskLimitMb: 128,
        elements: shellTask('head -c 100000000 /dev/urandom >big; sync'),
      });
      await using run = await VmslotRun.start(workspace);
      await run.waitForPhase('link');
      const { blocks, bfree, bsize } = await statfs(workspace.slot);
      await slot.resize((blocks - bfree) * bsize + LEFT_BYTES);
      await expectFailure(workspace, run, {
        code: 'no_room',
        phase: 'run',
        words: [workspace.slot, /full|no room/, 'make room'],
      });
      expect(await readdir(workspace.out)).toEqual([]);
    });
  },
);
