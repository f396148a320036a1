import { expect, test } from 'vitest';
import { SmallFileSystem } from '../e2e/small-file-system.ts';
import { planLosses } from './loss-plan.ts';
import { LossWorld } from './loss-world.ts';

const ROUND_COUNT = 30;

/** A hang is found; slowness is none. */
const TIMEOUT_MS = 3_600_000;

// On a test machine of ours a file system that cannot be mounted is a failure, like a missing client.
const hasDisk = process.env['CI'] === 'true' || (await SmallFileSystem.isPossible());

test(
  `whatever is killed or full, ${ROUND_COUNT} times: work goes on from a checkpoint that was reported`,
  { timeout: TIMEOUT_MS },
  async () => {
    await using world = await LossWorld.create({ hasDisk });
    await world.begin();
    const problems: string[] = [];
    const origins = new Set<string>();
    let reportedStep = 0;
    for (const [index, order] of planLosses(ROUND_COUNT, { canFillDisk: hasDisk }).entries()) {
      const round = await world.round(order);
      if (round.from !== undefined) origins.add(round.from);
      reportedStep = round.step;
      if (round.problems.length === 0) continue;
      const what = `round ${index} ${JSON.stringify(order)}`;
      problems.push(`${what}: ${round.problems.join('; ')}\n${round.log}`);
    }
    expect(problems.join('\n')).toBe('');
    // The result tells each step, once and in order.
    expect(await world.finish()).toBeGreaterThanOrEqual(reportedStep);
    // Between the faults it got on, to checkpoints that were gone on from.
    expect(origins.size).toBeGreaterThan(ROUND_COUNT / 5);
  },
);
