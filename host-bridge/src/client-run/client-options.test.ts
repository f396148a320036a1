import { expect, test } from 'vitest';
import { JobError } from '../outcome.ts';
import { MAX_CLIENT_CPU_COUNT, parseClientOptions } from './client-options.ts';

test('without words everything is as the client and the job file say', () => {
  expect(parseClientOptions([])).toEqual({
    cpuCount: undefined,
    memoryBytes: undefined,
    partialCreditIntervalMs: undefined,
    driver: 'auto',
    programDirectory: undefined,
  });
});

test('the names that plan classes use', () => {
  const words = ['--nthreads', '2.5', '--memory_size_mb', '1000.5', '--trickle', '600'];
  expect(parseClientOptions([...words, '--driver', 'qemu', '--qemu', '/opt/q'])).toEqual({
    cpuCount: 3,
    memoryBytes: 1001 * 1024 * 1024,
    partialCreditIntervalMs: 600_000,
    driver: 'qemu',
    programDirectory: '/opt/q',
  });
  expect(parseClientOptions(['--nthreads=4.000000', '--nthreads', '1']).cpuCount).toBe(1);
  expect(parseClientOptions(['--trickle', '0']).partialCreditIntervalMs).toBe(0);
});

test.each([
  ['--nthreads'],
  ['--nthreads', '0'],
  ['--nthreads', '-1'],
  ['--nthreads', 'two'],
  ['--nthreads', ''],
  ['--nthreads', 'NaN'],
  ['--nthreads', 'Infinity'],
  ['--nthreads', String(MAX_CLIENT_CPU_COUNT + 1)],
  ['--memory_size_mb', '1'],
  ['--memory_size_mb', '1e9'],
  ['--trickle', '-1'],
  ['--driver', 'hal'],
  ['--nthread', '1'],
  ['--unknown'],
  ['-x'],
  ['word'],
  ['--', 'word'],
  ['--help'],
  ['--version'],
])('%j %j is refused with one line', (...words) => {
  const parse = (): unknown => parseClientOptions(words);
  expect(parse).toThrow(JobError);
  try {
    parse();
  } catch (error) {
    expect(error).toMatchObject({ code: 'usage', phase: 'prepare' });
    expect((error as Error).message).toMatch(
      /^command line of the app version or workunit: [^\n]+$/,
    );
  }
});
