import { expect, test } from 'vitest';
import { HypervisorError } from '../errors.ts';
import { startError } from './start-error.ts';

const definition = { memoryBytes: 512 * 1024 * 1024 };

function failed(stderr: string, exitCode = 1) {
  const error = new HypervisorError('hypervisor_failed', 'it ended');
  const exit = { exitCode, signal: null };
  return startError(error, { exit, stderr: Buffer.from(stderr), definition });
}

test('says the last words of a machine that ended', () => {
  expect(
    failed(
      'Core dump limits :\nChecking PROT_EXEC mmap in /dev/shm...Operation not permitted\nno exec\n',
    ),
  ).toMatchObject({
    code: 'hypervisor_failed',
    message:
      'User-Mode Linux could not start the machine: ' +
      'Checking PROT_EXEC mmap in /dev/shm...Operation not permitted; no exec (it ended with status 1)',
  });
});

test.each(['os_seek: No space left on device', 'mmap : Cannot allocate memory'])(
  'takes %j for a refusal of memory',
  (words) => {
    expect(failed(`${words}\n`)).toMatchObject({
      code: 'no_memory',
      message: expect.stringContaining(
        `512 MB of memory left for the machine; free some: ${words}`,
      ),
    });
  },
);

test('passes on what we know ourselves', () => {
  const error = new HypervisorError('canceled', 'given up');
  expect(startError(error, { exit: undefined, stderr: Buffer.alloc(0), definition })).toBe(error);
});

test('names whatever else it is', () => {
  const stderr = Buffer.alloc(0);
  expect(startError(new Error('odd'), { exit: undefined, stderr, definition })).toMatchObject({
    code: 'hypervisor_failed',
    message: expect.stringContaining('it said nothing (odd)'),
  });
});
