// node amicable.mjs LIMIT: finds the pairs of numbers below LIMIT each of which is the sum of the other's
// divisors, into amicable.result.
//
// A program for Node that reports with boinc.mjs. Its checkpoint, amicable.checkpoint, is JSON: the limit, the
// number that comes next, and the pairs so far.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as boinc from './boinc.mjs';

const BLOCK = 1000;

/** Sum of the divisors that are less than the number itself. */
function sumOfDivisors(number) {
  let sum = 1;
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) {
    if (number % divisor !== 0) continue;
    sum += divisor;
    if (divisor * divisor !== number) sum += number / divisor;
  }
  return sum;
}

/** A reader must never see half a file: it is written aside, then renamed. */
function put(name, text) {
  writeFileSync(`${name}.new`, `${text}\n`);
  renameSync(`${name}.new`, name);
}

function readCheckpoint(limit) {
  try {
    const checkpoint = JSON.parse(readFileSync('amicable.checkpoint', 'utf8'));
    // One of another limit would give a wrong result: rather begin again.
    if (checkpoint.limit === limit) {
      console.error(`going on at ${checkpoint.next}`);
      return checkpoint;
    }
  } catch {
    // There is none, or it is damaged.
  }
  return { limit, next: 2, pairs: [] };
}

await boinc.init();
const limit = Number(process.argv[2]);
if (!Number.isSafeInteger(limit) || limit < 2)
  await boinc.finish(2, 'usage: node amicable.mjs LIMIT');
const state = readCheckpoint(limit);
while (state.next < limit) {
  const end = Math.min(state.next + BLOCK, limit);
  for (let left = state.next; left < end; left += 1) {
    const right = sumOfDivisors(left);
    if (right > left && right < limit && sumOfDivisors(right) === left)
      state.pairs.push([left, right]);
  }
  state.next = end;
  await boinc.fractionDone(end / limit);
  // True when the volunteer wants one; it is a critical section until it is completed.
  if (await boinc.timeToCheckpoint()) {
    put('amicable.checkpoint', JSON.stringify(state));
    await boinc.checkpointCompleted();
  }
}
put('amicable.result', `below ${limit}: ${state.pairs.map((pair) => pair.join('-')).join(' ')}`);
await boinc.finish(0);
