import { readFile } from 'node:fs/promises';

import { describe, expect, test } from 'vitest';

import { INPUT_ELEMENTS, JOB_ELEMENTS, OUTPUT_ELEMENTS, TASK_ELEMENTS } from './elements.ts';
import type { ElementSpec } from './elements.ts';
import { formatReference } from './format-reference.ts';
import { parseJobFile } from './parse-job-file.ts';
import { VALUE_RULES } from './values.ts';

const PAGE = new URL('../../../docs/job-file.md', import.meta.url);

/** Rows without the blanks and dashes that only line up the columns. */
function rowsOf(markdown: string): readonly string[] {
  return markdown
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').replaceAll(/-{2,}/g, '-').trim())
    .filter((line) => line !== '');
}

test('docs/job-file.md has the reference as the table says it', async () => {
  const page = await readFile(PAGE, 'utf8');
  const [, reference = ''] = page.split(/<!-- reference (?:begins|ends) -->/);
  expect(rowsOf(reference)).toEqual(rowsOf(formatReference()));
});

test('the example in docs/job-file.md is a job', async () => {
  const [, example = ''] = /```xml\n([^]*?)```/.exec(await readFile(PAGE, 'utf8')) ?? [];
  const job = parseJobFile(example, { file: '/jobs/doc/vm_job.xml' });
  expect(job.tasks[0]?.arguments).toEqual(['--mode', 'very fast', 'foo.dat']);
});

describe('every row of the table', () => {
  const tables = [JOB_ELEMENTS, INPUT_ELEMENTS, TASK_ELEMENTS, OUTPUT_ELEMENTS];
  const rows = tables.flatMap((table) => Object.entries<ElementSpec>(table));

  test.each(rows)('%s', (_, spec) => {
    expect(spec.meaning).toMatch(/^[^|\n]*[^.|\n]$/);
    if (spec.kind === 'group') {
      return;
    }
    if (spec.default !== undefined) {
      expect(VALUE_RULES[spec.kind].parse(spec.default, spec).ok).toBe(true);
    }
    const answers = [spec.required, spec.default, spec.whenAbsent];
    expect(answers.filter((answer) => answer !== undefined)).toHaveLength(1);
  });
});
