import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { amicablePairs, coprimePairs } from '../../examples/languages/check.ts';
import type { AppAgent } from './app-agent.ts';
import { startLanguageAgent, type LanguageAgent } from './languages-agent.ts';

const folder = fileURLToPath(new URL('../../examples/languages/', import.meta.url));

/** Work of some seconds each, so that a checkpoint is due meanwhile, and what comes out of it. */
const PROGRAMS: readonly (readonly [words: readonly string[], name: string, result: string])[] = [
  // The prime counting function of 5 * 10^9; https://oeis.org/A006880 has that of the powers of ten.
  [['./primes', '5000000000'], 'primes', '234954223 primes below 5000000000'],
  // https://oeis.org/A000043
  [
    ['./mersenne', '1800'],
    'mersenne',
    'exponents below 1800: 2 3 5 7 13 17 19 31 61 89 107 127 521 607 1279',
  ],
  [['./pi', '20000'], 'pi', Math.PI.toFixed(10)],
  // https://oeis.org/A006877 and A006878
  [['python3', 'collatz.py', '1000000'], 'collatz', 'longest below 1000000: 837799 with 524 steps'],
  [[process.execPath, 'amicable.mjs', '2000000'], 'amicable', amicablePairs(2_000_000)],
  [['./coprime.sh', '300'], 'coprime', coprimePairs(300)],
];

let directory: string;
let languageAgent: LanguageAgent;
let agent: AppAgent;
let programs: ChildProcess[] = [];

beforeAll(async () => {
  await promisify(execFile)('make', ['-C', folder]);
}, 600_000);

beforeEach(async () => {
  // As the job puts its inputs into the work directory.
  directory = mkdtempSync(join(tmpdir(), 'language-examples-'));
  for (const part of ['build', 'python', 'node', 'shell']) {
    for (const { name, parentPath } of readdirSync(join(folder, part), { withFileTypes: true })) {
      copyFileSync(join(parentPath, name), join(directory, name));
    }
  }
  languageAgent = await startLanguageAgent(join(directory, 'app'));
  ({ agent } = languageAgent);
  agent.answers.set('Join', { checkpointPeriodMs: 1_000 });
  agent.control = { checkpointPeriodMs: 1_000 };
});

afterEach(async () => {
  for (const program of programs) program.kill('SIGKILL');
  programs = [];
  await languageAgent[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

function start([program = '', ...words]: readonly string[]) {
  const child = spawn(program, words, {
    cwd: directory,
    env: { PATH: `${process.env.PATH}:.`, VMSLOT_APP_SOCKET: join(directory, 'app') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  programs.push(child);
  const stderr = text(child.stderr);
  return { child, stderr, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

test.each(PROGRAMS)(
  '%j, killed after a checkpoint, goes on from there to the right result',
  async (words, name, result) => {
    const first = start(words);
    await agent.next('Checkpoint');
    first.child.kill('SIGKILL');
    await first.ended;
    const seenCount = agent.calls.length;
    const second = start(words);
    expect(await second.ended, await second.stderr).toBe(0);
    expect(await second.stderr).toContain('going on at');
    expect(readFileSync(join(directory, `${name}.result`), 'utf8').trim()).toBe(result);
    // It has told how far it was, too.
    const fractions = agent.calls
      .slice(seenCount)
      .map(({ request }) => request['report'] as { fractionDone?: number } | undefined)
      .flatMap((report) => report?.fractionDone ?? []);
    expect(fractions.length).toBeGreaterThan(0);
    expect(fractions.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
  },
  120_000,
);
