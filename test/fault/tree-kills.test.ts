import { expect, test } from 'vitest';
import { killNastyTrees, NASTY } from '../../guest-agent/src/process/nasty-trees.ts';
import { createProcessFixture } from '../../guest-agent/src/process/process-store-fixture.ts';

const ROUNDS = 46;

test(`${ROUNDS * Object.keys(NASTY).length} trees of the nasty kinds are gone when the kill is answered`, async () => {
  await using fixture = await createProcessFixture();
  for (let round = 0; round < ROUNDS; round += 1) {
    expect(await killNastyTrees(fixture, round)).toEqual([]);
  }
}, 600_000);
