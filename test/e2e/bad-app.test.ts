import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SLOT_FILES } from '../../host-bridge/src/slot/slot.ts';
import { expectFailure } from './expect-outcome.ts';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { VmslotRun } from './run-vmslot.ts';
import { Workspace } from './workspace.ts';

/** Where in the job file the task is; messages name it. */
const TASK_LINE = 'vm_job.xml:6';

describe('an app', () => {
  test('that exits with 3: what it printed is shown, and the slot kept', async () => {
    await using workspace = await Workspace.create();
    await writeJobDirectory(workspace.job, {
      elements: shellTask('echo some words; echo the reason >&2; exit 3'),
    });
    await using run = await VmslotRun.start(workspace);
    const { details } = await expectFailure(workspace, run, {
      code: 'app_failed',
      phase: 'run',
      words: [TASK_LINE, 'exited with 3', 'see what it printed'],
    });
    expect(details).toEqual(['the reason']);
    const kept = (name: keyof typeof SLOT_FILES) => join(workspace.slot, SLOT_FILES[name]);
    expect(await readFile(kept('stdout'), 'utf8')).toBe('some words\n');
    expect(await readFile(kept('stderr'), 'utf8')).toBe('the reason\n');
    const machine = await readdir(kept('vm'), { recursive: true });
    expect(machine).toContainEqual(expect.stringMatching(/overlay\.qcow2$/));
  });

  test('that a signal ends', async () => {
    await using workspace = await Workspace.create();
    await writeJobDirectory(workspace.job, { elements: shellTask('kill -SEGV $$') });
    await using run = await VmslotRun.start(workspace);
    await expectFailure(workspace, run, {
      code: 'app_signaled',
      phase: 'run',
      words: [TASK_LINE, 'SIGSEGV'],
    });
  });

  test('that is not there', async () => {
    await using workspace = await Workspace.create();
    await writeJobDirectory(workspace.job, {
      elements: '<task><application>no-such-program</application></task>',
    });
    await using run = await VmslotRun.start(workspace);
    await expectFailure(workspace, run, {
      code: 'app_not_started',
      phase: 'run',
      words: [TASK_LINE, '"no-such-program"', 'not found', '<application>'],
    });
  });

  test('that fills the disk of the guest', async () => {
    await using workspace = await Workspace.create();
    await writeJobDirectory(workspace.job, {
      diskLimitMb: 16,
      elements: shellTask('head -c 1000000000 /dev/zero >big'),
    });
    await using run = await VmslotRun.start(workspace);
    await expectFailure(workspace, run, {
      code: 'guest_disk_full',
      phase: 'run',
      words: [TASK_LINE, "the guest's disk was full", '<disk_limit_mb>'],
    });
  });

  test('that prints 1 GB', async () => {
    await using workspace = await Workspace.create();
    const limitMb = 8;
    await writeJobDirectory(workspace.job, {
      elements: `<output_limit_mb>${limitMb}</output_limit_mb>\n${shellTask('head -c 1000000000 /dev/zero')}`,
    });
    await using run = await VmslotRun.start(workspace);
    await expectFailure(workspace, run, {
      code: 'output_limit',
      phase: 'run',
      words: ['vm_job.xml:7', 'print less', '<output_limit_mb>'],
    });
    const { size } = await stat(join(workspace.slot, SLOT_FILES.stdout));
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(limitMb * 1024 * 1024);
  });

  test('that runs longer than it may', async () => {
    await using workspace = await Workspace.create();
    await writeJobDirectory(workspace.job, {
      elements: shellTask('while :; do :; done', '<time_limit>1</time_limit>'),
    });
    await using run = await VmslotRun.start(workspace);
    await expectFailure(workspace, run, {
      code: 'time_limit',
      phase: 'run',
      words: [TASK_LINE, '<time_limit>'],
    });
  });

  test('that needs more memory than there is', async () => {
    await using workspace = await Workspace.create();
    await writeJobDirectory(workspace.job, { elements: shellTask('tail /dev/zero') });
    await using run = await VmslotRun.start(workspace);
    await expectFailure(workspace, run, {
      code: 'out_of_memory',
      phase: 'run',
      words: [TASK_LINE, '<memory_size_mb>'],
    });
  });

  test('that does not make an output: all outputs stay away', async () => {
    await using workspace = await Workspace.create();
    await writeJobDirectory(workspace.job, {
      elements: [
        shellTask('echo made >made.dat'),
        '<output><source>made.dat</source></output>',
        '<output><source>never.dat</source></output>',
      ].join('\n'),
    });
    await using run = await VmslotRun.start(workspace);
    const { details } = await expectFailure(workspace, run, {
      code: 'output_missing',
      phase: 'outputs',
      words: ['did not make "never.dat"', 'optional'],
    });
    expect(details).toEqual(['never.dat']);
    expect(await readdir(workspace.out)).toEqual([]);
  });
});
