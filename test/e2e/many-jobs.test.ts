import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TURN_COUNTS } from '../../host-bridge/src/host-queue/index.ts';
import { expectSuccess } from './expect-outcome.ts';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { VmslotRun } from './run-vmslot.ts';
import { Workspace } from './workspace.ts';

const JOB_COUNT = 8;

/** Machines that boot and have booted, from what their bridges say. */
class Boots {
  booting = 0;
  most = 0;
  readonly waited = new Set<VmslotRun>();
  readonly warnings: string[] = [];

  follow(run: VmslotRun): void {
    run.onLine((line) => {
      if (line.type === 'warning') this.warnings.push(line.text);
      if (line.type !== 'phase') return;
      if (line.text.startsWith('waiting for its turn to boot')) this.waited.add(run);
      if (line.phase === 'boot' && line.text.startsWith('VM on')) this.booting += 1;
      if (line.phase === 'link') this.booting -= 1;
      this.most = Math.max(this.most, this.booting);
    });
  }
}

test(
  `${JOB_COUNT} jobs at once: never more than ${TURN_COUNTS.boot} boot, and all end right`,
  { timeout: 1_800_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const workspaces: Workspace[] = [];
    for (let index = 0; index < JOB_COUNT; index += 1) {
      const workspace = stack.use(await Workspace.create());
      workspaces.push(workspace);
      await writeJobDirectory(workspace.job, {
        files: { 'number.txt': String(index) },
        elements: `
          <memory_size_mb>192</memory_size_mb>
          <input><source>number.txt</source></input>
          <output><source>square.txt</source></output>
          ${shellTask('n=$(cat number.txt); echo $((n * n)) >square.txt; echo "job $n"')}`,
      });
    }
    const boots = new Boots();
    // Nothing is waited for between one and the next.
    const runs = await Promise.all(
      workspaces.map(async (workspace) => {
        const run = stack.use(await VmslotRun.start(workspace));
        boots.follow(run);
        return run;
      }),
    );
    await Promise.all(
      runs.map(async (run, index) => {
        const workspace = workspaces[index] as Workspace;
        await expectSuccess(workspace, run);
        expect(run.appOutput).toBe(`job ${index}\n`);
        expect(await readFile(join(workspace.out, 'square.txt'), 'utf8')).toBe(`${index ** 2}\n`);
      }),
    );
    expect(boots.booting).toBe(0);
    expect(boots.most).toBeLessThanOrEqual(TURN_COUNTS.boot);
    const words = /not taking turns/;
    expect(boots.warnings.filter((text) => words.test(text))).toEqual([]);
    // Shows that there was a queue.
    expect(boots.waited.size).toBeGreaterThan(0);
  },
);
