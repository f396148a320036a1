import { inParallel, planRounds, problemsOf } from './power-off-plan.ts';
import { PowerOffWorld } from './power-off-world.ts';

const ROUND_COUNT = 1_000;
const ROUNDS_AT_ONCE = 2;
const ROUNDS_PER_LINE = 50;

/** The whole of it ends then, with an error: 30 s for a round is ten times what it takes. */
const TIME_LIMIT_MS = (ROUND_COUNT / ROUNDS_AT_ONCE) * 30_000;

/** Rounds of which everything is printed; the others are counted. */
const MAX_PRINTED_COUNT = 10;

const count = Number(process.argv[2] ?? ROUND_COUNT);
if (!Number.isSafeInteger(count) || count < 1) {
  console.error('usage: npm run nightly [-- NUMBER_OF_ROUNDS]');
  process.exit(2);
}
const deadline = performance.now() + TIME_LIMIT_MS;
const ends = { success: 0, postponed: 0, wrong: 0 };
let doneCount = 0;
let slowestMs = 0;

await using world = await PowerOffWorld.create();
await inParallel(planRounds(count), ROUNDS_AT_ONCE, async (order, index) => {
  if (performance.now() > deadline) throw new Error(`no time for round ${index}`);
  const round = await world.round(order);
  const problems = problemsOf(round);
  if (problems.length > 0) {
    ends.wrong += 1;
    console.log(`round ${index} ${JSON.stringify(order)}: ${problems.join('; ')}`);
    if (ends.wrong <= MAX_PRINTED_COUNT) console.log(round.log);
  } else if (round.end.finish === undefined) ends.postponed += 1;
  else ends.success += 1;
  slowestMs = Math.max(slowestMs, round.sinceDoneMs ?? 0);
  doneCount += 1;
  if (doneCount % ROUNDS_PER_LINE === 0 || doneCount === count) {
    const { success, postponed, wrong } = ends;
    console.log(
      `${doneCount} of ${count} rounds: ${success} success, ${postponed} postponed, ${wrong} wrong; ` +
        `slowest end ${(slowestMs / 1000).toFixed(1)} s after done`,
    );
  }
});
if (ends.wrong > 0) process.exitCode = 1;
