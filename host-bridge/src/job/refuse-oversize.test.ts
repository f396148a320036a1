import { describe, expect, test } from 'vitest';
import { JobError } from '../outcome.ts';
import { parseJobFile } from './parse-job-file.ts';

function parse(body: string): unknown {
  const text = `<vm_job><image>debian</image>${body}</vm_job>`;
  try {
    return parseJobFile(text, { file: '/jobs/a/vm_job.xml' });
  } catch (error) {
    if (error instanceof JobError) return error.message;
    throw error;
  }
}

const task = (inner: string) => `<task><application>a</application>${inner}</task>`;

describe('what the agent or the last request could not take', () => {
  test('the name of a task', () => {
    expect(parse(task(`<name>${'名'.repeat(86)}</name>`))).toMatch(/its name has 258 bytes/);
    expect(parse(task(`<name>${'名'.repeat(85)}</name>`))).toMatchObject({ name: 'a' });
  });

  test('arguments and variables of a task', () => {
    const long = 'x'.repeat(100_000);
    const words = (count: number) => `<arg>${long}</arg>`.repeat(count);
    expect(parse(task(words(3)))).toMatch(/its command line has 300005 bytes/);
    expect(parse(task(words(2)))).toMatchObject({ name: 'a' });
    const variables = [1, 2, 3].map((n) => `<setenv>V${n}=${long}</setenv>`).join('');
    expect(parse(task(variables))).toMatch(/its <setenv> have 300012 bytes/);
  });

  test('paths of outputs, which are asked for in one request after the work is done', () => {
    const outputs = (count: number) =>
      Array.from(
        { length: count },
        (_, n) => `<output><source>${'o'.repeat(200)}${n}</source></output>`,
      );
    expect(parse(task('') + outputs(300).join(''))).toMatch(/the paths of all outputs have 6\d{4}/);
    expect(parse(task('') + outputs(150).join(''))).toMatchObject({ name: 'a' });
  });

  test('the output limit', () => {
    expect(parse(`${task('')}<output_limit_mb>1025</output_limit_mb>`)).toMatch(/1024/);
  });
});
