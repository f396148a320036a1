import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { OUTCOMES } from '../outcome.ts';
import { FAILURE_TABLE } from './failure-table.ts';

test('every outcome but success has a rule', () => {
  const codes = Object.keys(OUTCOMES).filter((code) => code !== 'succeeded');
  expect(Object.keys(FAILURE_TABLE).toSorted()).toEqual(codes.toSorted());
  for (const rule of Object.values(FAILURE_TABLE)) {
    expect(rule.phases.length).toBeGreaterThan(0);
    expect(rule.advice).toMatch(/^\S.*\S$/);
    expect(Number.isInteger(rule.maxPostponements)).toBe(true);
  }
});

test('docs/boinc-client.md holds the table', async () => {
  const page = await readFile(new URL('../../../docs/boinc-client.md', import.meta.url), 'utf8');
  const rows = [
    ...page.matchAll(/^\| (\w+) +\| ([\w, ]+?) +\| (\d+) +\| (\d+) +\| (.+?) +\|$/gm),
  ].map(([, code, phases, exitCode, postponements, advice]) => ({
    code,
    phases: phases?.split(', '),
    exitCode: Number(exitCode),
    postponements: Number(postponements),
    advice,
  }));
  const table = Object.keys(FAILURE_TABLE).map((name) => {
    const code = name as keyof typeof FAILURE_TABLE;
    const { phases, maxPostponements, advice } = FAILURE_TABLE[code];
    const { exitCode } = OUTCOMES[code];
    return { code, phases, exitCode, postponements: maxPostponements, advice };
  });
  expect(rows).toEqual(table);
});
