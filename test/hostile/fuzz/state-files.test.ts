import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { readCheckpointFile } from '../../../host-bridge/src/checkpoint/checkpoint-file.ts';
import { MAX_CHECKPOINT_COUNT } from '../../../host-bridge/src/checkpoint/checkpoint.ts';
import { SentLedger } from '../../../host-bridge/src/client-run/sent-ledger.ts';
import { readHypervisorProcess } from '../../../host-bridge/src/slot/state-file.ts';
import { hostileBytes } from './hostile-bytes.ts';

const directory = mkdtempSync(join(tmpdir(), 'vmslot-state-fuzz-'));
afterAll(() => rmSync(directory, { recursive: true }));

const CHECKPOINT = {
  tag: 'vmslot-1',
  bootId: 'a',
  jobDigest: 'b',
  savedAtMs: 1,
  trickleCount: 0,
  position: { lastSequence: 1, step: 0, stdoutOffset: 0, stderrOffset: 0 },
  outputBytes: { stdout: 0, stderr: 0 },
  figures: { cpuTimeMs: 1, guestCpuTimeMs: 1, runtimeMs: 1, fractionDone: 0.5 },
  machine: {
    driver: 'qemu',
    version: '7',
    accelerator: 'tcg',
    diskFile: '/d',
    memoryBytes: 1,
    cpuCount: 1,
    diskLimitBytes: 1,
    network: false,
  },
};

/** Whole files as they are written, and what damage makes of them. */
function damaged(content: object): fc.Arbitrary<Uint8Array> {
  return hostileBytes({
    name: 'state file',
    decode: () => undefined,
    isExpected: () => false,
    samples: [Buffer.from(JSON.stringify(content))],
    words: ['null', '[]', '{}', '-1', '1e999', '"__proto__":{}', '"version":1'],
  });
}

test('a damaged list of checkpoints is none, with a problem in one line', async () => {
  const path = join(directory, 'checkpoints.json');
  writeFileSync(path, JSON.stringify({ version: 1, checkpoints: [CHECKPOINT] }));
  const whole = await readCheckpointFile(path);
  expect(whole.problem, 'the sample is a right one').toBeUndefined();
  await fc.assert(
    fc.asyncProperty(damaged({ version: 1, checkpoints: [CHECKPOINT] }), async (bytes) => {
      writeFileSync(path, bytes);
      const { checkpoints, problem } = await readCheckpointFile(path);
      expect(checkpoints.length).toBeLessThanOrEqual(MAX_CHECKPOINT_COUNT);
      if (problem !== undefined) expect([checkpoints, problem.includes('\n')]).toEqual([[], false]);
      for (const { figures, position } of checkpoints) {
        const numbers = [...Object.values(figures), ...Object.values(position)];
        expect(numbers.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('a damaged state file names no process, or one with a number and a start', async () => {
  const path = join(directory, 'vmslot_state.json');
  const state = { version: 1, hypervisor: { pid: 5, startedAt: '77' } };
  await fc.assert(
    fc.asyncProperty(damaged(state), async (bytes) => {
      writeFileSync(path, bytes);
      const found = await readHypervisorProcess(path);
      if (found === undefined) return;
      expect(Number.isSafeInteger(found.pid)).toBe(true);
      expect(typeof found.startedAt).toBe('string');
    }),
    { numRuns: 300 },
  );
});

test('a damaged ledger is empty or has only what a ledger has', async () => {
  const path = join(directory, 'sent.json');
  const ledger = { trickles: { 1: 'a' }, outputs: ['out'], creditedRuntimeMs: 5 };
  await fc.assert(
    fc.asyncProperty(damaged(ledger), async (bytes) => {
      writeFileSync(path, bytes);
      const read = await SentLedger.open(path);
      expect(read.creditedRuntimeMs).toBeGreaterThanOrEqual(0);
      expect([...read.outputs].every((source) => typeof source === 'string')).toBe(true);
    }),
    { numRuns: 300 },
  );
});
