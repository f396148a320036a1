import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectFailure } from './expect-outcome.ts';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { VmslotRun } from './run-vmslot.ts';
import { Workspace } from './workspace.ts';

/** The VM must be gone this long after a signal. */
const END_LIMIT_MS = 5_000;

/** QEMU must be gone this long after its bridge was killed. */
const ORPHAN_LIMIT_MS = 30_000;

const PHASES = ['boot', 'run'] as const;

/** Starts a job that never ends, and waits until it is in a phase. */
async function startEndless(
  workspace: Workspace,
  phase: (typeof PHASES)[number],
  slot = workspace.slot,
): Promise<VmslotRun> {
  await writeJobDirectory(workspace.job, {
    elements: shellTask('echo the app runs; while :; do :; done'),
  });
  const run = await VmslotRun.start(workspace, { slot });
  await run.waitForPhase(phase);
  if (phase === 'run') await run.waitForOutput('the app runs');
  expect(workspace.machines()).toHaveLength(1);
  return run;
}

async function expectPrompt(run: VmslotRun): Promise<void> {
  await expect
    .poll(() => run.lastType, { timeout: END_LIMIT_MS, message: 'the run has not ended' })
    .toBe('finished');
}

describe.each(PHASES)('in phase %s', (phase) => {
  test('Ctrl-C ends the run with status 130', async () => {
    await using workspace = await Workspace.create();
    await using run = await startEndless(workspace, phase);
    // The terminal signals the whole group; QEMU must be ended by the bridge, not by the terminal.
    run.killGroup('SIGINT');
    await expectPrompt(run);
    await expectFailure(workspace, run, {
      code: 'interrupted',
      phase: phase === 'boot' ? 'link' : 'run',
      words: ['Ctrl-C'],
    });
  });

  test('SIGTERM ends the run with status 143', async () => {
    await using workspace = await Workspace.create();
    await using run = await startEndless(workspace, phase);
    run.kill('SIGTERM');
    // A second one, from somebody without patience, changes nothing.
    run.kill('SIGTERM');
    await expectPrompt(run);
    await expectFailure(workspace, run, {
      code: 'terminated',
      phase: phase === 'boot' ? 'link' : 'run',
      words: ['SIGTERM'],
    });
  });

  test('a bridge killed with SIGKILL takes QEMU with it, and its socket', async () => {
    await using workspace = await Workspace.create();
    // The path is too long for a socket, so that lies outside of the slot.
    const slot = join(workspace.root, 'slot'.repeat(30));
    await using run = await startEndless(workspace, phase, slot);
    run.kill('SIGKILL');
    const { signal, finished } = await run.ended;
    expect({ signal, finished }).toEqual({ signal: 'SIGKILL', finished: [] });
    await expect.poll(() => workspace.processes(), { timeout: ORPHAN_LIMIT_MS }).toEqual([]);
  });
});

test('a slot whose bridge was killed serves the next run', async () => {
  await using workspace = await Workspace.create();
  await using killed = await startEndless(workspace, 'boot');
  killed.kill('SIGKILL');
  await killed.ended;
  await expect.poll(() => workspace.processes(), { timeout: ORPHAN_LIMIT_MS }).toEqual([]);
  await using next = await startEndless(workspace, 'boot');
  next.kill('SIGTERM');
  await expectFailure(workspace, next, { code: 'terminated', phase: 'link', words: ['SIGTERM'] });
});
