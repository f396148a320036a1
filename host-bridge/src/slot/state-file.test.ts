import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeStateFile, type SlotState } from './state-file.ts';

test('the state file is JSON and holds the newest state alone', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-state-'));
  try {
    const path = join(directory, 'state.json');
    const state: SlotState = {
      version: 1,
      phase: 'run',
      job: 'name with "quotes" and é',
      bootId: 'vmslot-1',
      hypervisorPid: 42,
      changedAtMs: 5,
      outcome: 'app_failed',
      message: 'a\nb',
    };
    await writeStateFile(path, state);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(state);
    await writeStateFile(path, {
      ...state,
      hypervisorPid: undefined,
      outcome: undefined,
      message: undefined,
    });
    const { version, phase, job, bootId, changedAtMs } = state;
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      version,
      phase,
      job,
      bootId,
      changedAtMs,
    });
  } finally {
    await rm(directory, { recursive: true });
  }
});
