import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { expectSuccess } from './expect-outcome.ts';
import { VmslotRun } from './run-vmslot.ts';
import { REPOSITORY, Workspace } from './workspace.ts';

/** The two examples of the demo, unchanged, under one driver. */
export function describeExamples(driver: string): void {
  describe(`the examples, under ${driver}`, () => {
    const options = { driver, arguments: () => [] };
    testCopyExample(options);
    testFactorExample(options);
  });
}

/** How an example is run. */
export interface ExampleOptions {
  readonly driver: string;
  /** Further words for the command line. */
  readonly arguments: () => readonly string[];
}

/** The example that only brings its input back. */
export function testCopyExample({ driver, arguments: more }: ExampleOptions): void {
  test('cat-2009 brings bar.dat back, byte by byte', async () => {
    await using workspace = await Workspace.create();
    const job = join(REPOSITORY, 'examples', 'cat-2009');
    const options = { job, arguments: [`--driver=${driver}`, ...more()] };
    await using run = await VmslotRun.start(workspace, options);
    const summary = await expectSuccess(workspace, run);
    expect(summary.outputs).toEqual([join(workspace.out, 'bar.dat')]);
    const [foo, bar] = await Promise.all([
      readFile(join(job, 'foo.dat')),
      readFile(join(workspace.out, 'bar.dat')),
    ]);
    expect(bar.equals(foo)).toBe(true);
    const phases = run.lines.filter((line) => line.type === 'phase').map((line) => line.phase);
    expect([...new Set(phases)]).toEqual(['prepare', 'boot', 'link', 'inputs', 'run', 'outputs']);
    const said = run.lines.map((line) => (line.type === 'phase' ? line.text : ''));
    expect(said).toContainEqual(expect.stringContaining(`VM on: ${driver} `));
  });
}

/** The example that computes. */
export function testFactorExample({ driver, arguments: more }: ExampleOptions): void {
  test('cunningham factors its numbers, and says how far it is', async () => {
    await using workspace = await Workspace.create();
    const job = join(REPOSITORY, 'examples', 'cunningham');
    const options = { job, arguments: [`--driver=${driver}`, ...more()] };
    await using run = await VmslotRun.start(workspace, options);
    await expectSuccess(workspace, run);
    const check = join(job, 'check.ts');
    const factors = join(workspace.out, 'factors.txt');
    // Its exit status says whether factors and products are right; another than 0 throws here.
    const { stdout } = await promisify(execFile)(process.execPath, [check, factors]);
    expect(stdout).toContain('2^257-1');

    const reports = run.lines
      .filter((line) => line.type === 'progress')
      .filter((line) => line.phase === 'run');
    const fractions = reports.map((line) => line.fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(new Set(fractions).size).toBeGreaterThan(2);
    expect(fractions.at(-1)).toBe(1);
    expect(reports.at(-1)?.text).toMatch(/ [1-9]\.\d+e\+\d+ operations/);
  });
}
