import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { checkResults } from '../../examples/languages/check.ts';
import { readJobFile } from '../../host-bridge/src/job/index.ts';
import { expectSuccess } from './expect-outcome.ts';
import { VmslotRun } from './run-vmslot.ts';
import { REPOSITORY, Workspace } from './workspace.ts';

const job = join(REPOSITORY, 'examples', 'languages');

test('programs in seven languages report from inside, each further and further', async () => {
  await promisify(execFile)('make', ['-C', job]);
  const { tasks } = await readJobFile(job);
  expect(tasks.map(({ name }) => name)).toEqual([
    'c',
    'cxx',
    'fortran',
    'python',
    'node',
    'r',
    'shell',
  ]);
  await using workspace = await Workspace.create();
  await using run = await VmslotRun.start(workspace, { job });
  await expectSuccess(workspace, run);
  expect(checkResults(workspace.out)).toEqual([]);

  const fractions = run.lines
    .filter((line) => line.type === 'progress')
    .filter((line) => line.phase === 'run')
    .map((line) => line.fraction ?? 0);
  expect(fractions).toEqual(fractions.toSorted((left, right) => left - right));
  expect(fractions.at(-1)).toBe(1);
  expect(new Set(fractions).size).toBeGreaterThan(tasks.length);
  // Each task has a seventh of the whole; only what a program says of itself is within its seventh. The host
  // hears of it once a second, which a program lasts where the processor is emulated.
  const boot = run.lines.find((line) => line.type === 'phase' && line.phase === 'boot');
  if (boot?.type !== 'phase' || !boot.text.includes('tcg')) return;
  for (const [index, { name }] of tasks.entries()) {
    const [begin, end] = [index / tasks.length, (index + 1) / tasks.length];
    const own = fractions.filter((fraction) => fraction > begin + 1e-6 && fraction < end - 1e-6);
    expect(own.length, `${name} says how far it is`).toBeGreaterThan(0);
  }
});
