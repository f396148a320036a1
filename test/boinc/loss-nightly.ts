import { SmallFileSystem } from '../e2e/small-file-system.ts';
import { LOSS_SEED, planLosses } from './loss-plan.ts';
import { LossWorld } from './loss-world.ts';

const ROUND_COUNT = 1_000;
const ROUNDS_PER_LINE = 50;

/** Rounds with problems of which everything is printed; the others are counted. */
const MAX_PRINTED_COUNT = 10;

/** The whole of it ends then, with an error: several times what a round takes. */
const ROUND_LIMIT_MS = 60_000;

const count = Number(process.argv[2] ?? ROUND_COUNT);
const seed = Number(process.argv[3] ?? LOSS_SEED);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error('usage: node test/boinc/loss-nightly.ts [NUMBER_OF_ROUNDS [SEED]]');
  process.exit(2);
}
const canFillDisk = await SmallFileSystem.isPossible();
const deadline = performance.now() + count * ROUND_LIMIT_MS;
const isVerbose = count <= ROUNDS_PER_LINE;
let wrongCount = 0;
let slowestMs = 0;

await using world = await LossWorld.create({ hasDisk: canFillDisk });
await world.begin();
for (const [index, order] of planLosses(count, { seed, canFillDisk }).entries()) {
  if (performance.now() > deadline) throw new Error(`no time for round ${index}`);
  const { problems, step, from, tookMs, log } = await world.round(order);
  slowestMs = Math.max(slowestMs, tookMs);
  const words = `round ${index} ${JSON.stringify(order)}: from ${from}, step ${step}, ${(tookMs / 1000).toFixed(1)} s`;
  if (isVerbose || problems.length > 0) console.log(`${words} ${problems.join('; ')}`);
  if (problems.length > 0 && (wrongCount += 1) <= MAX_PRINTED_COUNT) console.log(log);
  if ((index + 1) % ROUNDS_PER_LINE === 0 || index + 1 === count) {
    const slowest = `slowest ${(slowestMs / 1000).toFixed(1)} s`;
    console.log(`${index + 1} of ${count} rounds: ${wrongCount} wrong; ${slowest}; step ${step}`);
  }
}
console.log(`the ledger has ${await world.finish()} steps, each once and in order`);
if (wrongCount > 0) process.exitCode = 1;
