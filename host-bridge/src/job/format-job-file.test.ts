import { expect, test } from 'vitest';

import { formatJobFile } from './format-job-file.ts';
import type { Job } from './job.ts';
import { parseJobFile } from './parse-job-file.ts';

const LONG = 'x'.repeat(200);

function parse(lines: string, file = '/jobs/sum/vm_job.xml'): Job {
  return parseJobFile(`<vm_job>${lines}</vm_job>`, { file });
}

function again(job: Job): Job {
  return parseJobFile(formatJobFile(job), { file: job.file });
}

test('exact texts stay exact', () => {
  const exact = ' a\r\n\tb ]]> &amp; <!-- \u{1f600}\u0085\u2028 ';
  const written = exact
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace('\r', '&#13;');
  const job = parse(
    `<image>a</image><task><application>sh</application><arg>${written}</arg><setenv>A=${written}</setenv></task>`,
  );
  expect(job.tasks[0]?.arguments).toEqual([exact]);
  const other = again(job);
  expect(other.tasks[0]?.arguments).toEqual([exact]);
  expect(other.tasks[0]?.environment).toEqual({ A: exact });
});

test('names that only the parser can make are left to it', () => {
  const lines = `<image>a</image>
    <input><source>a/ b</source></input>
    <task><application>${LONG}</application></task>
    <output><source>a/ b</source></output>`;
  const job = parse(lines, `/jobs/${LONG}/vm_job.xml`);
  expect(job).toMatchObject({ name: LONG, tasks: [{ name: LONG }], inputs: [{ target: ' b' }] });
  const other = again(job);
  expect(other).toMatchObject({ name: LONG, tasks: [{ name: LONG }] });
  expect(other.inputs[0]?.target).toBe(' b');
  expect(other.outputs[0]?.target).toBe(' b');
});

test('elements are indented, one a line', () => {
  const job = parse('<image>a</image><ncpus>2</ncpus><task><application>sh</application></task>');
  const lines = formatJobFile(job).split('\n');
  expect(lines.slice(0, 5)).toEqual([
    '<vm_job>',
    '    <name>sum</name>',
    '    <image>a</image>',
    '    <memory_size_mb>512</memory_size_mb>',
    '    <ncpus>2</ncpus>',
  ]);
  expect(lines.slice(-6)).toEqual([
    '    <task>',
    '        <application>sh</application>',
    '        <weight>1</weight>',
    '    </task>',
    '</vm_job>',
    '',
  ]);
});
