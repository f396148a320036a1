import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHypervisorProcess, writeStateFile, type SlotState } from './state-file.ts';

test('the state file is JSON and holds the newest state alone', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-state-'));
  try {
    const path = join(directory, 'state.json');
    const state: SlotState = {
      version: 1,
      phase: 'run',
      job: 'name with "quotes" and é',
      bootId: 'vmslot-1',
      hypervisor: { pid: 42, startedAt: 'boot-7' },
      changedAtMs: 5,
      outcome: 'app_failed',
      message: 'a\nb',
    };
    await writeStateFile(path, state);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(state);
    expect(await readHypervisorProcess(path)).toEqual(state.hypervisor);
    await writeStateFile(path, {
      ...state,
      hypervisor: undefined,
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
    expect(await readHypervisorProcess(path)).toBeUndefined();
    for (const text of ['', '{"hyperv', 'null', '{"hypervisor":{"pid":"1","startedAt":"x"}}']) {
      await writeFile(path, text);
      expect(await readHypervisorProcess(path), text).toBeUndefined();
    }
    expect(await readHypervisorProcess(join(directory, 'nothing'))).toBeUndefined();
  } finally {
    await rm(directory, { recursive: true });
  }
});
