/**
 * Counts on the host what the VM counted: `node check.ts RESULT [COUNT]`. COUNT is the input that
 * the job had; without it, count.txt beside this file. Exit status 0: the result is right; 1: it is
 * wrong; 2: wrong usage.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Longest file that is read, in UTF-16 units. */
export const MAX_FILE_LENGTH = 64 * 1024;

/** Most rounds of hashing that are recomputed: a few seconds. */
export const MAX_ROUND_COUNT = 5_000_000;

/** What a job is asked to count. */
export interface Count {
  readonly steps: number;
  readonly rounds: number;
}

/** @throws RangeError where the text is no count that `count.sh` would take */
export function parseCount(text: string): Count {
  const numberOf = (word: string): number => {
    const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
    const digits = lines.findLast(([first]) => first === word)?.[1] ?? '';
    if (!/^[1-9]\d{0,5}$/.test(digits)) {
      throw new RangeError(`${word} is not a number from 1 to 999999`);
    }
    return Number(digits);
  };
  const count = { steps: numberOf('steps'), rounds: numberOf('rounds') };
  if (count.steps * count.rounds > MAX_ROUND_COUNT) {
    throw new RangeError(`there are more than ${MAX_ROUND_COUNT} rounds`);
  }
  return count;
}

/** The line that `count.sh` leaves in result.txt, without the line end. */
export function countResult({ steps, rounds }: Count): string {
  let hash = '0';
  for (let step = 1; step <= steps; step += 1) {
    for (let round = 1; round <= rounds; round += 1) {
      hash = createHash('sha256').update(`${hash} ${step} ${round}\n`).digest('hex');
    }
  }
  return `${hash} ${steps}`;
}

function readBounded(file: string | URL): string {
  const text = readFileSync(file, 'utf8');
  if (text.length > MAX_FILE_LENGTH) {
    throw new RangeError(`${String(file)} is longer than ${MAX_FILE_LENGTH} characters`);
  }
  return text;
}

function main(args: readonly string[]): number {
  const [result, count = new URL('count.txt', import.meta.url)] = args;
  if (result === undefined || args.length > 2) {
    console.error('usage: node check.ts RESULT [COUNT]');
    return 2;
  }
  const wanted = countResult(parseCount(readBounded(count)));
  const found = readBounded(result);
  if (found === `${wanted}\n`) {
    console.log(`right: ${wanted}`);
    return 0;
  }
  console.log(`WRONG: it has ${JSON.stringify(found.slice(0, 100))}, right is ${wanted}`);
  return 1;
}

if (import.meta.main) {
  process.exitCode = main(process.argv.slice(2));
}
