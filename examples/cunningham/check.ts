/**
 * Checks on the host what the VM computed: `node check.ts FACTORS`. Each number of numbers.txt must
 * be in the file of factors, the factors must multiply to it, and each must be a probable prime.
 * Exit status 0: all is right; 1: something is wrong; 2: wrong usage.
 */
import { readFileSync } from 'node:fs';

/** Longest file that is read, in UTF-16 units. */
export const MAX_FILE_LENGTH = 64 * 1024;

/** What was found about one number. */
export interface Verdict {
  readonly right: boolean;
  /** One line for people. */
  readonly line: string;
}

/** The exact value of a name such as `2^257-1`; undefined for anything else. */
export function evaluateName(name: string): bigint | undefined {
  const match = /^(\d{1,4})\^(\d{1,4})([+-])(\d{1,4})$/.exec(name);
  if (match === null) {
    return undefined;
  }
  const [, base = '', exponent = '', sign, offset = ''] = match;
  const power = BigInt(base) ** BigInt(exponent);
  return sign === '+' ? power + BigInt(offset) : power - BigInt(offset);
}

function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) {
      result = (result * square) % modulus;
    }
    square = (square * square) % modulus;
  }
  return result;
}

const BASES = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n];

/**
 * Miller-Rabin test with the first 16 primes as bases: proof below 3.3e24 (Sorenson and Webster,
 * 2015), above it a strong hint.
 */
export function isProbablePrime(value: bigint): boolean {
  if (value < 2n) {
    return false;
  }
  let odd = value - 1n;
  let twos = 0;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    twos += 1;
  }
  return BASES.every((base) => value === base || passesRound(value, { base, odd, twos }));
}

function passesRound(
  value: bigint,
  { base, odd, twos }: { readonly base: bigint; readonly odd: bigint; readonly twos: number },
): boolean {
  if (value % base === 0n) {
    return false;
  }
  let power = powerModulo(base, odd, value);
  if (power === 1n || power === value - 1n) {
    return true;
  }
  for (let round = 1; round < twos; round += 1) {
    power = (power * power) % value;
    if (power === value - 1n) {
      return true;
    }
  }
  return false;
}

/** Judges the text after the `=` of one line of factors. */
export function checkFactors(name: string, factors: string): Verdict {
  const value = evaluateName(name);
  if (value === undefined) {
    return wrong(name, 'the name is no expression such as 2^257-1');
  }
  // A factor has at most the digits of the number; more would only cost time.
  const words = factors.split(' * ');
  const most = value.toString().length;
  const odd = words.find((word) => !/^\d+$/.test(word) || word.length > most);
  if (odd !== undefined) {
    const kind = /^\(\d+\)$/.test(odd) ? 'is left composite' : 'is no factor';
    return wrong(name, `${JSON.stringify(odd.slice(0, 100))} ${kind}`);
  }
  const numbers = words.map(BigInt);
  if (numbers.reduce((product, factor) => product * factor, 1n) !== value) {
    return wrong(name, 'the factors do not multiply to it');
  }
  const composite = numbers.find((factor) => !isProbablePrime(factor));
  if (composite !== undefined) {
    return wrong(name, `${composite} is not prime`);
  }
  const right = `right: ${numbers.length} prime factors of ${words.map(({ length }) => length).join(', ')} digits`;
  return { right: true, line: `${name}: ${right}` };
}

function wrong(name: string, reason: string): Verdict {
  return { right: false, line: `${name}: WRONG: ${reason}` };
}

/** Judges a whole file of factors against the numbers that were given. */
export function checkResult(numbersText: string, factorsText: string): readonly Verdict[] {
  const found = new Map<string, string>();
  const verdicts: Verdict[] = [];
  for (const line of factorsText.split('\n').filter((text) => text !== '')) {
    const [name = '', ...factors] = line.split(' = ');
    if (found.has(name)) {
      verdicts.push(wrong(JSON.stringify(name.slice(0, 100)), 'is there twice'));
    }
    found.set(name, factors.join(' = '));
  }
  const names: string[] = [];
  for (const line of numbersText.split('\n')) {
    const [what, name = '', value = ''] = line.split(/\s+/);
    if (what !== 'number') {
      continue;
    }
    names.push(name);
    const factors = found.get(name);
    if (evaluateName(name)?.toString() !== value) {
      verdicts.push(wrong(name, 'numbers.txt gives it another value'));
    } else if (factors === undefined) {
      verdicts.push(wrong(name, 'has no line'));
    } else {
      verdicts.push(checkFactors(name, factors));
    }
  }
  for (const name of found.keys()) {
    if (!names.includes(name)) {
      verdicts.push(wrong(JSON.stringify(name.slice(0, 100)), 'was not asked for'));
    }
  }
  if (names.length === 0) {
    verdicts.push(wrong('numbers.txt', 'has no number'));
  }
  return verdicts;
}

function readBounded(file: string | URL): string {
  const text = readFileSync(file, 'utf8');
  if (text.length > MAX_FILE_LENGTH) {
    throw new RangeError(`${String(file)} is longer than ${MAX_FILE_LENGTH} characters`);
  }
  return text;
}

function main(args: readonly string[]): number {
  const [file] = args;
  if (file === undefined || args.length !== 1) {
    console.error('usage: node check.ts FACTORS.TXT');
    return 2;
  }
  const numbersText = readBounded(new URL('numbers.txt', import.meta.url));
  const verdicts = checkResult(numbersText, readBounded(file));
  for (const { line } of verdicts) {
    console.log(line);
  }
  return verdicts.every(({ right }) => right) ? 0 : 1;
}

if (import.meta.main) {
  process.exitCode = main(process.argv.slice(2));
}
