import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { OUTCOMES, type OutcomeCode, type Phase } from '../../host-bridge/src/outcome.ts';
import type { RunSummary } from '../../host-bridge/src/report/reporter.ts';
import { SLOT_FILES } from '../../host-bridge/src/slot/slot.ts';
import type { VmslotRun } from './run-vmslot.ts';
import type { Workspace } from './workspace.ts';

/** How a run is expected to fail. */
export interface ExpectedFailure {
  readonly code: OutcomeCode;
  readonly phase: Phase;
  /** What the message must say: what failed, where, what to do. */
  readonly words: readonly (string | RegExp)[];
  /** What becomes of the slot; an empty one was there before. Default: kept. */
  readonly slot?: 'kept' | 'not made' | 'empty';
}

/** Waits for the end of a run, and for everything that docs/exit-codes.md promises of a failure. */
export async function expectFailure(
  workspace: Workspace,
  run: VmslotRun,
  { code, phase, words, slot = 'kept' }: ExpectedFailure,
): Promise<RunSummary> {
  const summary = await expectEnd(workspace, run, code);
  const { message = '' } = summary;
  expect(summary, message).toMatchObject({ phase, outputs: [] });
  expect(message).toMatch(/^[^\n]+$/);
  for (const word of words) expect(message).toMatch(word);
  if (slot === 'kept') {
    expect(summary.slotDirectory).toBe(workspace.slot);
    const state = await readFile(join(workspace.slot, SLOT_FILES.state), 'utf8');
    expect(JSON.parse(state)).toMatchObject({ phase, outcome: code, message });
  } else {
    expect(summary.slotDirectory).toBeUndefined();
    const left = existsSync(workspace.slot) ? await readdir(workspace.slot) : undefined;
    expect(left).toEqual(slot === 'empty' ? [] : undefined);
  }
  return summary;
}

/** Waits for the end of a run that must go well. */
export async function expectSuccess(workspace: Workspace, run: VmslotRun): Promise<RunSummary> {
  const summary = await expectEnd(workspace, run, 'succeeded');
  expect(summary).toMatchObject({ phase: 'finish', details: [] });
  for (const name of Object.values(SLOT_FILES)) {
    expect(existsSync(join(workspace.slot, name)), `${name} is left in the slot`).toBe(false);
  }
  return summary;
}

/** One last line, the exit status of the table, nothing on standard error, and the machine gone. */
async function expectEnd(
  workspace: Workspace,
  run: VmslotRun,
  code: OutcomeCode,
): Promise<RunSummary> {
  const end = await run.ended;
  expect(workspace.machines(), 'the machine outlives the bridge').toEqual([]);
  const { exitCode } = OUTCOMES[code];
  expect(end).toMatchObject({
    exitCode,
    signal: null,
    finished: [{ outcome: code, exitCode }],
    stderr: '',
  });
  expect(run.lastType).toBe('finished');
  return end.finished[0] as RunSummary;
}
