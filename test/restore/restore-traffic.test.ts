import { expect, test } from 'vitest';
import { RestoredMachine } from './restored-machine.ts';
import { restoreRounds } from './restore-rounds.ts';

const ROUND_COUNT = 8;

test('what is under way when a machine goes back to its snapshot is answered or fails, and nothing is done twice', async () => {
  await using machine = await RestoredMachine.boot({ memoryBytes: 192 * 1024 * 1024 });
  const sums = { cut: 0, undone: 0 };
  for await (const { cutCount, undoneCount } of restoreRounds(machine, {
    count: ROUND_COUNT,
    seed: 6,
  })) {
    sums.cut += cutCount;
    sums.undone += undoneCount;
  }
  // Each kind of call is under way whenever the machine is killed.
  expect(sums.cut).toBeGreaterThanOrEqual(2 * ROUND_COUNT);
  expect(sums.undone).toBeGreaterThan(0);
});
