import { RestoredMachine } from './restored-machine.ts';
import { restoreRounds } from './restore-rounds.ts';

const ROUND_COUNT = 200;
const MEMORY_BYTES = 256 * 1024 * 1024;
/** What the calls of a restored machine may take to be answered, or to fail. */
const MAX_WAIT_MS = 2_000;

const count = Number(process.argv[2] ?? ROUND_COUNT);
if (!Number.isSafeInteger(count) || count < 1) {
  console.error('usage: node test/restore/restore-nightly.ts [NUMBER_OF_ROUNDS]');
  process.exit(2);
}
const seed = Date.now() % 1_000_000;
const worst = { failureMs: 0, answerMs: 0, restoreMs: 0, standstillMs: 0 };
const sums = { exec: 0, cut: 0, undone: 0 };
let lateCount = 0;

await using machine = await RestoredMachine.boot({ memoryBytes: MEMORY_BYTES });
for await (const one of restoreRounds(machine, { count, seed })) {
  sums.exec += one.execCount;
  sums.cut += one.cutCount;
  sums.undone += one.undoneCount;
  worst.failureMs = Math.max(worst.failureMs, one.slowestFailureMs);
  worst.answerMs = Math.max(worst.answerMs, one.slowestAnswerMs);
  worst.restoreMs = Math.max(worst.restoreMs, one.restoreMs);
  worst.standstillMs = Math.max(worst.standstillMs, one.standstillMs);
  if (one.slowestFailureMs > MAX_WAIT_MS || one.slowestAnswerMs > MAX_WAIT_MS) {
    lateCount += 1;
    console.log(`round ${one.round}: late, ${JSON.stringify(one)}`);
  }
  if (one.round % 10 === 0 || one.round === count) {
    const figures = Object.entries(worst).map(([name, ms]) => `${name} ${Math.round(ms)}`);
    console.log(
      `${one.round} of ${count} rounds: ${sums.exec} programs, ${sums.cut} calls cut off, ` +
        `${sums.undone} done again; longest: ${figures.join(', ')}; ${lateCount} round(s) above ${MAX_WAIT_MS} ms`,
    );
  }
}
if (lateCount > 0) process.exitCode = 1;
