import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleWithOurs, bundleWithRealBoinc } from '../interop/boinc-bundle.ts';
import { expectSuccess } from './expect-outcome.ts';
import { writeJobDirectory } from './job-directory.ts';
import { VmslotRun } from './run-vmslot.ts';
import { Workspace } from './workspace.ts';

const SOURCE = new URL('same-source.c', import.meta.url).pathname;

/** Seconds of a stage: longer than the second in which the host hears of it. */
const STAGE_S = 3;

/** What both must print. */
const SAID = `init 0
standalone 0
checkpoint 0 at 0.25
checkpoint 0 at 0.50
checkpoint 0 at 0.75
checkpoint 0 at 1.00
`;

test('the same C source says the same to the host with BOINC’s library and with ours', async () => {
  const real = await bundleWithRealBoinc('real', SOURCE);
  const ours = await bundleWithOurs('ours', SOURCE);
  await using workspace = await Workspace.create();
  const task = (name: string, api: string) => `
    <task>
      <name>${name}</name>
      <application>${name}</application>
      <command_line>${STAGE_S} always 0</command_line>
      <stdout_filename>${name}.txt</stdout_filename>
      <boinc_api>${api}</boinc_api>
    </task>
    <output><source>${name}.txt</source></output>`;
  await writeJobDirectory(workspace.job, {
    files: { ...real.files, ...ours.files },
    elements: `
      ${real.inputs}
      ${ours.inputs}
      ${task('real', 'real')}
      ${task('ours', 'none')}`,
  });
  await using run = await VmslotRun.start(workspace);
  await expectSuccess(workspace, run);
  for (const name of ['real', 'ours']) {
    expect(await readFile(join(workspace.out, `${name}.txt`), 'utf8'), name).toBe(SAID);
  }

  // How far each was when the host heard of its n-th checkpoint, and of how many it heard.
  const reports = run.lines
    .filter((line) => line.type === 'progress')
    .filter((line) => line.phase === 'run');
  const fractions = reports.map(({ fraction }) => fraction);
  expect(fractions).toEqual(fractions.toSorted((left, right) => left - right));
  const checkpointsIn = (from: number, earlier: number) => {
    const seen = new Map<number, number>();
    for (const { fraction, text } of reports) {
      const count = Number(/, checkpoint (\d+)/.exec(text)?.[1] ?? 0) - earlier;
      const own = (fraction - from) * 2;
      if (own <= 0 || own > 1 || count <= 0) continue;
      if (!seen.has(count)) seen.set(count, own);
    }
    return [...seen];
  };
  const expected = [
    [1, 0.25],
    [2, 0.5],
    [3, 0.75],
    [4, 1],
  ];
  expect(checkpointsIn(0, 0), 'real').toEqual(expected);
  expect(checkpointsIn(0.5, 4), 'ours').toEqual(expected);
});
