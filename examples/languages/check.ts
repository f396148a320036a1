/**
 * Compares what the programs of the job `languages` left with what it must be: `node check.ts DIRECTORY`.
 * Exit status 0: all of it is right; 1: something is wrong; 2: wrong usage.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What each file must hold, for the arguments in vm_job.xml. */
export const RESULTS: Readonly<Record<string, string>> = {
  // https://oeis.org/A006880
  'primes.result': '50847534 primes below 1000000000',
  // https://oeis.org/A000043
  'mersenne.result': 'exponents below 1280: 2 3 5 7 13 17 19 31 61 89 107 127 521 607 1279',
  'pi.result': Math.PI.toFixed(10),
  'collatz.result': longestCollatz(60_000),
  'amicable.result': amicablePairs(500_000),
  // The square root of pi by 2, times the error function of 1: 0.84270079294971486934.
  'integral.result': ((Math.sqrt(Math.PI) / 2) * 0.842_700_792_949_714_9).toFixed(10),
  'coprime.result': coprimePairs(80),
};

/** @returns a line for each file that is not as it must be */
export function checkResults(directory: string): string[] {
  return Object.entries(RESULTS).flatMap(([name, expected]) => {
    const found = readFileSync(join(directory, name), 'utf8').trim();
    return found === expected ? [] : [`${name}: is "${found}", must be "${expected}"`];
  });
}

function longestCollatz(limit: number): string {
  let best = { start: 1, steps: 0 };
  for (let start = 1; start < limit; start += 1) {
    let steps = 0;
    for (let value = start; value !== 1; steps += 1) {
      value = value % 2 === 0 ? value / 2 : 3 * value + 1;
    }
    if (steps > best.steps) best = { start, steps };
  }
  return `longest below ${limit}: ${best.start} with ${best.steps} steps`;
}

/** The pairs of numbers below a limit each of which is the sum of the other's divisors. */
export function amicablePairs(limit: number): string {
  const sums = new Int32Array(limit);
  for (let divisor = 1; divisor < limit; divisor += 1) {
    for (let multiple = 2 * divisor; multiple < limit; multiple += divisor) {
      sums[multiple]! += divisor;
    }
  }
  const isPair = (left: number, right: number): boolean =>
    right > left && right < limit && sums[right] === left;
  const pairs = [...sums.entries()].filter(([left, right]) => isPair(left, right));
  return `below ${limit}: ${pairs.map((pair) => pair.join('-')).join(' ')}`;
}

/** How many pairs of numbers up to a limit have no common divisor. */
export function coprimePairs(limit: number): string {
  const divisor = (left: number, right: number): number =>
    right === 0 ? left : divisor(right, left % right);
  let count = 0;
  for (let row = 1; row <= limit; row += 1) {
    for (let column = 1; column <= limit; column += 1) count += divisor(row, column) === 1 ? 1 : 0;
  }
  return `${count} of ${limit * limit} pairs up to ${limit} are coprime`;
}

if (import.meta.main) {
  const [directory, ...rest] = process.argv.slice(2);
  if (directory === undefined || rest.length > 0) {
    console.error('usage: node check.ts DIRECTORY');
    process.exit(2);
  }
  const wrong = checkResults(directory);
  for (const line of wrong) console.error(line);
  if (wrong.length === 0) console.log('all results are right');
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
