import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { JobError, OUTCOMES } from './outcome.ts';

test('docs/exit-codes.md holds the table of outcomes', async () => {
  const page = await readFile(new URL('../../docs/exit-codes.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| (\d+) +\| (\w+) +\| (.+?) +\|$/gm)].map(
    ([, exitCode, code, meaning]) => ({ code, exitCode: Number(exitCode), meaning }),
  );
  const table = Object.entries(OUTCOMES).map(([code, { exitCode, meaning }]) => ({
    code,
    exitCode,
    meaning,
  }));
  expect(rows).toEqual(table);
});

test('no two outcomes share an exit status, and each fits in a byte', () => {
  const statuses = Object.values(OUTCOMES).map(({ exitCode }) => exitCode);
  expect(new Set(statuses).size).toBe(statuses.length);
  expect(statuses.every((status) => status >= 0 && status <= 255)).toBe(true);
});

test('a job error knows its exit status, cause and details', () => {
  const cause = new Error('why');
  const error = new JobError('no_room', 'no room', { cause, phase: 'prepare', details: ['a'] });
  expect(error).toMatchObject({ exitCode: 16, cause, phase: 'prepare', details: ['a'] });
});
