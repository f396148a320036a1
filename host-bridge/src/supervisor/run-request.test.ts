import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { parseJobFile } from '../job/index.ts';
import { runRequest } from './run-request.ts';

const { BoincApi } = vmslot.agent.v1;

const jobOf = (tasks: string) =>
  parseJobFile(
    `<vm_job><image>debian</image><output_limit_mb>2</output_limit_mb>${tasks}</vm_job>`,
    { file: '/vm_job.xml' },
  );

test('a task with everything becomes a step with everything', () => {
  const job = jobOf(`<task><name>n</name><application>./a</application><arg>-x</arg><arg></arg>
    <setenv>A=b=c</setenv><exec_dir>d</exec_dir><stdin_filename>i</stdin_filename>
    <stdout_filename>o</stdout_filename><stderr_filename>e</stderr_filename><weight>2.5</weight>
    <fraction_done_filename>f</fraction_done_filename><credit_filename>c</credit_filename>
    <time_limit>1.5</time_limit><boinc_api>real</boinc_api></task>`);
  const request = runRequest(job, 'job');
  expect(request).toMatchObject({ taskId: 'job', limits: { outputBytes: 2 * 1024 * 1024 } });
  expect(request.steps).toHaveLength(1);
  expect(request.steps?.[0]).toMatchObject({
    name: 'n',
    argv: ['./a', '-x', ''],
    env: { A: 'b=c' },
    cwd: 'd',
    stdinFile: 'i',
    stdoutFile: 'o',
    stderrFile: 'e',
    weight: 2.5,
    fractionDoneFile: 'f',
    creditFile: 'c',
    timeLimitMs: 1_500,
    boincApi: BoincApi.BOINC_API_CORE_CLIENT,
  });
});

test('tasks keep their order; what is not given is empty', () => {
  const task = '<task><application>a</application></task>';
  const job = jobOf(`${task}${task.replace('>a<', '>b<')}`);
  const { steps } = runRequest(job, 'job');
  expect(steps?.map(({ argv }) => argv)).toEqual([['a'], ['b']]);
  expect(steps?.[1]).toMatchObject({
    cwd: '',
    stdinFile: '',
    stdoutFile: '',
    stderrFile: '',
    fractionDoneFile: '',
    creditFile: '',
    timeLimitMs: 0,
  });
  // What the agent does unasked is not asked for: so the request of an older job is what it was.
  expect(steps?.[1]).not.toHaveProperty('boincApi');
});

test('a program for which no BOINC client is wanted gets none', () => {
  const job = jobOf('<task><application>a</application><boinc_api>none</boinc_api></task>');
  expect(runRequest(job, 'job').steps?.[0]?.boincApi).toBe(BoincApi.BOINC_API_NONE);
});
